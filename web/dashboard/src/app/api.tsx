import { createContext, useContext } from 'react';
import type { StoreClient } from '@haat/store-client';

const Context = createContext<StoreClient | null>(null);

export const StoreProvider = Context.Provider;

/** The store API. Pages talk to the server through this and nothing else. */
export function useStore(): StoreClient {
  const store = useContext(Context);
  if (!store) throw new Error('useStore outside of StoreProvider');
  return store;
}
