import { describe, expect, it } from 'vitest';
import { BearerSession, createSiteClient } from '../src/index.ts';
import type { Tokens } from '../src/index.ts';
import { fakeServer, json, problem } from '../../client-core/test/fake-server.ts';

const open = (...replies: Parameters<typeof fakeServer>) => {
  const server = fakeServer(...replies);
  return { seen: server.seen, site: createSiteClient({ fetch: server.fetch, retries: 2, random: () => 0, sleep: async () => {} }) };
};

describe('the site client', () => {
  it('fills a cart line by line', async () => {
    const { site, seen } = open(json({ id: 'cart_1' }, 201), json({ id: 'cart_1', lines: [{ id: 'line_1' }] }, 201));
    const cart = await site.carts.create({});
    await site.carts.lines.add(cart.id, { variant_id: 'var_1', quantity: 2 });
    expect(seen[1]).toMatchObject({ method: 'POST', url: '/api/v1/site/carts/cart_1/lines', body: { variant_id: 'var_1', quantity: 2 } });
  });

  it('places an order once, however often the answer gets lost', async () => {
    const { site, seen } = open(
      () => Promise.reject(new TypeError('connection reset')),
      problem(503, 'service.unavailable'),
      json({ order: { id: 'ord_1' }, order_token: 't', next_action: null }, 201),
    );
    const placed = await site.carts.place('cart_1', { payment_method: 'cod', expected_total: { amount: 5400, currency: 'USD' } });
    expect(placed.order.id).toBe('ord_1');
    expect(new Set(seen.map((s) => s.headers.get('Idempotency-Key'))).size).toBe(1);
  });

  it('tells new totals from a refusal', async () => {
    const { site } = open(problem(409, 'checkout.totals_changed', { data: { total: { amount: 5600, currency: 'USD' } } }));
    const placing = site.carts.place('cart_1', { payment_method: 'cod', expected_total: { amount: 5400, currency: 'USD' } });
    await expect(placing).rejects.toMatchObject({ code: 'checkout.totals_changed', problem: { data: { total: { amount: 5600 } } } });
  });

  it('opens a guest order with its token, and follows it', async () => {
    const { site, seen } = open(json({ id: 'ord_1' }), () => new Response('data: {"changed":true}\n\n', { headers: { 'Content-Type': 'text/event-stream' } }), () => new Response(null, { status: 204 }));
    const headers = { 'Haat-Order-Token': 'secret' };
    await site.orders.get('ord_1', { headers });
    const heard = await new Promise((resolve) => site.orders.events('ord_1', { headers, onEvent: (event) => resolve(event.data) }));
    expect(heard).toEqual({ changed: true });
    expect(seen.map((s) => s.headers.get('Haat-Order-Token')).slice(0, 2)).toEqual(['secret', 'secret']);
    expect(seen[1]?.url).toBe('/api/v1/site/orders/ord_1/events');
  });

  it('renews a program’s session through its own API', async () => {
    const server = fakeServer(
      problem(401, 'auth.required'),
      json({ access_token: 'a2', refresh_token: 'r2' }),
      json({ id: 'cus_1' }),
    );
    const door = createSiteClient({ fetch: server.fetch });
    const auth = new BearerSession({
      tokens: { access_token: 'a1', refresh_token: 'r1' },
      refresh: async (refresh_token): Promise<Tokens> => door.auth.refresh({ refresh_token }),
    });
    const site = createSiteClient({ fetch: server.fetch, auth });
    await site.me.get();
    expect(server.seen.map((s) => [s.url, s.headers.get('Authorization')])).toEqual([
      ['/api/v1/site/me', 'Bearer a1'],
      ['/api/v1/site/auth/refresh', null],
      ['/api/v1/site/me', 'Bearer a2'],
    ]);
  });
});
