import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { ContentPageEditor } from '../parts/ContentPageEditor.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';

export function NewContentPagePage() {
  return <ContentPageEditor saved={null} />;
}

export function ContentPagePage() {
  const { id } = useParams({ from: '/inside/pages/$id' });
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { readonly id: string }) {
  const store = useStore();
  // Read once and then left alone: what is being edited does not change under the hands.
  const query = useQuery({ queryKey: ['page', id], queryFn: ({ signal }) => store.pages.get(id, { signal }), staleTime: Infinity, refetchOnMount: 'always' });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (query.error) return <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data || !query.isFetchedAfterMount) return <RoutePending />;
  return <ContentPageEditor saved={query.data} />;
}
