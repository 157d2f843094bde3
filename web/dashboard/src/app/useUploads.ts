import type { MediaUpload } from '@haat/ui';
import { useEffect, useRef, useState } from 'react';
import { useStore } from './api.tsx';
import { problemText } from './problems.ts';
import type { Picture } from './types.ts';

interface Job {
  readonly file: File;
  readonly onDone: (picture: Picture, file: File) => void;
}

export interface Uploads {
  readonly uploads: readonly MediaUpload[];
  /** Something is on its way: what is saved now would be without it. */
  readonly sending: boolean;
  /** `onDone` hears of each file that arrived, in the order they were given. */
  readonly send: (files: readonly File[], onDone: Job['onDone']) => void;
  readonly resend: (id: string) => void;
  readonly dismiss: (id: string) => void;
}

/**
 * Pictures on their way into the media library, one after another: they arrive in their order,
 * and a handful of photographs does not share the line of a phone.
 */
export function useUploads(): Uploads {
  const store = useStore();
  const [uploads, setUploads] = useState<readonly MediaUpload[]>([]);
  const jobs = useRef(new Map<string, Job>());
  const line = useRef(Promise.resolve());
  const leaving = useRef(new AbortController());
  const note = (id: string, news: Partial<MediaUpload>) => setUploads((all) => all.map((u) => (u.id === id ? { ...u, ...news } : u)));

  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  // A picture being shown is held in memory until it is let go.
  const shown = useRef<readonly MediaUpload[]>([]);
  shown.current = uploads;
  useEffect(() => () => shown.current.forEach(letGo), []);

  const run = async (id: string, { file, onDone }: Job) => {
    const { signal } = leaving.current;
    if (signal.aborted || !jobs.current.has(id)) return;
    try {
      const form = new FormData();
      form.set('file', file);
      const { url, width, height } = await store.media.upload(form, { signal, onProgress: (sent) => note(id, { progress: sent < 1 ? sent : null }) });
      jobs.current.delete(id);
      note(id, { progress: 1 });
      onDone({ url, width, height }, file);
    } catch (err) {
      if (!signal.aborted) note(id, { problem: problemText(err) });
    }
  };
  const enqueue = (id: string, job: Job) => {
    jobs.current.set(id, job);
    line.current = line.current.then(() => run(id, job));
  };

  return {
    uploads,
    sending: uploads.some((u) => u.progress !== 1 && u.problem === undefined),
    send: (files, onDone) => {
      const added = files.map((file) => ({ id: crypto.randomUUID(), name: file.name, progress: null, preview: URL.createObjectURL(file) }));
      setUploads((all) => [...all, ...added]);
      files.forEach((file, i) => {
        const upload = added[i];
        if (upload) enqueue(upload.id, { file, onDone });
      });
    },
    resend: (id) => {
      const job = jobs.current.get(id);
      if (!job) return;
      setUploads((all) => all.map(({ problem, ...u }) => (u.id === id ? { ...u, progress: null } : problem === undefined ? u : { ...u, problem })));
      enqueue(id, job);
    },
    dismiss: (id) => {
      jobs.current.delete(id);
      uploads.filter((u) => u.id === id).forEach(letGo);
      setUploads((all) => all.filter((u) => u.id !== id));
    },
  };
}

function letGo({ preview }: MediaUpload) {
  if (preview) URL.revokeObjectURL(preview);
}
