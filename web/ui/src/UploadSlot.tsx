import './gallery.css';

import { Button, Progress } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent } from 'react';
import { formatBytes, kindNames, refusal } from './media.ts';
import type { MediaLimits, MediaUpload, Refusal } from './media.ts';
import { useUi } from './texts.tsx';

interface Props {
  /** Takes files that are within the limits. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly multiple?: boolean;
  readonly limits?: MediaLimits | undefined;
  readonly uploads?: readonly MediaUpload[] | undefined;
  readonly onDismiss?: ((uploadId: string) => void) | undefined;
  /** Sends a failed one again. */
  readonly onResend?: ((uploadId: string) => void) | undefined;
}

interface Refused {
  readonly name: string;
  readonly why: Refusal;
}

const pictures: MediaLimits = { kinds: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'], bytes: 10_000_000 };

/** Takes files: chosen, dropped, or pasted while the focus is in it. Says what is on its way and what did not arrive. */
export function UploadSlot({ onFiles, multiple = true, limits = pictures, uploads = [], onDismiss, onResend }: Props) {
  const { locale, say } = useUi();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const size = formatBytes(limits.bytes, locale);

  const take = (given: readonly File[]) => {
    const files = multiple ? given : given.slice(0, 1);
    const judged = files.map((file) => ({ file, why: refusal(file, limits) }));
    setRefused(judged.flatMap(({ file, why }) => (why === null ? [] : [{ name: file.name, why }])));
    const good = judged.filter(({ why }) => why === null).map(({ file }) => file);
    if (good.length > 0) onFiles(good);
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };

  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  };

  return (
    <div className="haat-media-upload" onPaste={paste}>
      <div className="haat-media-slot" data-over={over || undefined} onDragOver={(e) => (e.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Button variant="light" leftSection={<IconUpload size={16} aria-hidden="true" />} onClick={() => input.current?.click()}>
          {say('ui.media.upload')}
        </Button>
        <span className="haat-media-drop">{say('ui.media.drop')}</span>
        <span className="haat-media-limits">{say('ui.media.limits', { kinds: kindNames(limits.kinds, locale), size })}</span>
        <input
          ref={input}
          type="file"
          hidden
          multiple={multiple}
          accept={limits.kinds.join(',')}
          aria-label={say('ui.media.upload')}
          onChange={(e) => {
            take([...(e.currentTarget.files ?? [])]);
            // The same file can be chosen again after it was refused or mended.
            e.currentTarget.value = '';
          }}
        />
      </div>
      {refused.length > 0 && (
        <div role="alert" className="haat-media-refused">
          <strong>{say('ui.media.refused')}</strong>
          <ul>
            {refused.map((r, i) => (
              <li key={i}>
                <bdi>{r.name}</bdi>: {say(`ui.media.${r.why}`, { size })}
              </li>
            ))}
          </ul>
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => setRefused([])}>
            {say('ui.dismiss')}
          </Button>
        </div>
      )}
      {uploads.length > 0 && (
        <ul className="haat-media-uploads">
          {uploads.map((u) => (
            <Upload key={u.id} upload={u} onDismiss={onDismiss} onResend={onResend} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface UploadProps {
  readonly upload: MediaUpload;
  readonly onDismiss: ((id: string) => void) | undefined;
  readonly onResend: ((id: string) => void) | undefined;
}

function Upload({ upload, onDismiss, onResend }: UploadProps) {
  const { say } = useUi();
  const { id, name, preview, problem, progress } = upload;
  const button = (words: string, act: ((id: string) => void) | undefined) =>
    act && (
      <Button size="compact-sm" variant="subtle" onClick={() => act(id)} aria-label={`${words}: ${name}`}>
        {words}
      </Button>
    );
  return (
    <li>
      {preview && <img src={preview} alt="" />}
      <div className="haat-media-about">
        <bdi className="haat-media-name">{name}</bdi>
        {problem ? (
          <span role="alert" className="haat-media-problem">
            {problem}
          </span>
        ) : (
          <Moving upload={upload} />
        )}
      </div>
      {problem && button(say('ui.problem.retry'), onResend)}
      {(problem || progress === 1) && button(say('ui.dismiss'), onDismiss)}
    </li>
  );
}

function Moving({ upload }: { readonly upload: MediaUpload }) {
  const { say } = useUi();
  if (upload.progress === 1) return <span role="status">{say('ui.media.done')}</span>;
  const unknown = upload.progress === null;
  const label = say('ui.media.progress', { name: upload.name });
  return (
    <Progress.Root size="md" className="haat-media-progress">
      {/* A bar without a value is how assistive technology is told that nobody can tell. */}
      <Progress.Section value={unknown ? 100 : (upload.progress ?? 0) * 100} striped={unknown} animated={unknown} aria-label={label} withAria={!unknown} role="progressbar" />
    </Progress.Root>
  );
}
