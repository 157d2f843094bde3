import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { StoreClient } from '@haat/store-client';
import { RouteProblem, NotFound, RoutePending } from '../parts/RouteStates.tsx';
import { painted } from './painted.ts';
import { basePath } from './paths.ts';
import { preferencesQuery } from './preferences.ts';
import { only, parseSearch, stringifySearch } from './search.ts';
import type { ListSearch } from './search.ts';
import { meQuery } from './session.ts';
import { preferenceOf, readChoice, startOf } from './views.ts';
import type { ListName } from './views.ts';

interface Context {
  readonly queries: QueryClient;
  readonly store: StoreClient;
}

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: only(['next']),
  component: lazyRouteComponent(() => import('../pages/Login.tsx'), 'LoginPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: only(['token']),
  component: lazyRouteComponent(() => import('../pages/Setup.tsx'), 'SetupPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('../pages/Reset.tsx'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: only(['token']),
  component: lazyRouteComponent(() => import('../pages/Reset.tsx'), 'ResetPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: only(['token']),
  component: lazyRouteComponent(() => import('../pages/Reset.tsx'), 'JoinPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  validateSearch: only(['token']),
  component: lazyRouteComponent(() => import('../pages/Verify.tsx'), 'VerifyPage'),
});

/** Everything below here needs a session. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location, preload }) => {
    const me = await context.queries.ensureQueryData(meQuery(context.store));
    if (!me) throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } });
    // The menu marks where one goes before the page there is drawn.
    if (!preload) await painted();
  },
  // Whoever stands at the door needs nothing of the house; it comes together with the page.
  component: lazyRouteComponent(() => import('./Shell.tsx'), 'Shell'),
});

interface Opening {
  readonly context: Context;
  readonly search: ListSearch;
}

/** A list that is opened without a wish shows the view somebody chose to begin with. Not knowing it is no reason not to open. */
function startWith(list: ListName) {
  return async ({ context, search }: Opening) => {
    if (Object.keys(search).length > 0) return;
    const kept = await context.queries.ensureQueryData(preferencesQuery(context.store)).catch(() => null);
    const start = kept && startOf(list, readChoice(kept[preferenceOf(list)]));
    if (start) throw redirect({ to: `/${list}`, search: start, replace: true });
  };
}

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: only(['days', 'measure', 'currency', 'store_id']),
  component: lazyRouteComponent(() => import('../pages/Home.tsx'), 'HomePage'),
});

const orders = createRoute({
  getParentRoute: () => inside,
  path: '/orders',
  validateSearch: only(['q', 'status', 'payment_status', 'fulfilment_status', 'held', 'to_ship', 'store_id', 'placed', 'sort', 'view']),
  beforeLoad: startWith('orders'),
  component: lazyRouteComponent(() => import('../pages/Orders.tsx'), 'OrdersPage'),
});

const order = createRoute({
  getParentRoute: () => inside,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('../pages/Order.tsx'), 'OrderPage'),
});

const products = createRoute({
  getParentRoute: () => inside,
  path: '/products',
  validateSearch: only(['q', 'status', 'store', 'sort', 'view']),
  beforeLoad: startWith('products'),
  component: lazyRouteComponent(() => import('../pages/Products.tsx'), 'ProductsPage'),
});

const newProduct = createRoute({
  getParentRoute: () => inside,
  path: '/products/new',
  component: lazyRouteComponent(() => import('../pages/Product.tsx'), 'NewProductPage'),
});

const product = createRoute({
  getParentRoute: () => inside,
  path: '/products/$id',
  component: lazyRouteComponent(() => import('../pages/Product.tsx'), 'ProductPage'),
});

const categories = createRoute({
  getParentRoute: () => inside,
  path: '/categories',
  validateSearch: only(['q']),
  component: lazyRouteComponent(() => import('../pages/Categories.tsx'), 'CategoriesPage'),
});

const newCategory = createRoute({
  getParentRoute: () => inside,
  path: '/categories/new',
  validateSearch: only(['parent']),
  component: lazyRouteComponent(() => import('../pages/Category.tsx'), 'NewCategoryPage'),
});

const category = createRoute({
  getParentRoute: () => inside,
  path: '/categories/$id',
  component: lazyRouteComponent(() => import('../pages/Category.tsx'), 'CategoryPage'),
});

const collections = createRoute({
  getParentRoute: () => inside,
  path: '/collections',
  validateSearch: only(['q']),
  component: lazyRouteComponent(() => import('../pages/Collections.tsx'), 'CollectionsPage'),
});

const newCollection = createRoute({
  getParentRoute: () => inside,
  path: '/collections/new',
  component: lazyRouteComponent(() => import('../pages/Collection.tsx'), 'NewCollectionPage'),
});

const collection = createRoute({
  getParentRoute: () => inside,
  path: '/collections/$id',
  component: lazyRouteComponent(() => import('../pages/Collection.tsx'), 'CollectionPage'),
});

const contentPages = createRoute({
  getParentRoute: () => inside,
  path: '/pages',
  validateSearch: only(['q']),
  component: lazyRouteComponent(() => import('../pages/ContentPages.tsx'), 'ContentPagesPage'),
});

const newContentPage = createRoute({
  getParentRoute: () => inside,
  path: '/pages/new',
  component: lazyRouteComponent(() => import('../pages/ContentPage.tsx'), 'NewContentPagePage'),
});

const contentPage = createRoute({
  getParentRoute: () => inside,
  path: '/pages/$id',
  component: lazyRouteComponent(() => import('../pages/ContentPage.tsx'), 'ContentPagePage'),
});

const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: only(['q', 'view']),
  beforeLoad: startWith('customers'),
  component: lazyRouteComponent(() => import('../pages/Customers.tsx'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('../pages/Customer.tsx'), 'CustomerPage'),
});

const stores = createRoute({
  getParentRoute: () => inside,
  path: '/stores',
  validateSearch: only(['q']),
  component: lazyRouteComponent(() => import('../pages/Stores.tsx'), 'StoresPage'),
});

const storeRoute = createRoute({
  getParentRoute: () => inside,
  path: '/stores/$id',
  component: lazyRouteComponent(() => import('../pages/Store.tsx'), 'StorePage'),
});

const sellers = createRoute({
  getParentRoute: () => inside,
  path: '/sellers',
  validateSearch: only(['q', 'status', 'view']),
  beforeLoad: startWith('sellers'),
  component: lazyRouteComponent(() => import('../pages/Sellers.tsx'), 'SellersPage'),
});

const team = createRoute({
  getParentRoute: () => inside,
  path: '/team',
  validateSearch: only(['q', 'seller_id']),
  component: lazyRouteComponent(() => import('../pages/Team.tsx'), 'TeamPage'),
});

const homeSections = createRoute({
  getParentRoute: () => inside,
  path: '/home-page',
  component: lazyRouteComponent(() => import('../pages/HomeSections.tsx'), 'HomeSectionsPage'),
});

const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../pages/Jobs.tsx'), 'JobsPage'),
});

const mail = createRoute({
  getParentRoute: () => inside,
  path: '/mail',
  validateSearch: only(['status', 'kind', 'view']),
  beforeLoad: startWith('mail'),
  component: lazyRouteComponent(() => import('../pages/Mail.tsx'), 'MailPage'),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: only(['entity', 'entity_id', 'actor_id']),
  component: lazyRouteComponent(() => import('../pages/Audit.tsx'), 'AuditPage'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/Account.tsx'), 'AccountPage'),
});

const appearance = createRoute({
  getParentRoute: () => inside,
  path: '/appearance',
  component: lazyRouteComponent(() => import('../pages/Appearance.tsx'), 'AppearancePage'),
});

const guide = createRoute({
  getParentRoute: () => inside,
  path: '/guide',
  component: lazyRouteComponent(() => import('../pages/Guide.tsx'), 'GuidePage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../pages/Settings.tsx'), 'SettingsPage'),
});

const tree = root.addChildren([
  login,
  setup,
  forgot,
  reset,
  join,
  verify,
  inside.addChildren([home, orders, order, products, newProduct, product, categories, newCategory, category, collections, newCollection, collection, contentPages, newContentPage, contentPage, customers, customer, stores, storeRoute, sellers, team, homeSections, jobs, mail, audit, account, appearance, settings, guide]),
]);

export function makeRouter(context: Context) {
  return createRouter({
    routeTree: tree,
    context,
    basepath: basePath,
    parseSearch,
    stringifySearch,
    // What a page does not declare never reaches it: the API refuses unknown parameters.
    search: { strict: true },
    trailingSlash: 'never',
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: RouteProblem,
    defaultPendingComponent: RoutePending,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
