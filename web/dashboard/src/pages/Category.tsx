import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { CategoryEditor } from '../parts/CategoryEditor.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';

export function NewCategoryPage() {
  const { parent = '' } = useSearch({ from: '/inside/categories/new' });
  const all = useAll();
  if (!all.data) return <Waiting query={all} />;
  // Whoever follows an old link makes it at the root.
  return <CategoryEditor key={parent} saved={null} under={all.data.some((c) => c.id === parent) ? parent : ''} all={all.data} />;
}

export function CategoryPage() {
  const { id } = useParams({ from: '/inside/categories/$id' });
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { readonly id: string }) {
  const store = useStore();
  const all = useAll();
  // Read once and then left alone: what is being edited does not change under the hands.
  const query = useQuery({ queryKey: ['category', id], queryFn: ({ signal }) => store.categories.get(id, { signal }), staleTime: Infinity, refetchOnMount: 'always' });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (query.error) return <Waiting query={query} />;
  if (!query.data || !query.isFetchedAfterMount) return <RoutePending />;
  if (!all.data) return <Waiting query={all} />;
  return <CategoryEditor saved={query.data} under="" all={all.data} />;
}

function useAll() {
  const store = useStore();
  return useQuery({ queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }), select: (tree) => tree.items });
}

function Waiting({ query }: { readonly query: { readonly error: unknown; readonly refetch: () => unknown } }) {
  return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
}
