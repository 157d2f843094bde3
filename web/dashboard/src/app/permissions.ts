import { useSession } from './session.ts';
import type { Me, Perm } from './types.ts';

/** What makes sense within one seller's stores, and all an owner of a seller holds. */
export const sellerPerms: readonly Perm[] = ['products.read', 'products.write', 'orders.read', 'orders.write', 'customers.read', 'stores.read', 'stores.write', 'shipping.write', 'settings.read', 'team.manage', 'keys.manage', 'reports.read'];

/** All an owner of the platform holds. */
export const platformPerms: readonly Perm[] = [...sellerPerms, 'orders.settle', 'customers.write', 'sellers.manage', 'tax.write', 'catalog.manage', 'content.write', 'settings.write', 'audit.read', 'jobs.manage', 'mail.read', 'demo.remove'];

/** The work people are commonly taken on for, and what it takes. Without the first it makes no sense. */
export const presets = {
  orders: ['orders.write', 'orders.read', 'customers.read', 'stores.read', 'settings.read'],
  products: ['products.write', 'products.read', 'stores.read', 'settings.read'],
} as const satisfies Record<string, readonly Perm[]>;

export type Preset = keyof typeof presets;

/** What one may give others in a team: a seller's, or with '' the platform's. Nobody gives more than they hold there. */
export function givable(me: Me, seller: string): readonly Perm[] {
  const ceiling = seller === '' ? platformPerms : sellerPerms;
  const held = me.access
    .filter((a) => (a.platform || (seller !== '' && a.seller_id === seller)) && a.permissions.includes('team.manage'))
    .map((a) => ceiling.filter((p) => a.permissions.includes(p)));
  // Each membership gives by itself; the larger one has the smaller within it.
  return held.reduce((most, one) => (one.length > most.length ? one : most), []);
}

/** Whether that is everything, so that one may make owners. */
export function givesAll(me: Me, seller: string): boolean {
  return givable(me, seller).length === (seller === '' ? platformPerms : sellerPerms).length;
}

/** Whether the caller looks after the teams of all, or of which sellers. */
export function useTeams(): { readonly all: boolean; readonly sellers: readonly string[] } {
  const { me } = useSession();
  const managed = me.access.filter((a) => a.permissions.includes('team.manage'));
  return { all: managed.some((a) => a.platform), sellers: managed.flatMap((a) => a.seller_id ?? []) };
}
