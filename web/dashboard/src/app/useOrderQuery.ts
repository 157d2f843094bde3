import { useQueryClient } from '@tanstack/react-query';
import { between } from '@haat/ui';
import type { QueryOf, operations } from '@haat/store-client';
import { useStore } from './api.tsx';
import type { ListSearch } from './search.ts';
import { useSession } from './session.ts';

type OrderQuery = QueryOf<operations['orders-list']>;

/**
 * Says the filters of a list of orders as the API takes them. Days are the shop's, whoever looks from wherever: only who may
 * not read the settings sees their own. They are counted at each reading, so that "today" goes on by itself.
 */
export function useOrderQuery(): (search: ListSearch) => Promise<OrderQuery> {
  const store = useStore();
  const queries = useQueryClient();
  const { can } = useSession();
  const shopZone = async () => {
    if (!can('settings.read')) return undefined;
    return (await queries.ensureQueryData({ queryKey: ['settings'], queryFn: ({ signal }) => store.settings.get({ signal }) })).time_zone || undefined;
  };
  return async ({ placed, held, to_ship, ...search }) => {
    const days = placed === undefined ? {} : between(placed, Date.now(), await shopZone());
    return {
      ...search,
      ...(held === 'true' ? { held: true } : {}),
      ...(to_ship === 'true' ? { to_ship: true } : {}),
      ...(days.from === undefined ? {} : { placed_from: days.from }),
      ...(days.until === undefined ? {} : { placed_until: days.until }),
    };
  };
}
