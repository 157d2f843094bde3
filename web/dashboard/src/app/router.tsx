import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { StoreClient } from '@haat/store-client';
import { RouteProblem, NotFound, RoutePending } from '../parts/RouteStates.tsx';
import { basePath } from './paths.ts';
import { only, parseSearch, stringifySearch } from './search.ts';
import { meQuery } from './session.ts';
import { Shell } from './Shell.tsx';

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

/** Everything below here needs a session. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery(context.store));
    if (!me) throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/Home.tsx'), 'HomePage'),
});

const orders = createRoute({
  getParentRoute: () => inside,
  path: '/orders',
  validateSearch: only(['q', 'status', 'payment_status', 'fulfilment_status', 'store_id', 'sort']),
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
  validateSearch: only(['q', 'status', 'store', 'sort']),
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

const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: only(['q']),
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
  validateSearch: only(['status']),
  component: lazyRouteComponent(() => import('../pages/Sellers.tsx'), 'SellersPage'),
});

const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../pages/Jobs.tsx'), 'JobsPage'),
});

const mail = createRoute({
  getParentRoute: () => inside,
  path: '/mail',
  validateSearch: only(['status', 'kind']),
  component: lazyRouteComponent(() => import('../pages/Mail.tsx'), 'MailPage'),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: only(['entity', 'entity_id']),
  component: lazyRouteComponent(() => import('../pages/Audit.tsx'), 'AuditPage'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/Account.tsx'), 'AccountPage'),
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
  inside.addChildren([home, orders, order, products, newProduct, product, customers, customer, stores, storeRoute, sellers, jobs, mail, audit, account, settings]),
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
