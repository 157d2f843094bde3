import { ImageGallery, UploadSlot } from '@haat/ui';
import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useUploads } from '../app/useUploads.ts';
import type { EditorPart } from './ProductEditor.tsx';
import { mostImages, picturesOf } from './productDraft.ts';

/** The product's pictures: sent here, described, put in order, taken away and put back. */
export function ProductImages({ record: { draft, change, name, locked, errorAt }, onSending }: EditorPart & { readonly onSending: (sending: boolean) => void }) {
  const { t } = useTranslation();
  const { uploads, sending, send, resend, dismiss } = useUploads();
  useEffect(() => onSending(sending), [sending, onSending]);
  const pictures = picturesOf(draft.images);
  const problems = Object.fromEntries(pictures.flatMap(({ id }, i) => [errorAt(`images[${i}].alt`) ?? errorAt(`images[${i}].url`)].flatMap((text) => (text ? [[id, text]] : []))));
  // Onto the newest draft: a picture arrives while other fields are being typed into.
  const take = (files: readonly File[]) => send(files, (picture) => change(({ images, title }) => (images.some((i) => i.url === picture.url) || images.length >= mostImages ? {} : { images: [...images, { ...picture, alt: title }] })));
  // One that has arrived stands among the pictures; what failed or is on its way stays here.
  const waiting = uploads.filter((u) => u.progress !== 1);
  const room = draft.images.length + waiting.length < mostImages;
  return (
    <section className="panel">
      <h2>{t('product.images')}</h2>
      <ImageGallery
        images={pictures}
        onChange={(next) => change({ images: next.map(({ url, alt, width, height }) => ({ url, alt, width, height })) })}
        label={name('images')}
        problems={problems}
        disabled={locked}
        add={room || waiting.length > 0 ? <UploadSlot onFiles={(files) => take(files.slice(0, mostImages - draft.images.length - waiting.length))} uploads={waiting} onDismiss={dismiss} onResend={resend} /> : undefined}
      />
      {!room && !locked && (
        <Text size="sm" c="dimmed">
          {t('product.images_full', { count: mostImages })}
        </Text>
      )}
    </section>
  );
}
