import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useStore } from './api.tsx';
import { shows, sourcesFor, worthAsking } from './finding.ts';
import type { Found, Group } from './finding.ts';
import type { TextKey } from './i18n.ts';
import { useSession } from './session.ts';

interface Finding {
  readonly groups: readonly Group[];
  /** Whether an answer to what is typed is still to come. */
  readonly busy: boolean;
  /** What could not be looked through. */
  readonly failed: readonly TextKey[];
}

/**
 * Asks every kind of thing by itself for what is typed: the slow ones keep the others from nothing, nor do those that
 * fail. Until a kind has answered, what it found before stays as far as it shows what is typed now.
 */
export function useFinding(typed: string): Finding {
  const store = useStore();
  const queries = useQueryClient();
  const { can } = useSession();
  const text = typed.trim();
  const [asked] = useDebouncedValue(text, 200);
  const sources = sourcesFor(can);
  const answers = useQueries({
    queries: sources.map((s) => ({
      queryKey: ['palette', s.id, asked],
      enabled: worthAsking(asked),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => s.find({ text: asked, store, queries, signal }),
    })),
  });
  const last = useRef(new Map<string, readonly Found[]>());
  useEffect(() => {
    sources.forEach((s, i) => {
      const found = answers[i]?.data;
      if (found) last.current.set(s.id, found);
    });
  });

  if (!worthAsking(text)) return { groups: [], busy: false, failed: [] };
  const settled = asked === text;
  const groups = sources.map((s, i): Group => {
    const answer = answers[i];
    if (settled && answer && !answer.isPending) return { id: s.id, label: s.label, rows: answer.data ?? [] };
    const before = answer?.data ?? last.current.get(s.id) ?? [];
    return { id: s.id, label: s.label, rows: before.filter((row) => shows(row, text)) };
  });
  return {
    groups,
    busy: !settled || answers.some((a) => a.isPending),
    failed: settled ? sources.filter((_, i) => answers[i]?.isError).map((s) => s.label) : [],
  };
}
