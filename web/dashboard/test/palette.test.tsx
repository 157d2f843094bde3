import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { merged, placesFor, shows, sourcesFor, worthAsking } from '../src/app/finding.ts';
import type { Found, Group } from '../src/app/finding.ts';
import { palette as door } from '../src/app/Palette.tsx';
import { platformPerms } from '../src/app/permissions.ts';
import { Refusal } from './fake-store.ts';
import type { Asked } from './fake-store.ts';
import { orderRow, owner, sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const row = (id: string, label: string, ...exact: string[]): Found => ({ id, icon: (() => null) as unknown as Found['icon'], label, exact, target: { to: '/' } });
const group = (id: string, ...rows: Found[]): Group => ({ id, label: 'nav.orders', rows });
const say = (groups: readonly Group[]) => groups.map((g) => `${g.id}: ${g.rows.map((r) => r.id).join(' ')}`);

describe('what was found', () => {
  it('comes in the order of its kinds, and without those that found nothing', () => {
    const groups = [group('orders', row('o1', '#1')), group('products'), group('stores', row('s1', 'Kiln'), row('s2', 'Kilim'))];
    expect(say(merged(groups, 'ki'))).toEqual(['orders: o1', 'stores: s1 s2']);
  });

  it('is led by what was typed in full, whatever its kind and case', () => {
    const groups = [group('orders', row('o1', 'Kiln & Sons')), group('stores', row('s1', 'Kilnworks', 'kilnworks'), row('s2', 'The Kiln', 'kiln')), group('pages', row('p1', 'Kiln care'))];
    expect(say(merged(groups, ' KILN '))).toEqual(['stores: s2 s1', 'orders: o1', 'pages: p1']);
    expect(say(merged(groups, 'kil'))).toEqual(['orders: o1', 'stores: s1 s2', 'pages: p1']);
  });

  it('puts the order of a number first, with and without its sign', () => {
    const groups = [group('places', row('/', 'Page 1042')), group('orders', row('o2', '#10421', '10421'), row('o1', '#1042', '1042')), group('products', row('p1', 'Mug 1042', 'mug-1042'))];
    for (const typed of ['1042', '#1042']) expect(say(merged(groups, typed))[0]).toBe('orders: o1 o2');
  });

  it('is asked for from two letters on, or a digit', () => {
    expect(['', 'a', 'ab', '7', '#', '#7', 'चि'].map(worthAsking)).toEqual([false, false, true, true, false, true, true]);
  });

  it('shows what is typed in what it says, in any case and width', () => {
    const one = { ...row('c1', 'आशा Gurung', 'asha@haat.example'), description: 'Pokhara' };
    for (const typed of ['gur', 'आशा', 'POKH', 'asha@', 'Ｇurung', ' gurung ']) expect(shows(one, typed), typed).toBe(true);
    expect(shows(one, 'kiln')).toBe(false);
  });
});

describe('the kinds somebody finds', () => {
  const ids = (...may: readonly string[]) => sourcesFor((p) => may.includes(p)).map((s) => s.id);

  it('are those they may read, each by its own permission', () => {
    expect(ids()).toEqual([]);
    expect(ids('orders.read')).toEqual(['orders']);
    expect(ids('products.read')).toEqual(['products']);
    expect(ids('customers.read')).toEqual(['customers']);
    expect(ids('stores.read')).toEqual(['stores']);
    expect(ids('sellers.manage')).toEqual(['sellers']);
    expect(ids('catalog.manage')).toEqual(['categories', 'collections']);
    expect(ids('content.write')).toEqual(['content']);
    expect(ids('team.manage')).toEqual(['team']);
    expect(ids(...platformPerms)).toEqual(['orders', 'products', 'customers', 'stores', 'sellers', 'categories', 'collections', 'content', 'team']);
  });

  it('come with what they may begin, and no more', () => {
    const begin = (...may: readonly string[]) => placesFor((p) => may.includes(p), (key) => key).find((g) => g.id === 'begin')?.rows.map((r) => r.id);
    expect(begin('products.read', 'products.write')).toEqual(['/products/new']);
    expect(begin('products.read', 'catalog.manage', 'content.write')).toEqual(['/categories/new', '/collections/new', '/pages/new']);
    expect(begin('products.read')).toEqual([]);
  });
});

const customer = { id: 'cus_1', account_id: null, email: 'june@example.com', first_name: 'June', last_name: 'Park', phone: '', locale: 'en', groups: [], note: '', version: 1, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
const shopRow = { id: 'sto_1', seller_id: 'sel_1', handle: 'june-pots', name: 'June Pots', description: '', email: '', phone: '', logo_url: '', address: { first_name: '', line1: '', city: '', country: '' }, status: 'active', seller_status: 'approved', policies: { shipping: '', returns: '' }, version: 1, created_at: '2026-03-01T00:00:00Z' };
const boss = { ...owner, permissions: [...platformPerms], access: [{ platform: true, store_ids: [], permissions: [...platformPerms] }] };
const nothing = () => ({ items: [] });

const house = {
  'GET /me': () => boss,
  'GET /settings': () => settings,
  'GET /orders': nothing,
  'GET /products': nothing,
  'GET /customers': nothing,
  'GET /stores': nothing,
  'GET /sellers': nothing,
  'GET /categories': nothing,
  'GET /collections': nothing,
  'GET /pages': nothing,
  'GET /team': nothing,
};

const asking = { orders: '/orders', products: '/products', customers: '/customers', stores: '/stores', sellers: '/sellers', collections: '/collections', content: '/pages', team: '/team' };

/** Answers only what the palette asks; the page behind it has lists of its own. */
const forText = (text: string, answer: unknown) => ({ query }: Asked) => (query.get('q') === text ? answer : { items: [] });

async function look(routes: Parameters<typeof open>[1]) {
  const page = await open('/jobs', { ...house, 'GET /jobs/failed': nothing, ...routes });
  await screen.findByRole('heading', { level: 1 });
  act(() => door.open());
  const box = await screen.findByRole('textbox', { name: 'Search' });
  const palette = within(await screen.findByRole('dialog', { name: 'Search' }));
  return { ...page, palette, box, type: (value: string) => fireEvent.change(box, { target: { value } }), press: (code: string) => [fireEvent.keyDown, fireEvent.keyUp].forEach((fire) => fire(box, { key: code, code })) };
}

const status = (palette: ReturnType<typeof within>) => palette.getByRole('status').textContent;
const chosen = () => document.querySelector('[data-action][data-selected]')?.textContent ?? '';

afterEach(() => act(() => door.close()));

describe('the palette', () => {
  it('asks each kind for what was typed, and groups what they answer', async () => {
    const { palette, type, sent } = await look({
      'GET /orders': forText('june', { items: [orderRow] }),
      'GET /customers': forText('june', { items: [customer] }),
      'GET /stores': forText('june', { items: [shopRow] }),
      'GET /categories': () => ({ items: [{ id: 'cat_1', parent_id: '', handle: 'june', name: 'June sale', description: '', image_url: '', position: 0, path: ['cat_1'], translations: {}, version: 1 }] }),
    });
    type(' june ');
    await waitFor(() => expect(status(palette)).toBe('Found: 4'));
    // Its handle is what was typed.
    expect(palette.getAllByRole('group').map((g) => g.getAttribute('aria-label'))).toEqual(['Categories', 'Orders', 'Customers', 'Stores']);
    for (const [id, path] of Object.entries(asking)) {
      const asked = sent('GET', path).filter((a) => a.query.has('q'));
      expect(asked.map((a) => [a.query.get('q'), a.query.get('limit')]), id).toEqual([['june', '5']]);
    }
    fireEvent.click(palette.getByRole('button', { name: /June Pots/ }));
    await waitFor(() => expect(window.location.pathname).toBe('/dashboard/stores/sto_1'));
  });

  it('is opened by its keys from a field too, its own while it fades among them', async () => {
    await open('/orders', house);
    fireEvent.keyDown(await screen.findByRole('searchbox'), { key: 'k', code: 'KeyK', ctrlKey: true });
    const box = await screen.findByRole('textbox', { name: 'Search' });
    act(() => door.close());
    fireEvent.keyDown(box, { key: 'k', code: 'KeyK', ctrlKey: true });
    fireEvent.change(box, { target: { value: 'settings' } });
    expect(await screen.findByRole('button', { name: 'Settings' })).toBeTruthy();
    await new Promise((passed) => setTimeout(passed, 400)); // longer than it fades
    expect(screen.getByRole('dialog', { name: 'Search' })).toBeTruthy();
  });

  it('asks nothing somebody may not read', async () => {
    const { palette, type, asked } = await look({ 'GET /me': () => ({ ...sellerMember, permissions: ['jobs.manage', 'orders.read'] }), 'GET /orders': forText('june', { items: [orderRow] }) });
    type('june');
    await waitFor(() => expect(status(palette)).toBe('Found: 1'));
    expect(asked.filter((a) => a.query.has('q')).map((a) => a.path)).toEqual(['/orders']);
    expect(asked.some((a) => a.path === '/categories')).toBe(false);
  });

  it('shows the others when one kind fails, and says which', async () => {
    const { palette, type } = await look({
      'GET /customers': ({ query }) => {
        if (query.has('q')) throw new Refusal(503, 'service.unavailable');
        return { items: [] };
      },
      'GET /stores': forText('june', { items: [shopRow] }),
    });
    type('june');
    expect(await palette.findByText('Could not be searched: Customers')).toBeTruthy();
    expect(palette.getByRole('button', { name: /June Pots/ })).toBeTruthy();
    type('zzz');
    // Nobody can say that there is nothing.
    expect(await palette.findByText('Nothing found in what could be searched')).toBeTruthy();
    expect(palette.queryByText('Nothing found')).toBeNull();
  });

  it('says that nothing is found only when the last has answered', async () => {
    let answer = (_: unknown) => {};
    const late = new Promise((done) => {
      answer = done;
    });
    const { palette, type, sent } = await look({ 'GET /team': ({ query }) => (query.has('q') ? late : { items: [] }) });
    type('june');
    await waitFor(() => expect(sent('GET', '/team')).toHaveLength(1));
    expect(status(palette)).toBe('Searching …');
    expect(palette.queryByText('Nothing found')).toBeNull();
    await act(async () => answer({ items: [] }));
    await waitFor(() => expect(status(palette)).toBe('Nothing found'));
  });

  it('keeps of an older answer only what shows what is typed now', async () => {
    const { palette, type } = await look({
      'GET /stores': ({ query }) => (query.get('q') === 'ju' ? { items: [shopRow, { ...shopRow, id: 'sto_2', handle: 'juniper', name: 'Juniper' }] } : new Promise(() => {})),
    });
    type('ju');
    expect(await palette.findByRole('button', { name: /Juniper/ })).toBeTruthy();
    type('june');
    expect(palette.getByRole('button', { name: /June Pots/ })).toBeTruthy();
    expect(palette.queryByRole('button', { name: /Juniper/ })).toBeNull();
    type('kiln');
    expect(palette.queryByRole('button', { name: /June Pots/ })).toBeNull();
    expect(status(palette)).toBe('Searching …');
  });

  it('opens with Enter the order whose number was typed, though it comes after the others', async () => {
    let answer = (_: unknown) => {};
    const late = new Promise((done) => {
      answer = done;
    });
    const { palette, type, press } = await look({
      'GET /orders': ({ query }) => (query.get('q') === '1001' ? late : { items: [] }),
      'GET /products': forText('1001', { items: [{ id: 'prod_1', handle: 'mug', title: 'Mug 1001', status: 'active', available: 3, variants: 1, version: 4, prices: [], image: null, in_stock: true, moderation: '', store: { id: 'sto_1', handle: 'kiln', name: 'Kiln' }, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }] }),
    });
    type('1001');
    await palette.findByRole('button', { name: /Mug 1001/ });
    await waitFor(() => expect(chosen()).toContain('Mug 1001'));
    await act(async () => answer({ items: [orderRow] }));
    await waitFor(() => expect(chosen()).toContain('#1001'));
    press('Enter');
    await waitFor(() => expect(window.location.pathname).toBe('/dashboard/orders/ord_1'));
  });

  it('leaves the arrows where they stand when more is found above them', async () => {
    let answer = (_: unknown) => {};
    const late = new Promise((done) => {
      answer = done;
    });
    const { palette, type, press } = await look({
      'GET /orders': ({ query }) => (query.has('q') ? late : { items: [] }),
      'GET /stores': forText('june', { items: [shopRow, { ...shopRow, id: 'sto_2', handle: 'juneberry', name: 'Juneberry' }] }),
    });
    type('june');
    await palette.findByRole('button', { name: /Juneberry/ });
    press('ArrowDown');
    expect(chosen()).toContain('Juneberry');
    await act(async () => answer({ items: [orderRow] }));
    await palette.findByRole('button', { name: /#1001/ });
    expect(chosen()).toContain('Juneberry');
    expect(await palette.findByText('Juneberry, juneberry, Stores')).toBeTruthy(); // told to who does not see it
    press('ArrowUp');
    expect(chosen()).toContain('June Pots');
  });

  it('leads somebody of a team to their row, in that team', async () => {
    const { palette, type, press } = await look({
      'GET /team': ({ query }) => ({ items: query.get('q') === 'mina' ? [{ id: 'mem_1', account_id: 'acc_9', seller_id: 'sel_n', email: 'mina@pots.example', name: '', role: 'owner', permissions: [], pending: true, disabled: false, created_at: '2026-03-01T00:00:00Z' }] : [] }),
      'GET /sellers/{id}': () => ({ id: 'sel_n', name: 'New Pots', email: '', status: 'approved', house: false, version: 1, created_at: '2026-03-01T00:00:00Z' }),
    });
    type('mina');
    await palette.findByRole('button', { name: /mina@pots/ });
    press('Enter');
    await waitFor(() => expect(window.location.pathname).toBe('/dashboard/team'));
    expect(new URLSearchParams(window.location.search).get('q')).toBe('mina@pots.example');
    expect(new URLSearchParams(window.location.search).get('seller_id')).toBe('sel_n');
  });

  it('finds pages and what can be begun by their names, without asking for one letter', async () => {
    const { palette, type, asked } = await look({});
    expect(palette.getByRole('button', { name: 'Audit log' })).toBeTruthy();
    type('n');
    expect(palette.getByRole('button', { name: 'New product' })).toBeTruthy();
    type('New category');
    expect(palette.getAllByRole('button').map((b) => b.textContent)).toEqual(['New category']);
    expect(asked.filter((a) => a.query.get('q') === 'n')).toEqual([]);
  });
});
