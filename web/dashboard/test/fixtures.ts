import type { Home, HomeSection, Me, Order, OrderRow, Product, Settings } from '../src/app/types.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

export const owner: Me = {
  account: { id: 'acc_1', email: 'owner@haat.example', name: 'Asha Gurung', locale: 'en', email_verified: true, created_at: '2026-01-01T00:00:00Z' },
  access: [],
  permissions: ['orders.read', 'orders.write', 'orders.settle', 'products.read', 'products.write', 'customers.read', 'stores.read', 'settings.read', 'audit.read', 'jobs.manage', 'mail.read', 'sellers.manage'],
  platform: true,
  store_ids: [],
};

export const sellerMember: Me = { ...owner, permissions: ['orders.read', 'orders.write', 'products.read', 'settings.read'], platform: false, store_ids: ['sto_1'] };

export const orderRow: OrderRow = {
  id: 'ord_1',
  number: '1001',
  status: 'pending',
  payment_status: 'unpaid',
  fulfilment_status: 'unfulfilled',
  email: 'june@example.com',
  customer_name: 'June Park',
  stores: ['sto_1'],
  total: usd(5400),
  held: false,
  placed_at: '2026-03-04T10:00:00Z',
};

const address = { first_name: 'June', last_name: 'Park', company: '', line1: '1 Main St', line2: '', city: 'Springfield', region: 'IL', postcode: '62701', country: 'US', phone: '' };

const line = (id: string, part: string, title: string, quantity: number, price: number): Order['lines'][number] => ({
  id,
  store_order_id: part,
  store_id: part === 'so_1' ? 'sto_1' : 'sto_2',
  variant_id: `var_${id}`,
  product: { id: `prod_${id}`, handle: id, title },
  variant_title: '',
  sku: id.toUpperCase(),
  options: {},
  image_url: '',
  quantity,
  fulfilled: 0,
  delivered: 0,
  cancelled: 0,
  unit_price: usd(price),
  subtotal: usd(price * quantity),
  discount: usd(0),
  tax: usd(0),
  total: usd(price * quantity),
});

const part = (id: string, store: string, name: string): Order['stores'][number] => ({
  id,
  store_id: store,
  store_name: name,
  status: 'pending',
  fulfilment_status: 'unfulfilled',
  shipping: { option_id: 'shp_1', name: 'Standard', days_min: 2, days_max: 4 },
  shipping_price: usd(500),
  total: usd(4100),
  confirmed_at: null,
  cancelled_at: null,
});

export const order: Order = {
  id: 'ord_1',
  number: '1001',
  status: 'pending',
  payment_status: 'unpaid',
  fulfilment_status: 'unfulfilled',
  email: 'june@example.com',
  currency: 'USD',
  locale: 'en',
  payment_method: 'cod',
  shipping_address: address,
  billing_address: address,
  note: 'Ring twice.',
  lines: [line('mug', 'so_1', 'Clay mug', 2, 1800), line('throw', 'so_2', 'Wool throw', 1, 8900)],
  stores: [part('so_1', 'sto_1', 'Kiln'), part('so_2', 'sto_2', 'Loom')],
  totals: {
    subtotal: usd(12500),
    discount: usd(0),
    shipping: usd(1000),
    tax: usd(0),
    total: usd(13500),
    cancelled: usd(0),
    amount_due: usd(13500),
    paid: usd(0),
    refunded: usd(0),
    tax_lines: [],
  },
  placed_at: '2026-03-04T10:00:00Z',
  expires_at: null,
  timeline: [{ id: 'tle_1', kind: 'placed', actor_kind: 'customer', actor_id: '', data: { total: 13500, currency: 'USD' }, at: '2026-03-04T10:00:00Z' }],
  customer_id: null,
  held_at: null,
  hold_reasons: [],
  version: 1,
  actions: ['confirm', 'ship', 'mark_paid', 'cancel', 'note', 'hold'],
};

const noPicture = { url: '', width: 0, height: 0 };

export const settings: Settings = {
  name: 'Haat',
  base_url: '',
  support_email: '',
  time_zone: 'UTC',
  currencies: ['USD'],
  locales: ['en'],
  regions: [],
  tax_rounding: 'line',
  bank_details: '',
  appearance: { logo: noPicture, logo_dark: noPicture, favicon: noPicture, accent: '', paper: 'plain', corners: 'soft', font: 'theme', footer_text: {}, footer_columns: [] },
  demo: false,
  version: 1,
};

const variant = (id: string, values: string[], price: number): Product['variants'][number] => ({
  id,
  product_id: 'prod_1',
  store_id: 'sto_1',
  position: 0,
  cost: null,
  image_url: '',
  sku: id.toUpperCase(),
  barcode: '',
  option_values: values,
  prices: [
    { currency: 'USD', amount: price },
    { currency: 'NPR', amount: price * 130 },
  ],
  stock: { on_hand: 5, reserved: 1, safety: 0, available: 4, tracked: true, allow_backorder: false },
  weight_grams: 340,
  requires_shipping: true,
});

export const product: Product = {
  id: 'prod_1',
  store: { id: 'sto_1', handle: 'kiln', name: 'Kiln' },
  store_id: 'sto_1',
  handle: 'clay-mug',
  external_id: '',
  moderation: 'approved',
  attributes: [],
  translations: {},
  title: 'Clay mug',
  description_html: '<p>Thrown by hand.</p>',
  vendor: '',
  origin: '',
  status: 'active',
  tax_category: '',
  options: [{ name: 'Colour', values: ['Sand', 'Ink'] }],
  images: [],
  category_ids: [],
  collection_ids: [],
  tags: [],
  seo: { title: '', description: '' },
  variants: [variant('var_sand', ['Sand'], 1800), variant('var_ink', ['Ink'], 2000)],
  version: 4,
  created_at: '2026-03-04T10:00:00Z',
  updated_at: '2026-03-04T10:00:00Z',
};

/** A section of a home page with a title and nothing else. */
export const section = (kind: HomeSection['kind'], title: string): HomeSection => ({ kind, title, text: '', ref: '', image_url: '', link_url: '', translations: {} });
/** A home page as it is kept. */
export const savedHome: Home = { version: 4, sections: [section('hero', 'Open'), section('stores', 'Meet them')] };

/** What the editor of the home page asks for. */
export const homeRoutes = {
  'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'content.write'] }),
  'GET /settings': () => ({ ...settings, locales: ['en', 'ar'] }),
  'GET /categories': () => ({ items: [] }),
  'GET /collections': () => ({ items: [] }),
  'GET /stores': () => ({ items: [] }),
  'GET /pages': () => ({ items: [] }),
  'GET /home': () => savedHome,
};
