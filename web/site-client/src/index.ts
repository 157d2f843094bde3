// @haat/site-client: the site API, one method per operation.
//
//   const site = createSiteClient();
//   for await (const … of site.….list({ … })) …
import { ClientCore } from '@haat/client-core';
import type { ClientOptions } from '@haat/client-core';
import { operationsOf } from './operations.ts';

export { BearerSession, HaatError, Pages, apiKey, cookies, isHaatError } from '@haat/client-core';
export type { AnswerOf, Auth, BodyOf, CallOptions, ClientOptions, FieldProblem, ItemOf, Page, QueryOf, StreamEvent, StreamOptions, StreamState, Subscription, Tokens } from '@haat/client-core';
// What goes in and comes out is named by operation: AnswerOf<operations['orders-get']>.
export type { operations } from './schema.ts';

/** In a browser the session cookie does; elsewhere hand in apiKey() or a BearerSession. */
export function createSiteClient(options: ClientOptions = {}) {
  return operationsOf(new ClientCore(options));
}

export type SiteClient = ReturnType<typeof createSiteClient>;
