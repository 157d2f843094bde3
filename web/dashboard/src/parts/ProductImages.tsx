import { CloseButton, FileButton, Button, Group, Text } from '@mantine/core';
import { ProblemNotice, ProductThumb } from '@haat/ui';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { readable } from '../app/problems.ts';
import type { EditorPart } from './ProductEditor.tsx';

export function ProductImages({ draft, change, locked }: EditorPart) {
  const { t } = useTranslation();
  const store = useStore();
  const upload = useMutation({
    mutationFn: async (files: File[]) => {
      const images: typeof draft.images = [];
      for (const file of files) {
        const form = new FormData();
        form.set('file', file);
        const image = await store.media.upload(form);
        images.push({ url: image.url, alt: draft.title, width: image.width, height: image.height });
      }
      return images;
    },
    onSuccess: (images) => change({ images: [...draft.images, ...images] }),
  });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('product.images')}</h2>
        {!locked && (
          <FileButton multiple accept="image/png,image/jpeg,image/gif,image/webp" onChange={(files) => upload.mutate(files)}>
            {(props) => (
              <Button {...props} size="xs" variant="light" leftSection={<IconPhotoPlus size={16} />} loading={upload.isPending}>
                {t('product.add_image')}
              </Button>
            )}
          </FileButton>
        )}
      </div>
      <ProblemNotice error={readable(upload.error)} />
      {draft.images.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('product.no_images')}
        </Text>
      ) : (
        <Group className="pictures">
          {draft.images.map((image, i) => (
            <figure key={image.url}>
              <ProductThumb src={image.url} alt={image.alt} size={96} />
              {!locked && <CloseButton size="sm" variant="filled" aria-label={t('product.remove_image')} onClick={() => change({ images: draft.images.filter((_, n) => n !== i) })} />}
            </figure>
          ))}
        </Group>
      )}
    </section>
  );
}
