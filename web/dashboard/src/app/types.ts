// The dashboard's words for the API's documents: one place to look when the
// contract changes.
import type { AnswerOf, BodyOf, ItemOf, operations } from '@haat/store-client';

export type Me = AnswerOf<operations['me-get']>;
export type OrderRow = ItemOf<operations['orders-list']>;
export type Order = AnswerOf<operations['orders-get']>;
export type OrderLine = Order['lines'][number];
export type StoreOrder = Order['stores'][number];
export type Shipment = ItemOf<operations['orders-shipments-list']>;
export type Payment = ItemOf<operations['payments-list']>;
export type ProductRow = ItemOf<operations['products-list']>;
export type Product = AnswerOf<operations['products-get']>;
export type NewProduct = BodyOf<operations['products-create']>;
export type Customer = ItemOf<operations['customers-list']>;
export type Seller = ItemOf<operations['sellers-list']>;
export type SellerStatus = BodyOf<operations['sellers-status']>['status'];
export type Store = ItemOf<operations['stores-list']>;
export type TaxZone = ItemOf<operations['tax-zones-list']>;
export type ShippingZone = ItemOf<operations['shipping-zones-list']>;
export type Job = ItemOf<operations['jobs-failed-list']>;
export type Mail = ItemOf<operations['mail-list']>;
export type AuditEntry = ItemOf<operations['audit-list']>;
export type Member = ItemOf<operations['team-list']>;
export type Perm = Member['permissions'][number];
export type LogIn = ItemOf<operations['auth-sessions-list']>;
export type ApiKey = ItemOf<operations['keys-list']>;
export type Sales = AnswerOf<operations['reports-sales']>;
export type Home = AnswerOf<operations['home-get']>;
export type HomeSection = Home['sections'][number];
export type HomeQuote = NonNullable<HomeSection['quotes']>[number];
export type Category = ItemOf<operations['categories-list']>;
export type CategoryEdit = BodyOf<operations['categories-create']>;
export type Collection = ItemOf<operations['collections-list']>;
export type CollectionEdit = BodyOf<operations['collections-create']>;
export type ContentPage = ItemOf<operations['pages-list']>;
export type ContentPageEdit = BodyOf<operations['pages-create']>;
export type DemoPlan = AnswerOf<operations['demo-get']>;
export type Settings = AnswerOf<operations['settings-get']>;
export type Appearance = Settings['appearance'];
export type Picture = Appearance['logo'];
export type Palette = AnswerOf<operations['settings-palette']>;
export type Drawn = Palette['light'];

/** The permissions this app asks about; see docs/permissions.md. */
export type Permission =
  | 'orders.read'
  | 'orders.write'
  | 'orders.settle'
  | 'products.read'
  | 'products.write'
  | 'catalog.manage'
  | 'content.write'
  | 'customers.read'
  | 'stores.read'
  | 'stores.write'
  | 'sellers.manage'
  | 'settings.read'
  | 'settings.write'
  | 'tax.write'
  | 'shipping.write'
  | 'audit.read'
  | 'jobs.manage'
  | 'mail.read'
  | 'keys.manage'
  | 'team.manage'
  | 'reports.read'
  | 'demo.remove';
