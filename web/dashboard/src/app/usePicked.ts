import { useEffect, useMemo, useState } from 'react';
import type { ListSearch } from './search.ts';

interface Picked<T> {
  readonly ids: ReadonlySet<string>;
  readonly rows: readonly T[];
  readonly set: (ids: ReadonlySet<string>) => void;
  readonly clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** What is ticked in a list. Only rows that are there count, and another search starts anew: nobody should change what they no longer see. */
export function usePicked<T>(rows: readonly T[], idOf: (row: T) => string, search: ListSearch): Picked<T> {
  const [ids, set] = useState(none);
  const asked = JSON.stringify(search);
  useEffect(() => set(none), [asked]);
  const picked = useMemo(() => (ids.size === 0 ? [] : rows.filter((r) => ids.has(idOf(r)))), [rows, ids]);
  const there = useMemo(() => (picked.length === ids.size ? ids : new Set(picked.map(idOf))), [picked, ids]);
  return { ids: there, rows: picked, set, clear: () => set(none) };
}
