import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Sort } from '@haat/ui';
import { useCallback, useMemo } from 'react';
import type { ListSearch } from './search.ts';

interface PageLike<T> {
  readonly items: readonly T[] | null;
  readonly next_cursor?: string | null;
}

/** Which page is asked for. The first is short, to be there quickly; who reads on gets as many rows as the API gives. */
type Paging = { readonly cursor?: string; readonly limit?: number };

const onward = 100;

/** How many pages are read again without asking. */
const short = 5;

interface List<T> {
  readonly rows: readonly T[];
  readonly loading: boolean;
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Begins anew; there when the list has changed since it was read. */
  readonly onRenew: (() => void) | undefined;
  readonly more: { readonly available: boolean; readonly loading: boolean; readonly load: () => void };
}

/**
 * Whether a list may be read again from its beginning behind somebody's back. That is a request for each page that was
 * read: nobody who has scrolled through 100,000 rows wants a thousand of them because they looked into another window.
 */
function isShort(query: Pick<Query, 'state'>): boolean {
  const data = query.state.data as Partial<InfiniteData<unknown>> | undefined;
  return (data?.pages?.length ?? 0) <= short;
}

/** Reads again what stands under a key. A list that was read far only says that it is outdated: see isShort. */
export async function readAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await Promise.all([queries.invalidateQueries({ queryKey, predicate: isShort }), queries.invalidateQueries({ queryKey, predicate: (q) => !isShort(q), refetchType: 'none' })]);
}

/** Rows of a paged list, page after page, in the shape DataTable takes. */
export function useList<T>(key: QueryKey, fetch: (paging: Paging, signal: AbortSignal) => PromiseLike<PageLike<T>>): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => fetch(pageParam === undefined ? {} : { cursor: pageParam, limit: onward }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
    staleTime: (q) => (isShort(q as Pick<Query, 'state'>) ? 10_000 : Infinity),
    refetchOnMount: isShort,
    refetchOnWindowFocus: isShort,
    refetchOnReconnect: isShort,
  });
  const queries = useQueryClient();
  const { data, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((p) => p.items ?? []) ?? [], [data]);
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return {
    rows,
    loading: query.isPending,
    error: query.error ?? undefined,
    onRenew: data && data.pages.length > short && query.isStale ? () => void queries.resetQueries({ queryKey: key, exact: true }) : undefined,
    onRetry: () => void query.refetch(),
    more: { available: query.hasNextPage, loading: query.isFetchingNextPage, load },
  };
}

interface SearchState {
  /** Filters and sort, as the API takes them. */
  readonly search: ListSearch;
  readonly setSearch: (next: ListSearch) => void;
  readonly sort: Sort | undefined;
  readonly setSort: (sort: Sort) => void;
  /** The view that was opened, which the API knows nothing of. */
  readonly view: string | undefined;
}

/** Filters and sort of a list, kept in the address bar: shareable, and safe from the back button. */
export function useListSearch(): SearchState {
  const { view, ...search }: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const setSearch = (next: ListSearch) => void navigate({ to: '.', search: { ...next, view }, replace: true });
  const raw = search.sort;
  const sort = raw === undefined ? undefined : { key: raw.replace(/^-/, ''), desc: raw.startsWith('-') };
  return { search, setSearch, sort, setSort: (s) => setSearch({ ...search, sort: (s.desc ? '-' : '') + s.key }), view };
}
