import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Sort } from '@haat/ui';
import type { ListSearch } from './search.ts';

interface PageLike<T> {
  readonly items: readonly T[] | null;
  readonly next_cursor?: string | null;
}

interface List<T> {
  readonly rows: readonly T[];
  readonly loading: boolean;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly more: { readonly available: boolean; readonly loading: boolean; readonly load: () => void };
}

/** Rows of a paged list, page after page, in the shape DataTable takes. */
export function useList<T>(key: QueryKey, fetch: (cursor: string | undefined, signal: AbortSignal) => PromiseLike<PageLike<T>>): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => fetch(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
  return {
    rows: query.data?.pages.flatMap((p) => p.items ?? []) ?? [],
    loading: query.isPending,
    error: query.error ?? undefined,
    onRetry: () => void query.refetch(),
    more: { available: query.hasNextPage, loading: query.isFetchingNextPage, load: () => void query.fetchNextPage() },
  };
}

interface SearchState {
  readonly search: ListSearch;
  readonly setSearch: (next: ListSearch) => void;
  readonly sort: Sort | undefined;
  readonly setSort: (sort: Sort) => void;
}

/** Filters and sort of a list, kept in the address bar: shareable, and safe from the back button. */
export function useListSearch(): SearchState {
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const setSearch = (next: ListSearch) => void navigate({ to: '.', search: next, replace: true });
  const raw = search.sort;
  const sort = raw === undefined ? undefined : { key: raw.replace(/^-/, ''), desc: raw.startsWith('-') };
  return { search, setSearch, sort, setSort: (s) => setSearch({ ...search, sort: (s.desc ? '-' : '') + s.key }) };
}
