import { IconBox, IconBuildingStore, IconCategory, IconClipboardList, IconFileText, IconShoppingBag, IconUserPlus, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import type { StoreClient } from '@haat/store-client';
import { pathNames } from '../parts/categoryTree.ts';
import type { TextKey } from './i18n.ts';
import { navFor } from './nav.ts';
import type { NavItem } from './nav.ts';
import type { ListSearch } from './search.ts';
import type { Permission } from './types.ts';

/** Where something leads: to its own page, or to the list it stands in. */
export type Target =
  | { readonly to: '/orders/$id' | '/products/$id' | '/customers/$id' | '/stores/$id' | '/categories/$id' | '/collections/$id' | '/pages/$id'; readonly params: { readonly id: string } }
  | { readonly to: '/sellers' | '/team'; readonly search: ListSearch }
  | { readonly to: NavItem['to'] | NonNullable<NavItem['add']>['to'] };

/** A row of the palette. */
export interface Found {
  readonly id: string;
  readonly icon: Icon;
  readonly label: string;
  readonly description?: string;
  /** What means this one beside its label when it is typed in full. */
  readonly exact: readonly string[];
  readonly target: Target;
}

export interface Group {
  readonly id: string;
  readonly label: TextKey;
  readonly rows: readonly Found[];
}

interface Ask {
  readonly text: string;
  readonly store: StoreClient;
  readonly queries: QueryClient;
  readonly signal: AbortSignal;
}

/** A kind of thing the palette finds. */
export interface Source {
  readonly id: string;
  readonly label: TextKey;
  readonly needs: Permission;
  readonly find: (ask: Ask) => Promise<readonly Found[]>;
}

interface Kind<Row> {
  readonly id: string;
  readonly label: TextKey;
  readonly needs: Permission;
  readonly icon: Icon;
  readonly look: (ask: Ask) => PromiseLike<{ readonly items: readonly Row[] }>;
  readonly show: (row: Row) => Omit<Found, 'id' | 'icon'>;
}

/** How many of each kind are shown. */
const limit = 5;

const kind = <Row extends { readonly id: string }>({ id, label, needs, icon, look, show }: Kind<Row>): Source => ({
  id,
  label,
  needs,
  find: async (ask) => (await look(ask)).items.map((row) => ({ id: row.id, icon, ...show(row) })),
});

/** Everything that is found by name, in the order it is shown in. Who may not read a kind is not asked for it. */
const sources: readonly Source[] = [
  kind({
    id: 'orders',
    label: 'nav.orders',
    needs: 'orders.read',
    icon: IconClipboardList,
    look: ({ store, text, signal }) => store.orders.list({ q: text, limit }, { signal }),
    show: (o) => ({ label: `#${o.number}`, description: o.customer_name ? `${o.customer_name} · ${o.email}` : o.email, exact: [o.number], target: { to: '/orders/$id', params: { id: o.id } } }),
  }),
  kind({
    id: 'products',
    label: 'nav.products',
    needs: 'products.read',
    icon: IconBox,
    look: ({ store, text, signal }) => store.products.list({ q: text, limit }, { signal }),
    show: (p) => ({ label: p.title, description: p.store.name, exact: [p.handle], target: { to: '/products/$id', params: { id: p.id } } }),
  }),
  kind({
    id: 'customers',
    label: 'nav.customers',
    needs: 'customers.read',
    icon: IconUsers,
    look: ({ store, text, signal }) => store.customers.list({ q: text, limit }, { signal }),
    show: (c) => ({ ...called([c.first_name, c.last_name].filter(Boolean).join(' '), c.email), target: { to: '/customers/$id', params: { id: c.id } } }),
  }),
  kind({
    id: 'stores',
    label: 'nav.stores',
    needs: 'stores.read',
    icon: IconBuildingStore,
    look: ({ store, text, signal }) => store.stores.list({ q: text, limit }, { signal }),
    show: (s) => ({ label: s.name, description: s.handle, exact: [s.handle, s.email], target: { to: '/stores/$id', params: { id: s.id } } }),
  }),
  kind({
    id: 'sellers',
    label: 'nav.sellers',
    needs: 'sellers.manage',
    icon: IconUsersGroup,
    look: ({ store, text, signal }) => store.sellers.list({ q: text, limit }, { signal }),
    show: (s) => ({ ...called(s.name, s.email), target: { to: '/sellers', search: { q: s.name } } }),
  }),
  kind({
    id: 'categories',
    label: 'nav.categories',
    needs: 'catalog.manage',
    icon: IconCategory,
    look: async ({ store, text, queries }) => {
      // The tree comes whole, and is the same for every text: it is read under the key its page has, and not for each letter.
      const { items } = await queries.fetchQuery({ queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }) });
      const path = pathNames(items);
      const found = items.filter((c) => [c.name, c.handle].some((s) => ` ${fold(s)}`.includes(` ${fold(text)}`)));
      return { items: bestFirst(found, (c) => [c.name, c.handle], text).slice(0, limit).map((c) => ({ ...c, within: path(c) })) };
    },
    show: (c) => ({ label: c.name, description: c.path.length > 1 ? c.within : c.handle, exact: [c.handle], target: { to: '/categories/$id', params: { id: c.id } } }),
  }),
  kind({
    id: 'collections',
    label: 'nav.collections',
    needs: 'catalog.manage',
    icon: IconShoppingBag,
    look: ({ store, text, signal }) => store.collections.list({ q: text, limit }, { signal }),
    show: (c) => ({ label: c.title, description: c.handle, exact: [c.handle], target: { to: '/collections/$id', params: { id: c.id } } }),
  }),
  kind({
    id: 'content',
    label: 'nav.pages',
    needs: 'content.write',
    icon: IconFileText,
    look: ({ store, text, signal }) => store.pages.list({ q: text, limit }, { signal }),
    show: (p) => ({ label: p.title, description: p.handle, exact: [p.handle], target: { to: '/pages/$id', params: { id: p.id } } }),
  }),
  kind({
    id: 'team',
    label: 'nav.team',
    needs: 'team.manage',
    icon: IconUserPlus,
    look: ({ store, text, signal }) => store.team.list({ q: text, limit }, { signal }),
    show: (m) => ({ ...called(m.name, m.email), target: { to: '/team', search: { q: m.email, seller_id: m.seller_id || undefined } } }),
  }),
];

/** Somebody without a name goes by their address. */
function called(name: string, email: string): Pick<Found, 'label' | 'description' | 'exact'> {
  return name === '' ? { label: email, exact: [] } : { label: name, description: email, exact: [email] };
}

type Can = (permission: Permission) => boolean;

export const sourcesFor = (can: Can): readonly Source[] => sources.filter((s) => can(s.needs));

/** The pages somebody may open, and what they may begin there. */
export function placesFor(can: Can, say: (key: TextKey) => string): readonly Group[] {
  const items = navFor(can).flatMap((g) => g.items);
  const row = (icon: Icon, label: string, target: Target & { readonly to: string }): Found => ({ id: target.to, icon, label, exact: [], target });
  return [
    { id: 'places', label: 'shell.pages', rows: items.map((i) => row(i.icon, say(i.label), { to: i.to })) },
    { id: 'begin', label: 'palette.begin', rows: items.flatMap((i) => (i.add && can(i.add.needs) ? [row(i.icon, say(i.add.label), { to: i.add.to })] : [])) },
  ];
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();

const contains = (where: string, text: string) => fold(where).includes(fold(text));

const namesOf = (row: Found) => [row.label, ...row.exact];

/** Whether a row shows what is typed. */
export const shows = (row: Found, text: string): boolean => [...namesOf(row), row.description ?? ''].some((s) => contains(s, text));

function bestFirst<T>(all: readonly T[], names: (one: T) => readonly string[], text: string): T[] {
  const best = (one: T) => names(one).some((n) => fold(n) === fold(text));
  return [...all.filter(best), ...all.filter((one) => !best(one))];
}

/** Groups with something in them, in their order; what is typed in full leads its group, and that group the others. */
export function merged(groups: readonly Group[], text: string): Group[] {
  const some = groups.filter((g) => g.rows.length > 0).map((g) => ({ ...g, rows: bestFirst(g.rows, namesOf, text) }));
  return bestFirst(some, (g) => g.rows.slice(0, 1).flatMap(namesOf), text);
}

/** One letter is the beginning of too much; a number is not. */
export const worthAsking = (text: string): boolean => text.length > 1 || /^\d$/.test(text);
