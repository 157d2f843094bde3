import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { StreamState } from '@haat/store-client';
import { useStore } from './api.tsx';
import { useSession } from './session.ts';
import { readAgain } from './useList.ts';

const State = createContext<StreamState>('closed');

export function useLiveState(): StreamState {
  return useContext(State);
}

/**
 * One stream for the whole app. An event is only a hint that something moved:
 * what is on the screen is read again, so a lost or doubled event cannot lie.
 */
export function Live({ children }: { readonly children: ReactNode }) {
  const store = useStore();
  const queries = useQueryClient();
  const { can } = useSession();
  const [state, setState] = useState<StreamState>('closed');
  const due = useRef<ReturnType<typeof setTimeout> | null>(null);
  const allowed = can('orders.read');

  useEffect(() => {
    if (!allowed) return;
    let opened = false;
    const refresh = () => {
      for (const queryKey of [['orders'], ['order'], ['overview'], ['sales']]) void readAgain(queries, queryKey);
    };
    const onEvent = () => {
      // A burst of events costs one refresh.
      due.current ??= setTimeout(() => {
        due.current = null;
        refresh();
      }, 300);
    };
    const line = store.orders.events({
      onEvent,
      onState: (next) => {
        setState(next);
        // What happened while the line was down is caught up with by reading again.
        if (next === 'open' && opened) refresh();
        opened ||= next === 'open';
      },
    });
    return () => {
      line.close();
      if (due.current) clearTimeout(due.current);
      due.current = null;
    };
  }, [allowed, queries, store]);

  return <State value={state}>{children}</State>;
}
