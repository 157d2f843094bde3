import { useState } from 'react';

interface Hideable {
  readonly id: string;
  readonly optional?: boolean;
}

/** By column: true hides it, false shows it; absent is as the column itself says. */
export type ColumnChoice = Readonly<Record<string, boolean>>;

interface Hidden {
  has(id: string): boolean;
  toggle(id: string): void;
}

/** Which columns the user has put away: as the caller says, or kept in this browser under `name`. */
export function useHiddenColumns(name: string | undefined, columns: readonly Hideable[], given?: ColumnChoice, tell?: (next: ColumnChoice) => void): Hidden {
  const [own, setOwn] = useState<ColumnChoice>(() => read(name));
  const chosen = given ?? own;
  const has = (id: string) => chosen[id] ?? columns.find((c) => c.id === id)?.optional === true;
  const toggle = (id: string) => {
    const next = { ...chosen, [id]: !has(id) };
    // The last visible column stays: a table without columns cannot be mended by hand.
    if (columns.every((c) => next[c.id] ?? c.optional === true)) return;
    if (tell) return tell(next);
    setOwn(next);
    write(name, next);
  };
  return { has, toggle };
}

const key = (name: string) => `haat.columns.${name}`;

function read(name: string | undefined): Readonly<Record<string, boolean>> {
  if (name === undefined) return {};
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(name)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((e): e is [string, boolean] => typeof e[1] === 'boolean'));
  } catch {
    return {};
  }
}

function write(name: string | undefined, value: Readonly<Record<string, boolean>>): void {
  if (name === undefined) return;
  try {
    localStorage.setItem(key(name), JSON.stringify(value));
  } catch {
    // A full or forbidden storage only costs the memory of a choice.
  }
}
