import { useEffect, useState } from 'react';
import type { Todo } from './useTodo.ts';

type Counts = Readonly<Record<string, number>>;

interface Seen {
  /** How much came since the reader last looked. */
  readonly fresh: number;
  readonly see: () => void;
}

/** What of the list the reader has looked at, kept in this browser for each account. */
export function useSeen(account: string, items: readonly Todo[]): Seen {
  const key = `haat.seen.${account}`;
  const [seen, setSeen] = useState<Counts>(() => read(key));
  const keep = (next: Counts) => {
    setSeen(next);
    write(key, next);
  };

  // What was dealt with is forgotten: as many that come later are new again.
  const lower = Object.fromEntries(items.map((item) => [item.id, Math.min(seen[item.id] ?? 0, item.count)]));
  const stale = items.some((item) => (seen[item.id] ?? 0) > item.count);
  useEffect(() => {
    if (stale) keep({ ...seen, ...lower });
  });

  useEffect(() => {
    const other = (event: StorageEvent) => event.key === key && setSeen(read(key));
    window.addEventListener('storage', other);
    return () => window.removeEventListener('storage', other);
  }, [key]);

  return {
    fresh: items.reduce((sum, item) => sum + Math.max(0, item.count - (seen[item.id] ?? 0)), 0),
    see: () => keep({ ...seen, ...Object.fromEntries(items.map((item) => [item.id, item.count])) }),
  };
}

function read(key: string): Counts {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((e): e is [string, number] => typeof e[1] === 'number'));
  } catch {
    return {};
  }
}

function write(key: string, value: Counts): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage everything is new after a reload.
  }
}
