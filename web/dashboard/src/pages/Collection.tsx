import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { CollectionEditor } from '../parts/CollectionEditor.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';

export function NewCollectionPage() {
  return <CollectionEditor saved={null} />;
}

export function CollectionPage() {
  const { id } = useParams({ from: '/inside/collections/$id' });
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { readonly id: string }) {
  const store = useStore();
  // Read once and then left alone: what is being edited does not change under the hands.
  const query = useQuery({ queryKey: ['collection', id], queryFn: ({ signal }) => store.collections.get(id, { signal }), staleTime: Infinity, refetchOnMount: 'always' });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (query.error) return <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data || !query.isFetchedAfterMount) return <RoutePending />;
  return <CollectionEditor saved={query.data} />;
}
