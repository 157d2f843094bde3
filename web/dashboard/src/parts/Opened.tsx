import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isStatus, readable } from '../app/problems.ts';
import { NotFound, RoutePending } from './RouteStates.tsx';

interface Props<Saved> {
  /** Under which it is read. */
  readonly at: QueryKey;
  readonly load: (signal: AbortSignal) => Promise<Saved>;
  readonly children: (saved: Saved) => ReactNode;
}

/** Reads a record when its page is opened and then leaves it alone: what others save meanwhile comes in with a save. */
export function Opened<Saved>({ at, load, children }: Props<Saved>) {
  const query = useQuery({ queryKey: at, queryFn: ({ signal }) => load(signal), staleTime: Infinity, refetchOnMount: 'always' });
  if (isStatus(query.error, 404)) return <NotFound />;
  if (query.error) return <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data === undefined || !query.isFetchedAfterMount) return <RoutePending />;
  return children(query.data);
}
