import { IconBox, IconBuildingStore, IconCategory, IconClipboardList, IconFileText, IconHistory, IconHome2, IconLayoutList, IconListCheck, IconMail, IconPalette, IconRotateClockwise2, IconSettings, IconShoppingBag, IconUserPlus, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TextKey } from './i18n.ts';
import type { Permission } from './types.ts';

export interface NavItem {
  readonly to: '/' | '/orders' | '/products' | '/categories' | '/collections' | '/customers' | '/stores' | '/sellers' | '/team' | '/home-page' | '/pages' | '/mail' | '/jobs' | '/audit' | '/appearance' | '/settings' | '/guide';
  /** After a g it opens the page. */
  readonly key: string;
  readonly label: TextKey;
  readonly icon: Icon;
  readonly needs?: Permission;
  /** Where one more of what the page lists is made. */
  readonly add?: { readonly to: '/products/new' | '/categories/new' | '/collections/new' | '/pages/new'; readonly needs: Permission; readonly label: TextKey };
}

interface NavGroup {
  readonly label?: TextKey;
  readonly items: readonly NavItem[];
}

export const nav: readonly NavGroup[] = [
  {
    items: [
      { to: '/', key: 'h', label: 'nav.home', icon: IconHome2 },
      { to: '/orders', key: 'o', label: 'nav.orders', icon: IconClipboardList, needs: 'orders.read' },
      { to: '/products', key: 'p', label: 'nav.products', icon: IconBox, needs: 'products.read', add: { to: '/products/new', needs: 'products.write', label: 'product.new' } },
      { to: '/categories', key: 't', label: 'nav.categories', icon: IconCategory, needs: 'catalog.manage', add: { to: '/categories/new', needs: 'catalog.manage', label: 'categories.new' } },
      { to: '/collections', key: 'i', label: 'nav.collections', icon: IconShoppingBag, needs: 'catalog.manage', add: { to: '/collections/new', needs: 'catalog.manage', label: 'collections.new' } },
      { to: '/customers', key: 'c', label: 'nav.customers', icon: IconUsers, needs: 'customers.read' },
    ],
  },
  {
    label: 'nav.marketplace',
    items: [
      { to: '/stores', key: 's', label: 'nav.stores', icon: IconBuildingStore, needs: 'stores.read' },
      { to: '/sellers', key: 'r', label: 'nav.sellers', icon: IconUsersGroup, needs: 'sellers.manage' },
    ],
  },
  {
    label: 'nav.shop',
    items: [
      { to: '/guide', key: 'u', label: 'guide.nav', icon: IconListCheck, needs: 'settings.write' },
      { to: '/home-page', key: 'w', label: 'nav.home_page', icon: IconLayoutList, needs: 'content.write' },
      { to: '/pages', key: 'd', label: 'nav.pages', icon: IconFileText, needs: 'content.write', add: { to: '/pages/new', needs: 'content.write', label: 'pages.new' } },
      { to: '/appearance', key: 'l', label: 'nav.appearance', icon: IconPalette, needs: 'settings.write' },
    ],
  },
  {
    label: 'nav.operation',
    items: [
      { to: '/team', key: 'k', label: 'nav.team', icon: IconUserPlus, needs: 'team.manage' },
      { to: '/mail', key: 'm', label: 'nav.mail', icon: IconMail, needs: 'mail.read' },
      { to: '/jobs', key: 'j', label: 'nav.jobs', icon: IconRotateClockwise2, needs: 'jobs.manage' },
      { to: '/audit', key: 'a', label: 'nav.audit', icon: IconHistory, needs: 'audit.read' },
      { to: '/settings', key: 'e', label: 'nav.settings', icon: IconSettings, needs: 'settings.read' },
    ],
  },
];

/** The groups a caller may see; a group without items vanishes with its heading. */
export function navFor(can: (permission: Permission) => boolean): NavGroup[] {
  return nav.map((g) => ({ ...g, items: g.items.filter((i) => !i.needs || can(i.needs)) })).filter((g) => g.items.length > 0);
}
