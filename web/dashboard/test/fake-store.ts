import { createStoreClient } from '@haat/store-client';
import type { StoreClient } from '@haat/store-client';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

type Answer = (asked: Asked) => unknown;

/** Thrown by an answer to refuse. */
export class Refusal {
  readonly status: number;
  readonly body: object;

  constructor(status: number, code: string, more: object = {}) {
    this.status = status;
    this.body = { status, code, title: 'Refused', detail: `Refused: ${code}`, ...more };
  }
}

/**
 * The real store client over a server that exists only in the test: routes are
 * "GET /orders/{id}" without the API's prefix, answers are documents.
 */
export function fakeStore(routes: Readonly<Record<string, Answer>>): { store: StoreClient; asked: Asked[] } {
  const asked: Asked[] = [];
  const fake: typeof fetch = async (input, init) => {
    const url = new URL(String(input), 'http://shop.test');
    const path = url.pathname.replace('/api/v1/store', '');
    const method = init?.method ?? 'GET';
    if (path === '/orders/events' && !routes['GET /orders/events']) return new Response(new ReadableStream({}), { headers: { 'Content-Type': 'text/event-stream' } });
    const one = { method, path, query: url.searchParams, headers: new Headers(init?.headers), body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined };
    asked.push(one);
    const answer = Object.entries(routes).find(([route]) => matches(route, method, path))?.[1];
    try {
      if (!answer) throw new Refusal(404, 'test.no_such_route', { detail: `${method} ${path} has no answer in this test` });
      const body = await answer(one);
      if (body instanceof Response) return body;
      return body === undefined ? new Response(null, { status: 204 }) : json(200, body);
    } catch (err) {
      if (err instanceof Refusal) return json(err.status, err.body);
      throw err;
    }
  };
  return { store: createStoreClient({ fetch: fake, retries: 0 }), asked };
}

function matches(route: string, method: string, path: string): boolean {
  const [verb, pattern = ''] = route.split(' ');
  return verb === method && new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' } });
}
