import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failed, told } from '../app/notify.ts';
import { fieldError, isStatus } from '../app/problems.ts';
import { mergeDraft } from '../app/useDraft.ts';
import { refusedLanguage } from './translated.ts';

interface Kept {
  readonly id: string;
  readonly version: number;
}

interface How<Draft, Body, Saved> {
  /** What is kept; null for one that is still to be made. */
  readonly saved: Saved | null;
  readonly draftOf: (saved: Saved | null) => Draft;
  /** The draft as the API takes it: two that say the same come out alike. */
  readonly bodyOf: (draft: Draft) => Body;
  readonly send: (body: Body, saved: Saved | null) => PromiseLike<Saved>;
  readonly load: (id: string) => PromiseLike<Saved>;
  /** The one field nothing is saved without. */
  readonly required: keyof Draft & string;
  readonly message: string;
  /** Under which it is read, before its id. */
  readonly key: string;
  /** What else shows it. */
  readonly lists: readonly string[];
  /** Goes to the page of what was just made. */
  readonly onMade: (id: string) => unknown;
}

export interface RecordState<Draft, Saved> {
  readonly base: Saved | null;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;
  readonly dirty: boolean;
  readonly errorAt: (path: string) => string | undefined;
  readonly error: unknown;
  /** Somebody else's changes came under what is typed here. */
  readonly merged: boolean;
  readonly incomplete: boolean;
  readonly saving: boolean;
  readonly submit: () => void;
  /** The language its words are written in; null for the shop's first. */
  readonly written: string | null;
  readonly write: (locale: string | null) => void;
}

/** A record under the hands of a person: what is kept, what they changed, and what the server said to it. */
export function useRecord<Draft extends object, Body, Saved extends Kept>(how: How<Draft, Body, Saved>): RecordState<Draft, Saved> {
  const { draftOf, bodyOf, key } = how;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [base, setBase] = useState(how.saved);
  const [draft, setDraft] = useState(() => draftOf(how.saved));
  const [tried, setTried] = useState(false);
  const [written, write] = useState<string | null>(null);
  const [merged, setMerged] = useState(false);
  const same = (a: Draft, b: Draft) => JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b));

  const save = useMutation({
    mutationFn: async (sent: Draft) => await how.send(bodyOf(sent), base),
    onSuccess: async (next, sent) => {
      queries.setQueryData([key, next.id], next);
      setBase(next);
      // What was typed while the answer was on its way is still there, and still unsaved.
      setDraft((now) => (same(now, sent) ? draftOf(next) : now));
      setTried(false);
      setMerged(false);
      told(how.message);
      for (const list of how.lists) void queries.invalidateQueries({ queryKey: [list] });
      if (!base) await how.onMade(next.id);
    },
    onError: async (err) => {
      if (base && isStatus(err, 412)) return await merge(base);
      // The first field that was refused is shown, in its language.
      const language = refusedLanguage(err);
      if (language !== undefined) write(language);
    },
  });

  // Somebody else saved first: what they changed comes in, what was typed stays on top of it.
  const merge = async (old: Saved) => {
    try {
      const theirs = await how.load(old.id);
      queries.setQueryData([key, theirs.id], theirs);
      setBase(theirs);
      setDraft((now) => mergeDraft(draftOf(old), now, draftOf(theirs)));
      setMerged(true);
      save.reset();
    } catch (err) {
      failed(err);
    }
  };

  const incomplete = tried && String(draft[how.required]).trim() === '';
  return {
    base,
    draft,
    change: (part) => setDraft((now) => ({ ...now, ...(typeof part === 'function' ? part(now) : part) })),
    dirty: !same(draft, draftOf(base)),
    errorAt: (path) => (incomplete && path === how.required ? t('product.problem_required') : fieldError(save.error, path)),
    error: save.error,
    merged,
    incomplete,
    saving: save.isPending,
    submit: () => {
      setTried(true);
      if (String(draft[how.required]).trim() === '') return write(null);
      save.mutate(draft);
    },
    written,
    write,
  };
}
