import './gallery.css';

import { Button, Skeleton } from '@mantine/core';
import { IconCheck, IconPhoto } from '@tabler/icons-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';
import type { MediaItem, MediaLimits, MediaUpload } from './media.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { useUi } from './texts.tsx';
import { UploadSlot } from './UploadSlot.tsx';

interface Props {
  readonly items: readonly MediaItem[];
  readonly selected: readonly string[];
  /** The chosen ids, in the order they were chosen. */
  readonly onSelect: (ids: readonly string[]) => void;
  /** How many may be chosen; one makes it a choice of one. */
  readonly most?: number;
  readonly loading?: boolean;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  readonly more?: { readonly available: boolean; readonly loading: boolean; readonly load: () => void };
  /** Takes files that are within the limits; without it nothing can be uploaded here. */
  readonly onFiles?: (files: readonly File[]) => void;
  readonly limits?: MediaLimits;
  readonly uploads?: readonly MediaUpload[];
  readonly onDismiss?: (uploadId: string) => void;
  /** Sends a failed one again. */
  readonly onResend?: (uploadId: string) => void;
  /** Names the choice; "Media" without. */
  readonly label?: string;
  /** E.g. a search field above the pictures. */
  readonly toolbar?: ReactNode;
}

/** Chooses from given pictures, and takes new ones. Where they come from and go to is the caller's. */
export function MediaPicker(props: Props) {
  const { say } = useUi();
  const { items, selected, most = Infinity, loading = false, error, onRetry, more, onFiles, label, toolbar } = props;
  return (
    <div className="haat-media">
      {toolbar}
      {onFiles && <UploadSlot onFiles={onFiles} multiple={most > 1} limits={props.limits} uploads={props.uploads} onDismiss={props.onDismiss} onResend={props.onResend} />}
      {error !== undefined && error !== null ? (
        <ProblemNotice error={error} onRetry={onRetry} />
      ) : loading && items.length === 0 ? (
        <Waiting />
      ) : items.length === 0 ? (
        <EmptyState icon={<IconPhoto />} title={say('ui.media.empty')} />
      ) : (
        <fieldset className="haat-media-choice">
          <legend>{label ?? say('ui.media.label')}</legend>
          <Choice items={items} selected={selected} onSelect={props.onSelect} most={most} />
        </fieldset>
      )}
      {more?.available && (
        <Button variant="default" size="sm" loading={more.loading} onClick={more.load}>
          {say('ui.table.more')}
        </Button>
      )}
      <div role="status" className="haat-media-count">
        {selected.length > 0 && say(most > 1 && selected.length >= most ? 'ui.media.full' : 'ui.media.selected', { count: selected.length })}
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly items: readonly MediaItem[];
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly most: number;
}

function Choice({ items, selected, onSelect, most }: ChoiceProps) {
  const group = useId();
  const full = most > 1 && selected.length >= most;
  const toggle = (id: string) => {
    if (most === 1) onSelect([id]);
    else onSelect(selected.includes(id) ? selected.filter((s) => s !== id) : [...selected, id]);
  };
  return (
    <div className="haat-media-grid">
      {items.map((item) => {
        const place = selected.indexOf(item.id);
        return (
          <label key={item.id} className="haat-media-item">
            <input type={most === 1 ? 'radio' : 'checkbox'} name={group} checked={place >= 0} disabled={full && place < 0} onChange={() => toggle(item.id)} />
            <img src={item.src} alt={item.alt || item.name} loading="lazy" decoding="async" />
            {place >= 0 && (
              <span className="haat-media-mark" aria-hidden="true">
                {most === 1 ? <IconCheck size={14} stroke={3} /> : place + 1}
              </span>
            )}
            <span className="haat-media-name" aria-hidden="true">
              <bdi>{item.name}</bdi>
            </span>
          </label>
        );
      })}
    </div>
  );
}

function Waiting() {
  const { say } = useUi();
  return (
    <div className="haat-media-grid" role="status" aria-label={say('ui.media.loading')}>
      {[...Array(8).keys()].map((i) => (
        <Skeleton key={i} className="haat-media-blank" />
      ))}
    </div>
  );
}
