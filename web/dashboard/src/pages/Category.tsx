import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { readable } from '../app/problems.ts';
import { CategoryEditor } from '../parts/CategoryEditor.tsx';
import { Opened } from '../parts/Opened.tsx';
import { RoutePending } from '../parts/RouteStates.tsx';

export function NewCategoryPage() {
  const { parent = '' } = useSearch({ from: '/inside/categories/new' });
  const all = useAll();
  if (!all.data) return <Waiting query={all} />;
  // Whoever follows an old link makes it at the root.
  return <CategoryEditor key={parent} saved={null} under={all.data.some((c) => c.id === parent) ? parent : ''} all={all.data} />;
}

export function CategoryPage() {
  const { id } = useParams({ from: '/inside/categories/$id' });
  const store = useStore();
  const all = useAll();
  return (
    <Opened key={id} at={['category', id]} load={(signal) => store.categories.get(id, { signal })}>
      {(saved) => (all.data ? <CategoryEditor saved={saved} under="" all={all.data} /> : <Waiting query={all} />)}
    </Opened>
  );
}

function useAll() {
  const store = useStore();
  return useQuery({ queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }), select: (tree) => tree.items });
}

function Waiting({ query }: { readonly query: { readonly error: unknown; readonly refetch: () => unknown } }) {
  return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
}
