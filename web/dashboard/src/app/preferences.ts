import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StoreClient } from '@haat/store-client';
import { useStore } from './api.tsx';
import { failed } from './notify.ts';

/** What somebody chose for their own eyes, kept with their account. Asked once, kept until log-out. */
export function preferencesQuery(store: StoreClient) {
  return queryOptions({ queryKey: ['preferences'], staleTime: Infinity, queryFn: async ({ signal }) => (await store.me.preferences.get({ signal })).preferences });
}

type Value = Record<string, unknown>;

interface Preference {
  /** Absent while it is not known: what is not known must not be written over. */
  readonly value: Value | undefined;
  readonly keep: (change: (now: Value) => Value) => void;
}

/** One preference. A change shows at once and is taken back when the server refuses it. */
export function usePreference(name: string): Preference {
  const store = useStore();
  const queries = useQueryClient();
  const { data } = useQuery(preferencesQuery(store));
  const { queryKey } = preferencesQuery(store);
  const save = useMutation({
    mutationFn: (value: Value) => store.me.preferences.save(name, { value }),
    // One after the other: the last choice must also be the last to arrive.
    scope: { id: 'preferences' },
    onError: (err) => {
      failed(err);
      void queries.invalidateQueries({ queryKey });
    },
  });
  return {
    value: data && (data[name] ?? {}),
    keep: (change) => {
      const all = queries.getQueryData(queryKey);
      if (!all) return;
      const next = change(all[name] ?? {});
      queries.setQueryData(queryKey, { ...all, [name]: next });
      save.mutate(next);
    },
  };
}
