import { describe, expect, it } from 'vitest';
import { HaatError, createStoreClient } from '../src/index.ts';
import { fakeServer, json, problem } from '../../client-core/test/fake-server.ts';

const open = (...replies: Parameters<typeof fakeServer>) => {
  const server = fakeServer(...replies);
  return { seen: server.seen, store: createStoreClient({ fetch: server.fetch, baseUrl: 'https://shop.example', retries: 0 }) };
};

describe('the store client', () => {
  it('walks a list page by page, with its filters', async () => {
    const { store, seen } = open(json({ items: [{ id: 'ord_1' }], next_cursor: 'c2' }), json({ items: [{ id: 'ord_2' }] }));
    const ids: string[] = [];
    for await (const order of store.orders.list({ status: 'pending', limit: 1 })) ids.push(order.id);
    expect(ids).toEqual(['ord_1', 'ord_2']);
    expect(seen.map((s) => s.url)).toEqual([
      'https://shop.example/api/v1/store/orders?status=pending&limit=1',
      'https://shop.example/api/v1/store/orders?status=pending&limit=1&cursor=c2',
    ]);
  });

  it('sends a step of an order with an idempotency key', async () => {
    const { store, seen } = open(json({}));
    await store.orders.cancel('ord_1', { reason: 'Broken', restock: true });
    expect(seen[0]).toMatchObject({ method: 'POST', url: 'https://shop.example/api/v1/store/orders/ord_1/cancel', body: { reason: 'Broken', restock: true } });
    expect(seen[0]?.headers.get('Idempotency-Key')).toBeTruthy();
  });

  it('keeps an id from leaving its place in the path', async () => {
    const { store, seen } = open(json({}));
    await store.orders.get('../settings?x=1');
    expect(seen[0]?.url).toBe('https://shop.example/api/v1/store/orders/..%2Fsettings%3Fx%3D1');
  });

  it('edits with the version it saw, and hands a stale one back as an error', async () => {
    const { store, seen } = open(problem(412, 'settings.stale', { data: { version: 3 } }));
    const refused = store.settings.update({ name: 'Bazaar' }, { ifMatch: '"2"' });
    await expect(refused).rejects.toBeInstanceOf(HaatError);
    await expect(refused).rejects.toMatchObject({ status: 412, code: 'settings.stale', problem: { data: { version: 3 } } });
    expect(seen[0]?.headers.get('If-Match')).toBe('"2"');
  });

  it('nests what belongs to an order under orders', async () => {
    const { store, seen } = open(json({ id: 'ful_1' }, 201));
    await store.orders.shipments.create('ord_1', { store_order_id: 'so_1', tracking_number: 'NP-1' });
    expect(seen[0]?.url).toBe('https://shop.example/api/v1/store/orders/ord_1/shipments');
  });
});
