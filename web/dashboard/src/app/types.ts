// The dashboard's words for the API's documents: one place to look when the
// contract changes.
import type { Schemas } from '@haat/store-client';

export type Me = Schemas['Me'];
export type OrderRow = Schemas['OrderRow'];
export type Order = Schemas['Order'];
export type OrderLine = Schemas['OrderLine'];
export type StoreOrder = Schemas['StoreOrder'];
export type Shipment = Schemas['Shipment'];
export type ProductRow = Schemas['ProductRow'];
export type Product = Schemas['Product'];
export type SaveProduct = Schemas['SaveProduct'];
export type Customer = Schemas['Customer'];
export type Seller = Schemas['Seller'];
export type Store = Schemas['Store'];
export type Job = Schemas['Job'];
export type Mail = Schemas['Mail'];
export type AuditEntry = Schemas['Audit'];
export type Settings = Schemas['Settings'];

/** The permissions this app asks about; see docs/permissions.md. */
export type Permission =
  | 'orders.read'
  | 'orders.write'
  | 'orders.settle'
  | 'products.read'
  | 'products.write'
  | 'customers.read'
  | 'stores.read'
  | 'stores.write'
  | 'sellers.manage'
  | 'settings.read'
  | 'settings.write'
  | 'audit.read'
  | 'jobs.manage'
  | 'mail.read'
  | 'reports.read';
