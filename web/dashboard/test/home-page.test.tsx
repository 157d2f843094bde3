import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { order, orderRow, owner, sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const reader = { ...owner, permissions: [...owner.permissions, 'reports.read'] };
const overview = (more: object = {}) => ({ pending: 0, confirmed: 0, to_ship: 0, held: 0, payment_failed: 0, today: [], last_week: [], ...more });
const usd = (orders: number, total: number) => ({ currency: 'USD', orders, total });

/** So many days ending on the 10th of March, the newest with the given sales. */
function days(count: number, from: number, last: { orders: number; total: number }) {
  return Array.from({ length: count }, (_, i) => ({ date: new Date(Date.UTC(2026, 2, from - count + 1 + i)).toISOString().slice(0, 10), ...(i === count - 1 ? last : { orders: 0, total: 0 }) }));
}

function sales(count: number, more: object = {}) {
  const now = { orders: 3, total: 9000 };
  const before = { orders: 2, total: 6000 };
  return {
    currency: 'USD',
    currencies: ['USD'],
    time_zone: 'Asia/Kathmandu',
    sum: { ...now, average: 3000 },
    before: { ...before, average: 3000 },
    days: days(count, 10, now),
    days_before: days(count, 10 - count, before),
    stores: [],
    complete: true,
    ...more,
  };
}

const base = {
  'GET /me': () => reader,
  'GET /settings': () => settings,
  'GET /stores': () => ({ items: [] }),
  'GET /orders': () => ({ items: [orderRow] }),
  'GET /orders/ord_1': () => order,
  'GET /alerts': () => ({ failed_jobs: 0, failed_mails: 0 }),
  'GET /sellers': () => ({ items: [] }),
  'GET /overview': () => overview(),
  'GET /reports/sales': ({ query }: { query: URLSearchParams }) => sales(Number(query.get('days'))),
};

beforeEach(() => localStorage.clear());

describe('today', () => {
  const card = async (name: string) => within(await screen.findByRole('group', { name }));

  it('is compared with the same hours last week, with its sign', async () => {
    await open('/', { ...base, 'GET /overview': () => overview({ today: [usd(3, 9000)], last_week: [usd(4, 6000)] }) });
    const money = await card('Sales today');
    expect((await money.findByText('+50%')).dataset.way).toBe('up');
    expect(money.getByText(/\$60\.00 at this time last week/)).toBeTruthy();
    const orders = await card('Orders today');
    expect(orders.getByText('-25%').dataset.way).toBe('down');
  });

  it('divides by nothing when there was nothing last week', async () => {
    await open('/', { ...base, 'GET /overview': () => overview({ today: [usd(3, 9000)], last_week: [] }) });
    const money = await card('Sales today');
    expect(await money.findByText('Nothing at this time last week')).toBeTruthy();
    expect(screen.getByRole('group', { name: 'Sales today' }).textContent).not.toMatch(/%|NaN|Infinity/);
  });

  it('compares one currency with the same one', async () => {
    await open('/', { ...base, 'GET /overview': () => overview({ today: [usd(1, 1000)], last_week: [{ currency: 'NPR', orders: 2, total: 5000 }] }) });
    const money = await card('Sales today');
    expect(await money.findByText('Nothing at this time last week')).toBeTruthy();
  });

  it('asks for the shop’s own day', async () => {
    const { sent } = await open('/', base);
    await card('Sales today');
    expect(sent('GET', '/overview')[0]?.query.has('day_start')).toBe(false);
  });
});

describe('sales over time', () => {
  it('draws thirty days beside the thirty before, with the table behind them', async () => {
    const { sent } = await open('/', base);
    const chart = within(await screen.findByRole('figure', { name: 'Sales' }));
    expect((await chart.findAllByText(/\$90\.00/)).length).toBeGreaterThan(0);
    expect(chart.getAllByText('Last 30 days').length).toBeGreaterThan(0);
    expect(chart.getAllByText('30 days before').length).toBeGreaterThan(0);
    expect(chart.getAllByRole('row', { hidden: true })).toHaveLength(31);
    expect(screen.getByText(/time zone Asia\/Kathmandu/)).toBeTruthy();
    expect(sent('GET', '/reports/sales')[0]?.query.get('days')).toBe('30');
  });

  it('keeps range and figure in the address bar', async () => {
    const { sent } = await open('/?days=90', base);
    await screen.findByRole('figure', { name: 'Sales' });
    expect(sent('GET', '/reports/sales')[0]?.query.get('days')).toBe('90');
    fireEvent.click(screen.getByRole('radio', { name: '7 days' }));
    await waitFor(() => expect(window.location.search).toBe('?days=7'));
    await waitFor(() => expect(screen.getAllByText('Last 7 days').length).toBeGreaterThan(0));
    fireEvent.click(screen.getByRole('radio', { name: 'Average order' }));
    const chart = within(await screen.findByRole('figure', { name: 'Average order' }));
    expect(window.location.search).toBe('?days=7&measure=average');
    // A day without orders has no average.
    expect(chart.getAllByText('–').length).toBeGreaterThan(0);
    expect(chart.getAllByText(/^\$30\.00/).length).toBeGreaterThan(0);
  });

  it('ignores a hand-made range', async () => {
    const { sent } = await open('/?days=9999&measure=evil', base);
    await screen.findByRole('figure', { name: 'Sales' });
    expect(sent('GET', '/reports/sales')[0]?.query.get('days')).toBe('30');
  });

  it('says that a new shop has sold nothing instead of drawing a line of nothing', async () => {
    const none = { orders: 0, total: 0, average: 0 };
    await open('/', { ...base, 'GET /reports/sales': () => sales(30, { sum: none, before: none }) });
    expect(await screen.findByText('No sales in this time')).toBeTruthy();
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('is not asked for by who may not read reports', async () => {
    const { sent } = await open('/', { ...base, 'GET /me': () => sellerMember });
    await screen.findByRole('group', { name: 'Sales today' });
    expect(screen.queryByText('Sales over time')).toBeNull();
    expect(sent('GET', '/reports/sales')).toEqual([]);
  });

  it('tells the stores apart, and leads to them', async () => {
    const stores = [
      { store_id: 'sto_1', name: 'Kiln', orders: 2, total: 6000 },
      { store_id: 'sto_2', name: 'Ridge', orders: 1, total: 3000 },
    ];
    await open('/', { ...base, 'GET /reports/sales': () => sales(30, { stores }) });
    const list = within(await screen.findByRole('list', { name: 'Sales by store' }));
    expect(list.getAllByRole('listitem').map((li) => li.textContent)).toEqual(['Kiln$60.0067%', 'Ridge$30.0033%']);
    expect(list.getByRole('link', { name: 'Kiln' }).getAttribute('href')).toBe('/dashboard/stores/sto_1');
  });

  it('shows what went wrong and tries again', async () => {
    let broken = true;
    await open('/', {
      ...base,
      'GET /reports/sales': () => {
        if (broken) throw new Error('no answer');
        return sales(30);
      },
    });
    const again = await screen.findByRole('button', { name: 'Try again' });
    broken = false;
    fireEvent.click(again);
    expect(await screen.findByRole('figure', { name: 'Sales' })).toBeTruthy();
  });
});

describe('the bell', () => {
  const busy = { ...base, 'GET /overview': () => overview({ pending: 3, to_ship: 2, held: 1 }), 'GET /alerts': () => ({ failed_jobs: 0, failed_mails: 1000 }), 'GET /sellers': () => ({ items: [{}, {}], next_cursor: 'more' }) };

  it('lists what waits, each leading to its list', async () => {
    await open('/account', busy);
    fireEvent.click(await screen.findByRole('button', { name: /^Notifications, \d+ new$/ }));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((i) => [i.textContent, i.getAttribute('href')])).toEqual([
      ['Orders on hold1', '/dashboard/orders?held=true'],
      ['Orders to confirm3', '/dashboard/orders?status=pending'],
      ['Orders to ship2', '/dashboard/orders?to_ship=true'],
      ['Sellers to approve2+', '/dashboard/sellers?status=applied'],
      ['Undelivered mail1000+', '/dashboard/mail?status=failed'],
    ]);
  });

  it('forgets that something is new once it was opened, and remembers that in this browser', async () => {
    await open('/account', { ...busy, 'GET /alerts': () => ({ failed_jobs: 0, failed_mails: 0 }), 'GET /sellers': () => ({ items: [] }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Notifications, 6 new' }));
    expect(await screen.findByRole('button', { name: 'Notifications' })).toBeTruthy();
    cleanup();
    await open('/account', { ...busy, 'GET /overview': () => overview({ pending: 4, to_ship: 0, held: 1 }), 'GET /alerts': () => ({ failed_jobs: 0, failed_mails: 0 }), 'GET /sellers': () => ({ items: [] }) });
    expect(await screen.findByRole('button', { name: 'Notifications, 1 new' })).toBeTruthy();
    // Two were shipped meanwhile and dropped off the list: they are not held against new ones.
    expect(JSON.parse(localStorage.getItem('haat.seen.acc_1') ?? '')).toMatchObject({ pending: 3, to_ship: 0, held: 1 });
  });

  it('says when nothing waits, and shows a seller nothing of the platform', async () => {
    const { sent } = await open('/account', { ...base, 'GET /me': () => sellerMember });
    fireEvent.click(await screen.findByRole('button', { name: 'Notifications' }));
    expect(await screen.findByText('Nothing needs you right now')).toBeTruthy();
    expect(sent('GET', '/alerts').length + sent('GET', '/sellers').length).toBe(0);
  });
});
