// Reads request and answer types out of the `operations` that
// openapi-typescript generates, so that a method's signature is the contract's.

type Json<C> = C extends { 'application/json': infer B } ? B : C extends { 'application/problem+json': infer B } ? B : never;

type Content<R> = R extends { content: infer C } ? Json<C> : never;

type Success = 200 | 201 | 202;

export type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : Record<string, never>;

/** A list's query without the cursor, which Pages carries by itself. */
export type PageQueryOf<O> = QueryOf<O>;

export type BodyOf<O> = O extends { requestBody: { content: infer C } }
  ? Json<C>
  : O extends { requestBody?: { content: infer C } }
    ? Json<C> | undefined
    : undefined;

type Responses<O> = O extends { responses: infer R } ? R : never;

type HasContent<R> = { [S in keyof R & Success]: Content<R[S]> }[keyof R & Success];

export type AnswerOf<O> = [HasContent<Responses<O>>] extends [never] ? void : HasContent<Responses<O>>;

export type ItemOf<O> = AnswerOf<O> extends { items: readonly (infer T)[] | null } ? T : never;

/** The data of the events a stream sends; `unknown` where the contract leaves it open. */
export type EventsOf<O> = O extends { responses: { 200: { content: { 'text/event-stream': infer E } } } } ? E : unknown;
