import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { StoreClient } from '@haat/store-client';
import { isStatus } from './problems.ts';
import type { Me, Permission } from './types.ts';
import { useStore } from './api.tsx';

/** Who is logged in, or null. Asked once, kept until log-out. */
export function meQuery(store: StoreClient) {
  return queryOptions({
    queryKey: ['me'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return await store.me.get({ signal });
      } catch (err) {
        if (isStatus(err, 401)) return null;
        throw err;
      }
    },
  });
}

interface Session {
  readonly me: Me;
  readonly can: (permission: Permission) => boolean;
}

/** The session inside the logged-in part of the app. */
export function useSession(): Session {
  const store = useStore();
  const { data } = useSuspenseQuery(meQuery(store));
  if (!data) throw new Error('useSession outside of the logged-in part');
  return { me: data, can: (permission) => data.permissions.includes(permission) };
}
