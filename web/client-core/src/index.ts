// @haat/client-core: what the site client and the store client share. Nothing
// here knows a single endpoint; the clients' generated tables do.
export { ClientCore } from './core.ts';
export type { CallOptions, ClientOptions, Method, StreamOptions } from './core.ts';
export { BearerSession, apiKey, cookies } from './auth.ts';
export type { Auth, Refresh, Tokens } from './auth.ts';
export { HaatError, isHaatError } from './errors.ts';
export type { FieldProblem, Problem } from './errors.ts';
export { Pages } from './pages.ts';
export type { Page } from './pages.ts';
export type { StreamEvent, StreamState, Subscription } from './stream.ts';
export type { AnswerOf, BodyOf, EventsOf, ItemOf, PageQueryOf, QueryOf } from './types.ts';
