import { useQuery } from '@tanstack/react-query';
import { useStore } from './api.tsx';
import { useSession } from './session.ts';
import type { Store } from './types.ts';

const none: readonly Store[] = [];

/** The stores the caller works with, for names and choices. Enough for a choice; a list of more is searched elsewhere. */
export function useStores(): readonly Store[] {
  const store = useStore();
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: ['stores', 'choice'],
    enabled: can('stores.read'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await store.stores.list({ limit: 100 }, { signal })).items,
  });
  return data ?? none;
}
