import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isHaatError } from '@haat/store-client';
import { useStore } from '../app/api.tsx';
import { told } from '../app/notify.ts';
import { isStatus } from '../app/problems.ts';
import type { Home, HomeSection } from '../app/types.ts';
import { draftOf, firstWrong, isDirty, keepKeys, refusalsOf, saveOf, withoutRefusal } from './homeDraft.ts';
import type { SectionDraft, SectionRefusals } from './homeDraft.ts';

interface Sent {
  readonly sections: HomeSection[];
  readonly keys: readonly string[];
  readonly version: number;
}

/** The home page under the hands of a person: what is saved, what they changed, and what the server said to it. */
export function useHomeDraft(saved: Home, onRefused: (first: { readonly key: string; readonly field: string }) => void) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<readonly SectionDraft[]>(() => draftOf(saved.sections));
  const [refusals, setRefusals] = useState<SectionRefusals>({});
  const [theirs, setTheirs] = useState<Home | null>(null);
  const [aside, setAside] = useState<readonly SectionDraft[] | null>(null);

  const save = useMutation({
    mutationFn: ({ sections, version }: Sent) => store.home.save({ sections }, { ifMatch: `"${version}"` }),
    onSuccess: (next, { sections, keys }) => {
      queries.setQueryData(['home'], next);
      setBase(next);
      setTheirs(null);
      setAside(null);
      setRefusals({});
      // What was typed while the answer was on its way is still there, and still unsaved.
      setDraft((now) => (isDirty(now, sections) ? now : keepKeys(next.sections, keys)));
      told(t('sections.saved'));
    },
    onError: async (err, { keys }) => {
      const refused = isHaatError(err) ? refusalsOf(err.fields, keys) : {};
      const first = firstWrong(refused);
      setRefusals(refused);
      if (first) onRefused(first);
      if (isStatus(err, 412)) setTheirs(await store.home.get());
    },
  });

  const change = (key: string, next: Partial<HomeSection>) => {
    setDraft((all) => all.map((s) => (s.key === key ? { ...s, ...next } : s)));
    const before = draft.find((s) => s.key === key);
    if (before) setRefusals((all) => withoutRefusal(all, before, { ...before, ...next }));
  };
  const send = (version: number) => save.mutate({ sections: saveOf(draft), keys: draft.map((s) => s.key), version });

  return {
    base,
    draft,
    dirty: isDirty(draft, base.sections),
    refusals,
    theirs,
    /** What was put aside for somebody else's version; it can come back. */
    aside,
    error: theirs ? null : save.error,
    saving: save.isPending,
    setDraft,
    change,
    save: () => send(base.version),
    keepMine: () => theirs && send(theirs.version),
    takeTheirs: () => {
      if (!theirs) return;
      setAside(draft);
      setBase(theirs);
      setDraft(draftOf(theirs.sections));
      setTheirs(null);
      setRefusals({});
      save.reset();
    },
    backToMine: () => {
      if (aside) setDraft(aside);
      setAside(null);
    },
  };
}
