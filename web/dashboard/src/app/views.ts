import type { ColumnChoice } from '@haat/ui';
import type { TextKey } from './i18n.ts';
import type { ListSearch } from './search.ts';

export type ListName = 'orders' | 'products' | 'customers' | 'sellers' | 'mail';

/** A named way to look at a list. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly search: ListSearch;
  readonly columns: ColumnChoice;
}

interface BuiltIn {
  readonly id: string;
  readonly label: TextKey;
  readonly search: ListSearch;
}

/** What every account finds beside its own views. The first is everything. */
export const builtIn: Readonly<Record<ListName, readonly BuiltIn[]>> = {
  orders: [
    { id: 'all', label: 'views.all', search: {} },
    { id: 'to_ship', label: 'views.to_ship', search: { to_ship: 'true' } },
    { id: 'held', label: 'views.held', search: { held: 'true' } },
    { id: 'unpaid', label: 'views.unpaid', search: { status: 'pending', payment_status: 'unpaid' } },
  ],
  products: [
    { id: 'all', label: 'views.all', search: {} },
    { id: 'active', label: 'status.active', search: { status: 'active' } },
    { id: 'draft', label: 'status.draft', search: { status: 'draft' } },
    { id: 'archived', label: 'status.archived', search: { status: 'archived' } },
  ],
  customers: [{ id: 'all', label: 'views.all', search: {} }],
  sellers: [
    { id: 'all', label: 'views.all', search: {} },
    { id: 'applied', label: 'status.applied', search: { status: 'applied' } },
  ],
  mail: [
    { id: 'all', label: 'views.all', search: {} },
    { id: 'failed', label: 'status.failed', search: { status: 'failed' } },
  ],
};

/** How many views of one list somebody can keep: what fits a strip one can still read. */
export const maxViews = 20;
export const maxViewName = 60;

/** What somebody chose for one list. */
export interface ListChoice {
  readonly views: readonly View[];
  /** Of the built-in views; a view of one's own has its own columns. */
  readonly columns: ColumnChoice;
  /** The view the list opens with. */
  readonly start: string | undefined;
}

export const preferenceOf = (list: ListName): string => `list.${list}`;

/** Reads what is kept, written perhaps by another version: what it does not understand it leaves out. */
export function readChoice(kept: unknown): ListChoice {
  const { views, columns, start } = record(kept);
  return {
    views: (Array.isArray(views) ? views : []).map(readView).filter((v) => v !== null).slice(0, maxViews),
    columns: readColumns(columns),
    start: typeof start === 'string' ? start : undefined,
  };
}

function readView(kept: unknown): View | null {
  const { id, name, search, columns } = record(kept);
  if (typeof id !== 'string' || typeof name !== 'string' || id === '' || name === '') return null;
  const filters = Object.entries(record(search)).filter((e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '');
  return { id, name: name.slice(0, maxViewName), search: Object.fromEntries(filters), columns: readColumns(columns) };
}

const readColumns = (kept: unknown): ColumnChoice => Object.fromEntries(Object.entries(record(kept)).filter((e): e is [string, boolean] => typeof e[1] === 'boolean'));

const record = (v: unknown): Record<string, unknown> => (typeof v === 'object' && v !== null && !Array.isArray(v) ? (v as Record<string, unknown>) : {});

/** Whether two searches ask for the same; an empty value asks for nothing. */
export function sameSearch(a: ListSearch, b: ListSearch): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((k) => k === 'view' || (a[k] || undefined) === (b[k] || undefined));
}

/** The view one is in: the one that was opened, or the first that asks for the same. */
export function viewOf(list: ListName, choice: ListChoice, opened: string | undefined, search: ListSearch): { readonly id: string; readonly search: ListSearch } | undefined {
  const all = [...builtIn[list], ...choice.views];
  return all.find((v) => v.id === opened) ?? all.find((v) => sameSearch(v.search, search));
}

/** Where a list opens when nothing is asked for; null for everything. */
export function startOf(list: ListName, choice: ListChoice): ListSearch | null {
  const first = [...builtIn[list].slice(1), ...choice.views].find((v) => v.id === choice.start);
  return first ? { ...first.search, view: first.id } : null;
}
