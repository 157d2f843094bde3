import { describe, expect, it } from 'vitest';
import { BearerSession, ClientCore } from '../src/index.ts';
import type { ClientOptions, Tokens } from '../src/index.ts';
import { dropped, failure, fakeServer, json, problem } from './fake-server.ts';

function core(fetch: typeof globalThis.fetch, more: ClientOptions = {}) {
  const pauses: number[] = [];
  const client = new ClientCore({ fetch, random: () => 0.5, sleep: async (ms) => void pauses.push(ms), ...more });
  return { client, pauses };
}

const get = { method: 'GET', path: '/things' } as const;
const post = { method: 'POST', path: '/things', body: { name: 'mug' } } as const;

describe('a call', () => {
  it('sends JSON and reads JSON', async () => {
    const server = fakeServer(json({ id: 'thing_1' }, 201));
    const { client } = core(server.fetch, { baseUrl: 'https://shop.example/' });
    expect(await client.call({ ...post, query: { a: 'x y', list: ['p', 'q'], none: undefined, empty: '' } })).toEqual({ id: 'thing_1' });
    expect(server.seen[0]?.url).toBe('https://shop.example/things?a=x+y&list=p%2Cq');
    expect(server.seen[0]?.headers.get('Content-Type')).toBe('application/json');
    expect(server.seen[0]?.body).toEqual({ name: 'mug' });
  });

  it('answers undefined to 204', async () => {
    const server = fakeServer(() => new Response(null, { status: 204 }));
    expect(await core(server.fetch).client.call({ method: 'DELETE', path: '/things/1' })).toBeUndefined();
  });

  it('passes If-Match and the locale on', async () => {
    const server = fakeServer(json({}));
    await core(server.fetch, { locale: 'ne' }).client.call(get, { ifMatch: '"3"' });
    expect(server.seen[0]?.headers.get('If-Match')).toBe('"3"');
    expect(server.seen[0]?.headers.get('Accept-Language')).toBe('ne');
  });

  it('turns problem+json into a HaatError with code, fields and extensions', async () => {
    const server = fakeServer(
      problem(409, 'checkout.totals_changed', { errors: [{ location: 'body.lines[0].quantity', message: 'must be at least 1' }], totals: { total: 5 } }, { 'X-Request-Id': 'req_9' }),
    );
    const err = await failure(core(server.fetch).client.call(post));
    expect(err).toMatchObject({ status: 409, code: 'checkout.totals_changed', message: 'It was refused.', requestId: 'req_9' });
    expect(err.field('lines[0].quantity')).toBe('must be at least 1');
    expect(err.problem.totals).toEqual({ total: 5 });
  });

  it('survives an error page that is not JSON', async () => {
    const server = fakeServer(() => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
    expect(await failure(core(server.fetch, { retries: 0 }).client.call(get))).toMatchObject({ status: 502, code: 'http.502', fields: [] });
  });

  it('says so when an answer of 200 is not JSON', async () => {
    const server = fakeServer(() => new Response('<html>', { status: 200 }));
    expect((await failure(core(server.fetch).client.call(get))).code).toBe('client.bad_answer');
    expect(server.seen).toHaveLength(1);
  });
});

describe('retrying', () => {
  it('repeats a GET through dropped connections and 503, with growing pauses', async () => {
    const server = fakeServer(dropped(), problem(503, 'http.unavailable'), json({ ok: true }));
    const { client, pauses } = core(server.fetch);
    expect(await client.call(get)).toEqual({ ok: true });
    expect(pauses).toEqual([125, 250]);
  });

  it('waits as long as Retry-After says', async () => {
    const server = fakeServer(problem(429, 'rate.limited', {}, { 'Retry-After': '7' }), json({}));
    const { client, pauses } = core(server.fetch);
    await client.call(get);
    expect(pauses).toEqual([7125]);
  });

  it('hands a Retry-After beyond its patience to the caller', async () => {
    const server = fakeServer(problem(429, 'rate.limited', {}, { 'Retry-After': '3600' }));
    const err = await failure(core(server.fetch).client.call(get));
    expect(err.retryAfter).toBe(3600);
    expect(server.seen).toHaveLength(1);
  });

  it('never repeats a write without an idempotency key', async () => {
    const server = fakeServer(dropped());
    expect((await failure(core(server.fetch).client.call(post))).code).toBe('client.network');
    expect(server.seen).toHaveLength(1);
  });

  it('repeats a write under one and the same idempotency key', async () => {
    const server = fakeServer(dropped(), json({ id: 'ord_1' }));
    await core(server.fetch).client.call({ ...post, idempotent: true });
    const keys = server.seen.map((s) => s.headers.get('Idempotency-Key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('does not repeat a refusal', async () => {
    const server = fakeServer(problem(422, 'product.title_missing'));
    await failure(core(server.fetch).client.call({ ...post, idempotent: true }));
    expect(server.seen).toHaveLength(1);
  });

  it('gives up after the number of retries', async () => {
    const server = fakeServer(dropped());
    await failure(core(server.fetch, { retries: 2 }).client.call(get));
    expect(server.seen).toHaveLength(3);
  });

  it('stops at once when the caller aborts', async () => {
    const stop = new AbortController();
    const server = fakeServer((_, signal) => {
      stop.abort();
      return Promise.reject(signal?.reason as Error);
    });
    await expect(core(server.fetch).client.call(get, { signal: stop.signal })).rejects.toHaveProperty('name', 'AbortError');
    expect(server.seen).toHaveLength(1);
  });

  it('gives each try a time limit', async () => {
    const server = fakeServer((_, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))));
    const err = await failure(core(server.fetch, { timeout: 5, retries: 1 }).client.call(get));
    expect(err.code).toBe('client.timeout');
    expect(server.seen).toHaveLength(2);
  });
});

describe('a bearer session', () => {
  const old: Tokens = { access_token: 'a1', refresh_token: 'r1' };
  const fresh: Tokens = { access_token: 'a2', refresh_token: 'r2' };
  const guarded = (token: string) => (seen: { headers: Headers }) =>
    seen.headers.get('Authorization') === `Bearer ${token}` ? json({ ok: true })() : problem(401, 'identity.expired')();

  it('refreshes once for many refused calls, and repeats each of them', async () => {
    let refreshes = 0;
    const auth = new BearerSession({ tokens: old, refresh: async () => (refreshes++, fresh) });
    const server = fakeServer(guarded('a2'));
    const { client } = core(server.fetch, { auth });
    await Promise.all([client.call(get), client.call(post), client.call(get)]);
    expect(refreshes).toBe(1);
    expect(auth.tokens).toEqual(fresh);
  });

  it('ends when the refresh is refused, and says so', async () => {
    const kept: (Tokens | null)[] = [];
    let signedOut = 0;
    const refresh = fakeServer(problem(401, 'identity.revoked'));
    const door = new ClientCore({ fetch: refresh.fetch });
    const auth = new BearerSession({ tokens: old, refresh: () => door.call({ method: 'POST', path: '/refresh' }), changed: (t) => kept.push(t) });
    const server = fakeServer(guarded('never'));
    const err = await failure(core(server.fetch, { auth, onSignedOut: () => signedOut++ }).client.call(get));
    expect(err.status).toBe(401);
    expect(kept).toEqual([null]);
    expect(signedOut).toBe(1);
  });

  it('keeps its tokens when the refresh only failed to connect', async () => {
    const auth = new BearerSession({ tokens: old, refresh: () => Promise.reject(new TypeError('offline')) });
    await failure(core(fakeServer(guarded('never')).fetch, { auth }).client.call(get));
    expect(auth.tokens).toEqual(old);
  });
});

describe('pages', () => {
  interface Row {
    id: number;
  }
  const list = () => fakeServer(json({ items: [{ id: 1 }, { id: 2 }], next_cursor: 'c2' }), json({ items: [{ id: 3 }], next_cursor: null }));

  it('walks every row of every page', async () => {
    const server = list();
    const rows: number[] = [];
    for await (const row of core(server.fetch).client.pages<Row, { items: Row[] }>({ ...get, query: { limit: 2 } })) rows.push(row.id);
    expect(rows).toEqual([1, 2, 3]);
    expect(server.seen.map((s) => s.url)).toEqual(['/things?limit=2', '/things?limit=2&cursor=c2']);
  });

  it('asks for no page that is not needed', async () => {
    const server = list();
    for await (const row of core(server.fetch).client.pages<Row, { items: Row[] }>(get)) if (row.id === 1) break;
    expect(server.seen).toHaveLength(1);
  });

  it('gives the first page to await', async () => {
    const page = await core(list().fetch).client.pages<Row, { items: Row[]; next_cursor: string }>(get);
    expect(page).toEqual({ items: [{ id: 1 }, { id: 2 }], next_cursor: 'c2' });
  });

  it('does not follow a cursor in a circle', async () => {
    const server = fakeServer(json({ items: [{ id: 1 }], next_cursor: 'same' }));
    let n = 0;
    for await (const row of core(server.fetch).client.pages<Row, { items: Row[] }>(get)) n += row.id;
    expect(n).toBe(2);
  });
});
