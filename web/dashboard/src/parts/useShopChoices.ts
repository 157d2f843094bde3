import { useQuery } from '@tanstack/react-query';
import { useStore } from '../app/api.tsx';
import { useSession } from '../app/session.ts';
import { useStores } from '../app/useStores.ts';

/** Something of the shop by the handle it is found under and the name people know. */
export interface Choice {
  readonly handle: string;
  readonly name: string;
}

export interface ShopChoices {
  readonly categories: readonly Choice[];
  readonly collections: readonly Choice[];
  readonly stores: readonly Choice[];
  readonly pages: readonly Choice[];
}

/** What a section can show and lead to, as far as the caller may see it. */
export function useShopChoices(): ShopChoices {
  const store = useStore();
  const stores = useStores();
  const { can } = useSession();
  const usual = { staleTime: 60_000, enabled: can('products.read') };
  const categories = useQuery({ ...usual, queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }) });
  const collections = useQuery({ ...usual, queryKey: ['collections', 'choice'], queryFn: async ({ signal }) => (await store.collections.list({ limit: 100 }, { signal })).items });
  const pages = useQuery({ queryKey: ['pages', 'choice'], staleTime: 60_000, queryFn: async ({ signal }) => (await store.pages.list({ limit: 100 }, { signal })).items });
  const all = categories.data?.items ?? [];
  const nameOf = new Map(all.map((c) => [c.id, c.name]));
  return {
    categories: all.map((c) => ({ handle: c.handle, name: c.path.map((id) => nameOf.get(id) ?? c.name).join(' › ') })),
    collections: (collections.data ?? []).map((c) => ({ handle: c.handle, name: c.title })),
    stores: stores.map((s) => ({ handle: s.handle, name: s.name })),
    pages: (pages.data ?? []).filter((p) => p.published).map((p) => ({ handle: p.handle, name: p.title })),
  };
}

/** The shop's addresses that a section may lead to, for suggestions. */
export function addressesOf(choices: ShopChoices): string[] {
  const under = (path: string, list: readonly Choice[]) => list.map((c) => `${path}/${encodeURIComponent(c.handle)}`);
  return ['/products', '/categories', '/stores', ...under('/collections', choices.collections), ...under('/categories', choices.categories), ...under('/stores', choices.stores), ...under('/pages', choices.pages)];
}
