import { useQuery } from '@tanstack/react-query';
import { useStore } from '../app/api.tsx';
import type { TextKey } from '../app/i18n.ts';
import { useSession } from '../app/session.ts';
import type { OrderRow, Permission, ProductRow, Settings, ShippingZone, Store, TaxZone } from '../app/types.ts';

export const steps = ['store', 'money', 'shipping', 'payment', 'product', 'order'] as const;
export type Step = (typeof steps)[number];

export const stepName = (step: Step): TextKey => `guide.${step}`;

/** What the shop has of what a first order needs. */
export interface GuideFacts {
  readonly settings: Settings;
  /** The first store; none before the first step. */
  readonly store: Store | null;
  readonly taxes: readonly TaxZone[];
  readonly zones: readonly ShippingZone[];
  /** A product shoppers see, else one they do not. */
  readonly product: ProductRow | null;
  /** The newest order. */
  readonly order: OrderRow | null;
}

/** Cash on delivery needs nothing, so payment is never what is missing. */
export function isDone(step: Step, facts: GuideFacts): boolean {
  switch (step) {
    case 'store':
      return facts.store !== null;
    case 'money':
      return facts.taxes.length > 0;
    case 'shipping':
      return facts.zones.some((z) => z.rates.some((r) => r.active && r.tariffs.some((x) => x.currency === facts.settings.currencies[0])));
    case 'payment':
      return true;
    case 'product':
      return facts.product?.status === 'active';
    case 'order':
      return facts.order !== null;
  }
}

export function nextStep(facts: GuideFacts): Step | undefined {
  return steps.find((step) => !isDone(step, facts));
}

const needed: readonly Permission[] = ['settings.write', 'sellers.manage', 'stores.write', 'tax.write', 'shipping.write', 'products.write', 'orders.read'];

/** The guide is for who may do all of it: the owner, and administrators. */
export function useMayGuide(): boolean {
  const { can } = useSession();
  return needed.every(can);
}

interface Guide {
  readonly facts: GuideFacts | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

export function useGuide(enabled: boolean): Guide {
  const client = useStore();
  const usual = { enabled, staleTime: 30_000 };
  const settings = useQuery({ ...usual, queryKey: ['settings'], queryFn: ({ signal }) => client.settings.get({ signal }) });
  const selling = useQuery({
    ...usual,
    queryKey: ['stores', 'guide'],
    queryFn: async ({ signal }) => {
      const store = (await client.stores.list({ limit: 1 }, { signal })).items[0] ?? null;
      return { store, zones: store ? (await client.shipping.zones.list({ store_id: store.id }, { signal })).items : [] };
    },
  });
  const taxes = useQuery({ ...usual, queryKey: ['taxes'], queryFn: async ({ signal }) => (await client.tax.zones.list({ limit: 100 }, { signal })).items });
  const product = useQuery({
    ...usual,
    queryKey: ['products', 'guide'],
    queryFn: async ({ signal }) => (await client.products.list({ status: 'active', limit: 1 }, { signal })).items[0] ?? (await client.products.list({ limit: 1 }, { signal })).items[0] ?? null,
  });
  const order = useQuery({ ...usual, queryKey: ['orders', 'guide'], queryFn: async ({ signal }) => (await client.orders.list({ limit: 1 }, { signal })).items[0] ?? null });
  const all = [settings, selling, taxes, product, order];
  const facts =
    settings.data && selling.data && taxes.data && product.data !== undefined && order.data !== undefined
      ? { settings: settings.data, ...selling.data, taxes: taxes.data, product: product.data, order: order.data }
      : undefined;
  return { facts, error: all.find((q) => q.error)?.error, retry: () => all.forEach((q) => q.error && void q.refetch()) };
}
