// @haat/store-client: the store API, one method per operation.
//
//   const store = createStoreClient();
//   for await (const … of store.….list({ … })) …
import { ClientCore } from '@haat/client-core';
import type { ClientOptions } from '@haat/client-core';
import { operationsOf } from './operations.ts';
import type { components } from './schema.ts';

export { BearerSession, HaatError, Pages, apiKey, cookies, isHaatError } from '@haat/client-core';
export type { Auth, CallOptions, ClientOptions, FieldProblem, Page, StreamEvent, StreamOptions, StreamState, Subscription, Tokens } from '@haat/client-core';
export type { operations } from './schema.ts';

/** The documents of the API by name, e.g. Schemas['Order']. */
export type Schemas = components['schemas'];

/** In a browser the session cookie does; elsewhere hand in apiKey() or a BearerSession. */
export function createStoreClient(options: ClientOptions = {}) {
  return operationsOf(new ClientCore(options));
}

export type StoreClient = ReturnType<typeof createStoreClient>;
