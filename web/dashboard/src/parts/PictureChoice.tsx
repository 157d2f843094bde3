import { Button, Group, Input, Modal } from '@mantine/core';
import { MediaPicker, useUi } from '@haat/ui';
import type { MediaItem } from '@haat/ui';
import { IconPhoto } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.ts';
import type { Picture } from '../app/types.ts';
import { useUploads } from '../app/useUploads.ts';
import type { Uploads } from '../app/useUploads.ts';
import './PictureChoice.css';

/** The pictures of the page, old and new, for every place of it to choose from. */
export interface Pictures extends Pick<Uploads, 'uploads' | 'sending' | 'resend' | 'dismiss'> {
  readonly items: readonly MediaItem[];
  /** What is known of a picture's size; zeros for one that is known by its address alone. */
  readonly pictureAt: (url: string) => Picture;
  /** Absent for who may not upload. */
  readonly take?: (files: readonly File[], onDone: (picture: Picture) => void) => void;
}

// Whoever edits something with a picture in it, as the API has it.
const mayUpload = ['products.write', 'content.write', 'catalog.manage', 'stores.write', 'settings.write'] as const;

const nameOf = (url: string) => url.split('/').at(-1) ?? url;

export function usePictures(used: readonly (Pick<Picture, 'url'> & Partial<Picture>)[]): Pictures {
  const { can } = useSession();
  const { uploads, sending, send, resend, dismiss } = useUploads();
  const [added, setAdded] = useState<readonly (Picture & { readonly name: string })[]>([]);

  const old = used.filter((p) => p.url !== '').map((p) => ({ width: 0, height: 0, ...p, name: nameOf(p.url) }));
  const byUrl = new Map([...old, ...added].map((p) => [p.url, p]));
  // New ones first; the same file sent twice has one address.
  const items = [...added, ...old].filter((p, i, all) => all.findIndex((q) => q.url === p.url) === i).map(({ url, name }) => ({ id: url, src: url, name }));
  return {
    items,
    pictureAt: (url) => {
      const { width = 0, height = 0 } = byUrl.get(url) ?? {};
      return { url, width, height };
    },
    uploads,
    sending,
    resend,
    dismiss,
    ...(mayUpload.some(can) && {
      take: (files, onDone) =>
        send(files, (picture, file) => {
          setAdded((all) => [...all, { ...picture, name: file.name }]);
          onDone(picture);
        }),
    }),
  };
}

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: Picture;
  readonly onChange: (value: Picture) => void;
  readonly error: string | undefined;
  readonly pictures: Pictures;
  readonly locked?: boolean;
  /** A logo is shown whole, on the ground it is made for; without, it is cut like a photograph. */
  readonly logo?: 'light' | 'dark';
}

const none: Picture = { url: '', width: 0, height: 0 };

/** One picture: as it is now, the way to another one, and back when it was taken away. */
export function PictureChoice({ label, hint, value, onChange, error, pictures, locked = false, logo }: Props) {
  const { t } = useTranslation();
  const { say } = useUi();
  const [choosing, setChoosing] = useState(false);
  const [removed, setRemoved] = useState<Picture | null>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const { take } = pictures;
  const set = (picture: Picture) => {
    setRemoved(null);
    onChange(picture);
  };
  // The button that was pressed is gone with what it was about; choosing stays.
  const remove = () => {
    onChange(none);
    setRemoved(value);
    choose.current?.focus();
  };
  const takeBack = (picture: Picture) => {
    set(picture);
    choose.current?.focus();
  };
  return (
    <Input.Wrapper role="group" aria-label={label} label={label} labelElement="div" description={hint} error={error}>
      <Group className="picture-choice" data-logo={logo}>
        {value.url ? (
          <img src={value.url} alt={label} loading="lazy" decoding="async" />
        ) : (
          <span className="picture-choice-none">
            <IconPhoto size={24} stroke={1.4} aria-hidden="true" />
          </span>
        )}
        {!locked && (
          <Group gap="xs">
            <Button ref={choose} variant="default" size="xs" onClick={() => setChoosing(true)} aria-label={`${t('picture.choose')}: ${label}`}>
              {value.url ? t('picture.change') : t('picture.choose')}
            </Button>
            {value.url && (
              <Button variant="subtle" color="red" size="xs" onClick={remove} aria-label={`${t('picture.remove')}: ${label}`}>
                {t('picture.remove')}
              </Button>
            )}
          </Group>
        )}
        <span role="status" className="picture-choice-told">
          {removed && !value.url && (
            <>
              {say('ui.gallery.removed')}{' '}
              <button type="button" className="haat-text-button" onClick={() => takeBack(removed)}>
                {say('ui.undo')}
              </button>
            </>
          )}
        </span>
      </Group>
      <Modal opened={choosing} onClose={() => setChoosing(false)} size="lg" title={`${t('picture.choose')}: ${label}`} closeButtonProps={{ 'aria-label': say('ui.close') }}>
        <MediaPicker
          items={pictures.items}
          selected={value.url ? [value.url] : []}
          onSelect={([url]) => url && set(pictures.pictureAt(url))}
          most={1}
          label={label}
          onFiles={take && ((files) => take(files, set))}
          uploads={pictures.uploads}
          onDismiss={pictures.dismiss}
          onResend={pictures.resend}
        />
        <Group justify="flex-end" mt="md">
          <Button onClick={() => setChoosing(false)}>{t('picture.done')}</Button>
        </Group>
      </Modal>
    </Input.Wrapper>
  );
}
