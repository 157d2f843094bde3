import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { StreamState } from '@haat/store-client';
import { useStore } from './api.tsx';
import { useSession } from './session.ts';
import { readAgain } from './useList.ts';

interface LiveLine {
  /** `closed` once it was given up: the server has refused it. */
  readonly state: StreamState;
  /** Begins anew after it was given up. */
  readonly again: () => void;
}

const Context = createContext<LiveLine>({ state: 'closed', again: () => {} });

export function useLive(): LiveLine {
  return useContext(Context);
}

/** How long what is on the screen may be old while nothing is heard live. */
export const pollEvery = 30_000;

function refresh(queries: QueryClient): void {
  for (const queryKey of [['orders'], ['order'], ['overview'], ['sales']]) void readAgain(queries, queryKey);
}

/**
 * One stream for the whole app. An event is only a hint that something moved:
 * what is on the screen is read again, so a lost or doubled event cannot lie.
 */
export function Live({ children }: { readonly children: ReactNode }) {
  const store = useStore();
  const queries = useQueryClient();
  const { can } = useSession();
  const [state, setState] = useState<StreamState>('connecting');
  const [attempt, setAttempt] = useState(0);
  const due = useRef<ReturnType<typeof setTimeout> | null>(null);
  const allowed = can('orders.read');

  useEffect(() => {
    if (!allowed) return;
    let opened = attempt > 0;
    const onEvent = () => {
      // A burst of events costs one refresh.
      due.current ??= setTimeout(() => {
        due.current = null;
        refresh(queries);
      }, 300);
    };
    const line = store.orders.events({
      onEvent,
      onState: (next) => {
        setState(next);
        // What happened while the line was down is caught up with by reading again.
        if (next === 'open' && opened) refresh(queries);
        opened ||= next === 'open';
      },
    });
    return () => {
      line.close();
      if (due.current) clearTimeout(due.current);
      due.current = null;
    };
  }, [allowed, attempt, queries, store]);

  const down = allowed && state !== 'open';
  useEffect(() => {
    if (!down) return;
    // Nobody reads a window that is not seen; it is read again when it is looked at.
    const timer = setInterval(() => document.hidden || refresh(queries), pollEvery);
    return () => clearInterval(timer);
  }, [down, queries]);

  const again = useCallback(() => setAttempt((n) => n + 1), []);
  const live = useMemo(() => ({ state, again }), [state, again]);
  return <Context value={live}>{children}</Context>;
}
