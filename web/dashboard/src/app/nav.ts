import { IconBox, IconBuildingStore, IconClipboardList, IconHistory, IconHome2, IconMail, IconRotateClockwise2, IconSettings, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TextKey } from './i18n.ts';
import type { Permission } from './types.ts';

export interface NavItem {
  readonly to: '/' | '/orders' | '/products' | '/customers' | '/stores' | '/sellers' | '/mail' | '/jobs' | '/audit' | '/settings';
  readonly label: TextKey;
  readonly icon: Icon;
  readonly needs?: Permission;
}

interface NavGroup {
  readonly label?: TextKey;
  readonly items: readonly NavItem[];
}

export const nav: readonly NavGroup[] = [
  {
    items: [
      { to: '/', label: 'nav.home', icon: IconHome2 },
      { to: '/orders', label: 'nav.orders', icon: IconClipboardList, needs: 'orders.read' },
      { to: '/products', label: 'nav.products', icon: IconBox, needs: 'products.read' },
      { to: '/customers', label: 'nav.customers', icon: IconUsers, needs: 'customers.read' },
    ],
  },
  {
    label: 'nav.marketplace',
    items: [
      { to: '/stores', label: 'nav.stores', icon: IconBuildingStore, needs: 'stores.read' },
      { to: '/sellers', label: 'nav.sellers', icon: IconUsersGroup, needs: 'sellers.manage' },
    ],
  },
  {
    label: 'nav.operation',
    items: [
      { to: '/mail', label: 'nav.mail', icon: IconMail, needs: 'mail.read' },
      { to: '/jobs', label: 'nav.jobs', icon: IconRotateClockwise2, needs: 'jobs.manage' },
      { to: '/audit', label: 'nav.audit', icon: IconHistory, needs: 'audit.read' },
      { to: '/settings', label: 'nav.settings', icon: IconSettings, needs: 'settings.read' },
    ],
  },
];

/** The groups a caller may see; a group without items vanishes with its heading. */
export function navFor(can: (permission: Permission) => boolean): NavGroup[] {
  return nav.map((g) => ({ ...g, items: g.items.filter((i) => !i.needs || can(i.needs)) })).filter((g) => g.items.length > 0);
}
