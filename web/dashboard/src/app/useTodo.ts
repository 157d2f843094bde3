import { useQuery } from '@tanstack/react-query';
import { useStore } from './api.tsx';
import type { TextKey } from './i18n.ts';
import type { NavItem } from './nav.ts';
import type { ListSearch } from './search.ts';
import { useSession } from './session.ts';

/** Something that may wait for the reader, and where it is dealt with. */
export interface Todo {
  readonly id: 'pending' | 'to_ship' | 'held' | 'payment_failed' | 'sellers' | 'failed_jobs' | 'failed_mails';
  readonly label: TextKey;
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
  readonly to: NavItem['to'];
  readonly search: ListSearch;
}

/** How many applications are counted. */
const mostSellers = 100;
/** Where the server stops counting what failed. */
const mostFailed = 1000;

/** The numbers of the home page; every place that shows one shares this answer. */
export function useOverview() {
  const store = useStore();
  const { can } = useSession();
  return useQuery({ queryKey: ['overview'], enabled: can('orders.read'), queryFn: ({ signal }) => store.overview.get({}, { signal }), refetchInterval: 60_000 });
}

/**
 * What waits for somebody, of what the reader may see, the most pressing first; also what has
 * come to nothing. What has no answer is left out: no number is better than a wrong one.
 */
export function useTodo(): readonly Todo[] {
  const store = useStore();
  const { can } = useSession();
  const { data: orders } = useOverview();
  const { data: failed } = useQuery({ queryKey: ['jobs', 'alerts'], enabled: can('jobs.manage'), queryFn: ({ signal }) => store.alerts.get({ signal }), refetchInterval: 60_000, retry: false });
  const { data: sellers } = useQuery({
    queryKey: ['sellers', 'applied'],
    enabled: can('sellers.manage'),
    queryFn: async ({ signal }) => {
      const page = await store.sellers.list({ status: 'applied', limit: mostSellers }, { signal });
      return { count: page.items.length, more: Boolean(page.next_cursor) };
    },
    refetchInterval: 60_000,
    retry: false,
  });
  const one = (id: Todo['id'], label: TextKey, count: number | undefined, to: NavItem['to'], search: ListSearch, most = Infinity): Todo[] =>
    count === undefined ? [] : [{ id, label, count, more: count >= most, to, search }];
  return [
    ...one('held', 'todo.held', orders?.held, '/orders', { held: 'true' }),
    ...one('payment_failed', 'todo.payment_failed', orders?.payment_failed, '/orders', { payment_status: 'failed' }),
    ...one('pending', 'todo.pending', orders?.pending, '/orders', { status: 'pending' }),
    ...one('to_ship', 'todo.to_ship', orders?.to_ship, '/orders', { to_ship: 'true' }),
    ...one('sellers', 'todo.sellers', sellers?.count, '/sellers', { status: 'applied' }).map((item) => ({ ...item, more: sellers?.more === true })),
    ...one('failed_jobs', 'todo.failed_jobs', failed?.failed_jobs, '/jobs', {}, mostFailed),
    ...one('failed_mails', 'todo.failed_mails', failed?.failed_mails, '/mail', { status: 'failed' }, mostFailed),
  ];
}

export const countOf = (item: Pick<Todo, 'count' | 'more'>): string => `${item.count}${item.more ? '+' : ''}`;
