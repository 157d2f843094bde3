import type { Category } from '../app/types.ts';

/** The most levels a tree has; the server refuses more. */
export const mostLevels = 8;

/** Parents before what stands below them, and siblings in their order: as the server lists them. */
export function inOrder(all: readonly Category[]): Category[] {
  const known = new Set(all.map((c) => c.id));
  const below = new Map<string, Category[]>();
  for (const c of all) {
    const parent = known.has(c.parent_id) ? c.parent_id : '';
    below.set(parent, [...(below.get(parent) ?? []), c]);
  }
  const out: Category[] = [];
  const place = (parent: string) => {
    const siblings = (below.get(parent) ?? []).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
    for (const c of siblings) {
      out.push(c);
      place(c.id);
    }
  };
  place('');
  return out;
}

export function siblingsOf(all: readonly Category[], parentId: string): Category[] {
  return all.filter((c) => c.parent_id === parentId);
}

/** The names from the root to each category. */
export function pathNames(all: readonly Category[]): (c: Category) => string {
  const names = new Map(all.map((one) => [one.id, one.name]));
  return (c) => c.path.map((id) => names.get(id) ?? c.name).join(' › ');
}

/**
 * Where a category can hang: not below itself, and not so deep that the tree gets too many levels. The server looks
 * again, at the tree as it is then.
 */
export function parentsFor(all: readonly Category[], id: string | null): Category[] {
  const within = (c: Category) => id !== null && c.path.includes(id);
  const own = all.filter(within);
  const top = own.find((c) => c.id === id)?.path.length ?? 1;
  const height = Math.max(1, ...own.map((c) => c.path.length - top + 1));
  return all.filter((c) => !within(c) && c.path.length + height <= mostLevels);
}

/** The position behind all that stand there already. */
export function lastPosition(siblings: readonly Category[]): number {
  return Math.min(5000, Math.max(-1, ...siblings.map((c) => c.position)) + 1);
}

export interface Placing {
  readonly category: Category;
  readonly position: number;
}

/** What has to be said to the server so that a category stands one further up or down: positions may have gaps, or be the same. */
export function moving(all: readonly Category[], id: string, by: 1 | -1): Placing[] {
  const me = all.find((c) => c.id === id);
  if (!me) return [];
  const order = siblingsOf(all, me.parent_id);
  const from = order.indexOf(me);
  const other = order[from + by];
  if (!other) return [];
  order[from] = other;
  order[from + by] = me;
  return order.map((category, position) => ({ category, position })).filter(({ category, position }) => category.position !== position);
}

/** The tree as it is once the placings are made. */
export function placed(all: readonly Category[], placings: readonly Placing[]): Category[] {
  const next = new Map(placings.map((p) => [p.category.id, p.position]));
  return inOrder(all.map((c) => ({ ...c, position: next.get(c.id) ?? c.position })));
}
