import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pollEvery } from '../src/app/live.tsx';
import { Refusal } from './fake-store.ts';
import type { Asked } from './fake-store.ts';
import { order, orderRow, owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const base = {
  'GET /me': () => owner,
  'GET /me/preferences': () => ({ preferences: {} }),
  'PUT /me/preferences/{name}': () => undefined,
  'GET /settings': () => ({ ...settings, time_zone: 'Asia/Kathmandu' }),
  'GET /stores': () => ({ items: [] }),
  'GET /orders': () => ({ items: [orderRow] }),
  'GET /orders/ord_1': () => order,
  'GET /orders/ord_1/shipments': () => ({ items: [] }),
  'GET /payments': () => ({ items: [] }),
  'GET /overview': () => ({ pending: 0, confirmed: 0, to_ship: 2, held: 1, payment_failed: 0, today: [], last_week: [] }),
  'GET /alerts': () => ({ failed_jobs: 0, failed_mails: 0 }),
  'GET /sellers': () => ({ items: [] }),
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const lastQuery = (asked: readonly Asked[]) => Object.fromEntries(asked.filter((a) => a.path === '/orders').at(-1)?.query ?? []);
const tab = (name: string) => within(screen.getByRole('navigation', { name: 'Views of this list' })).getByRole('link', { name });

describe('the orders that are counted', () => {
  it('are one press away on the home page', async () => {
    const { asked } = await open('/', base);
    const card = (await screen.findByRole('group', { name: 'To ship' })).closest('a');
    expect(card?.getAttribute('href')).toBe('/dashboard/orders?to_ship=true');
    expect((await screen.findByRole('link', { name: 'Orders on hold 1' })).getAttribute('href')).toBe('/dashboard/orders?held=true');
    fireEvent.click(screen.getByRole('link', { name: 'Orders on hold 1' }));
    await screen.findByRole('heading', { level: 1, name: 'Orders' });
    await waitFor(() => expect(lastQuery(asked)).toEqual({ held: 'true' }));
    expect(tab('On hold').getAttribute('aria-current')).toBe('page');
    expect((screen.getByLabelText('Hold') as HTMLSelectElement).value).toBe('true');
    fireEvent.click(tab('To ship'));
    await waitFor(() => expect(lastQuery(asked)).toEqual({ to_ship: 'true' }));
    expect(window.location.search).toBe('?to_ship=true&view=to_ship');
  });

  it('are not asked for by a hand-made address that means nothing', async () => {
    const { asked } = await open('/orders?held=evil&to_ship=no&placed=never', base);
    await screen.findByText('#1001');
    expect(lastQuery(asked)).toEqual({});
  });
});

describe('what was cancelled', () => {
  it('does not wait to be sent', async () => {
    const gone = { ...orderRow, id: 'ord_2', number: 1002, status: 'cancelled' };
    await open('/orders', { ...base, 'GET /orders': () => ({ items: [orderRow, gone] }) });
    const row = (number: string) => within(screen.getByText(number).closest('tr') as HTMLElement);
    await screen.findByText('#1002');
    expect(row('#1001').getByText('To ship')).toBeTruthy();
    expect(row('#1002').getByText('Cancelled')).toBeTruthy();
    expect(row('#1002').queryByText('To ship')).toBeNull();
  });
});

describe('the days of the orders list', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime('2026-03-04T18:20:00Z');
  });

  it('are the shop’s, whoever looks from wherever', async () => {
    const { asked } = await open('/orders?placed=today', base);
    await screen.findByText('#1001');
    expect(lastQuery(asked)).toEqual({ placed_from: '2026-03-04T18:15:00.000Z' });
    fireEvent.change(screen.getByLabelText('Placed'), { target: { value: 'month' } });
    await waitFor(() => expect(lastQuery(asked)).toEqual({ placed_from: '2026-02-28T18:15:00.000Z' }));
    expect(window.location.search).toBe('?placed=month');
  });

  it('are not asked for by who may not know where the shop is', async () => {
    const { asked, sent } = await open('/orders?placed=2026-03-01..2026-03-02', { ...base, 'GET /me': () => ({ ...owner, permissions: ['orders.read'] }) });
    await screen.findByText('#1001');
    expect(Object.keys(lastQuery(asked))).toEqual(['placed_from', 'placed_until']);
    expect(sent('GET', '/settings')).toEqual([]);
  });

  it('are kept with a view', async () => {
    const { asked, sent } = await open('/orders', base);
    fireEvent.change(await screen.findByLabelText('Placed'), { target: { value: '..' } });
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2026-03-01' } });
    await waitFor(() => expect(window.location.search).toContain('placed=2026-03-01..'));
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-03-02' } });
    await waitFor(() => expect(lastQuery(asked)).toEqual({ placed_from: '2026-02-28T18:15:00.000Z', placed_until: '2026-03-02T18:15:00.000Z' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Save view' }));
    fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: 'Fair' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Save view' }));
    await waitFor(() => expect(sent('PUT', '/me/preferences/list.orders')[0]?.body).toMatchObject({ value: { views: [{ name: 'Fair', search: { placed: '2026-03-01..2026-03-02' } }] } }));
  });
});

/** What reads again while nothing is heard live, ticked by hand. */
function pollClock() {
  const set = vi.spyOn(globalThis, 'setInterval');
  const clear = vi.spyOn(globalThis, 'clearInterval');
  const at = () => set.mock.calls.findLastIndex(([, ms]) => ms === pollEvery);
  return {
    running: () => at() >= 0 && !clear.mock.calls.some(([timer]) => timer === set.mock.results[at()]?.value),
    tick: () => act(() => (set.mock.calls[at()]?.[0] as () => void)()),
  };
}

const refused = () => {
  throw new Refusal(403, 'auth.forbidden');
};

describe('an order that could not be read again', () => {
  it('stays, and says so until it can', async () => {
    const clock = pollClock();
    let broken = false;
    await open('/orders/ord_1', {
      ...base,
      'GET /orders/events': refused,
      'GET /orders/ord_1': () => {
        if (broken) throw new Refusal(503, 'internal');
        return order;
      },
    });
    await screen.findByRole('region', { name: 'Kiln' });
    expect(screen.queryByText('This may be out of date')).toBeNull();
    broken = true;
    clock.tick();
    const notice = await screen.findByRole('alert');
    expect(within(notice).getByText('This may be out of date')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Kiln' })).toBeTruthy();
    broken = false;
    fireEvent.click(within(notice).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText('This may be out of date')).toBeNull());
    expect(screen.getByRole('region', { name: 'Kiln' })).toBeTruthy();
  });
});

describe('while nothing is heard live', () => {
  it('lists and the open order are read again now and then, until the line is back', async () => {
    const clock = pollClock();
    let live: () => unknown = refused;
    const { sent } = await open('/orders', { ...base, 'GET /orders/events': () => live() });
    expect(await screen.findByText('Not live')).toBeTruthy();
    await screen.findByText('#1001');
    const before = sent('GET', '/orders').length;
    clock.tick();
    await waitFor(() => expect(sent('GET', '/orders').length).toBe(before + 1));
    expect(clock.running()).toBe(true);
    live = () => new Response(new ReadableStream({}), { headers: { 'Content-Type': 'text/event-stream' } });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Live')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    // What was missed is caught up with at once.
    await waitFor(() => expect(sent('GET', '/orders').length).toBeGreaterThan(before + 1));
    expect(clock.running()).toBe(false);
  });

  it('says that it tries by itself as long as it does', async () => {
    const clock = pollClock();
    await open('/orders/ord_1', {
      ...base,
      'GET /orders/events': () => {
        throw new Refusal(503, 'internal');
      },
    });
    await screen.findByRole('region', { name: 'Kiln' });
    expect(await screen.findByText('Reconnecting')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(clock.running()).toBe(true);
  });
});
