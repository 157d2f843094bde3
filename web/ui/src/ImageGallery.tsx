import './buttons.css';
import './gallery.css';

import { TextInput } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPhoto, IconStar, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useDrag, useFocusAfter } from './arranging.tsx';
import { EmptyState } from './EmptyState.tsx';
import { moved, putBack } from './gallery.ts';
import type { GalleryImage } from './gallery.ts';
import { IconButton } from './IconButton.tsx';
import { useUi } from './texts.tsx';

interface Props<I extends GalleryImage> {
  /** In their order; the first is the main picture. */
  readonly images: readonly I[];
  readonly onChange: (next: readonly I[]) => void;
  /** Names the list; "Pictures" without. */
  readonly label?: string;
  /** Problems by picture id, e.g. a description that is too long. */
  readonly problems?: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
  /** The way to add a picture: a button, a MediaPicker. */
  readonly add?: ReactNode;
}

interface Removed<I> {
  readonly image: I;
  readonly at: number;
}

/**
 * Pictures in an order. Buttons move them (and keep the focus, so that pressing again
 * moves on), dragging does too, and what is removed can be taken back.
 */
export function ImageGallery<I extends GalleryImage>({ images, onChange, label, problems = {}, disabled = false, add }: Props<I>) {
  const { say } = useUi();
  const [removed, setRemoved] = useState<Removed<I> | null>(null);
  const [told, setTold] = useState('');
  const drag = useDrag((from, to) => move(from, to));
  const list = useRef<HTMLUListElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const focus = useFocusAfter(list);

  // The button that removed is gone with its picture; what takes it back is next.
  useEffect(() => {
    if (removed) undo.current?.focus();
  }, [removed]);

  const move = (from: number, to: number, button?: string) => {
    const image = images[from];
    const next = moved(images, from, to);
    if (!image || next === images) return;
    onChange(next);
    setTold(say('ui.gallery.moved', { position: to + 1, count: images.length }));
    if (button) focus(image.id, button);
  };

  const remove = (at: number) => {
    const image = images[at];
    if (!image) return;
    onChange(images.filter((_, i) => i !== at));
    setRemoved({ image, at });
    setTold('');
  };

  const takeBack = ({ image, at }: Removed<I>) => {
    onChange(putBack(images, image, at));
    setRemoved(null);
    focus(image.id, 'remove');
  };

  return (
    <div className="haat-gallery">
      {images.length === 0 ? (
        <EmptyState icon={<IconPhoto />} title={say('ui.gallery.empty')} action={disabled ? undefined : add} />
      ) : (
        <ul ref={list} aria-label={label ?? say('ui.gallery.label')}>
          {images.map((image, at) => (
            <li key={image.id} data-id={image.id} data-over={drag.over === at || undefined} data-dragged={drag.from === at || undefined} {...(disabled ? {} : { ...drag.handle(at), ...drag.target(at) })}>
              <Picture image={image} main={at === 0} />
              <TextInput
                size="sm"
                label={say('ui.gallery.alt', { position: at + 1 })}
                placeholder={say('ui.gallery.alt_hint')}
                value={image.alt}
                error={problems[image.id]}
                disabled={disabled}
                onChange={(e) => onChange(images.map((other) => (other.id === image.id ? { ...other, alt: e.currentTarget.value } : other)))}
              />
              {!disabled && <Moves at={at} count={images.length} onMove={(to, button) => move(at, to, button)} onRemove={() => remove(at)} />}
            </li>
          ))}
        </ul>
      )}
      <div className="haat-gallery-foot">
        {images.length > 0 && !disabled && add}
        <span role="status">
          {told}
          {removed && (
            <>
              {say('ui.gallery.removed')}{' '}
              <button type="button" className="haat-text-button" ref={undo} onClick={() => takeBack(removed)}>
                {say('ui.undo')}
              </button>
            </>
          )}
        </span>
      </div>
    </div>
  );
}

function Picture({ image, main }: { readonly image: GalleryImage; readonly main: boolean }) {
  const { say } = useUi();
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <div className="haat-gallery-picture">
      {/* Its words stand in the field below it. */}
      {image.src === broken ? <IconPhoto size={32} stroke={1.4} aria-hidden="true" /> : <img src={image.src} alt="" draggable={false} loading="lazy" decoding="async" onError={() => setBroken(image.src)} />}
      {main && <span className="haat-gallery-main">{say('ui.gallery.first')}</span>}
    </div>
  );
}

interface MovesProps {
  readonly at: number;
  readonly count: number;
  readonly onMove: (to: number, button: string) => void;
  readonly onRemove: () => void;
}

function Moves({ at, count, onMove, onRemove }: MovesProps) {
  const { say } = useUi();
  const position = at + 1;
  return (
    <div className="haat-gallery-moves">
      <IconButton act="earlier" label={say('ui.gallery.earlier', { position })} icon={<IconArrowLeft size={18} className="haat-flip" aria-hidden="true" />} off={at === 0} onClick={() => onMove(at - 1, 'earlier')} />
      <IconButton act="later" label={say('ui.gallery.later', { position })} icon={<IconArrowRight size={18} className="haat-flip" aria-hidden="true" />} off={at === count - 1} onClick={() => onMove(at + 1, 'later')} />
      <IconButton act="first" label={say('ui.gallery.make_first', { position })} icon={<IconStar size={18} aria-hidden="true" />} off={at === 0} onClick={() => onMove(0, 'first')} />
      <IconButton act="remove" label={say('ui.gallery.remove', { position })} icon={<IconTrash size={18} aria-hidden="true" />} onClick={onRemove} />
    </div>
  );
}
