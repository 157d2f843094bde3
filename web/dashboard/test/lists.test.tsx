import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { notifications } from '@mantine/notifications';
import { Refusal } from './fake-store.ts';
import type { Asked } from './fake-store.ts';
import { orderRow, owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const mug = { id: 'prod_1', handle: 'mug', title: 'Mug', status: 'active', available: 3, variants: 1, version: 4, prices: [], image: null, in_stock: true, moderation: '', store: { id: 'sto_1', handle: 'kiln', name: 'Kiln' }, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
const bowl = { ...mug, id: 'prod_2', handle: 'bowl', title: 'Bowl', version: 9 };

/** A server that keeps preferences, as the real one does. */
function shop(kept: Record<string, unknown> = {}) {
  return {
    kept,
    routes: {
      'GET /me': () => owner,
      'GET /me/preferences': () => ({ preferences: kept }),
      'PUT /me/preferences/{name}': ({ path, body }: Asked) => {
        kept[path.split('/').at(-1) ?? ''] = (body as { value: unknown }).value;
        return undefined;
      },
      'GET /settings': () => settings,
      'GET /categories': () => ({ items: [] }),
      'GET /stores': () => ({ items: [] }),
      'GET /orders': () => ({ items: [orderRow] }),
      'GET /products': () => ({ items: [mug, bowl] }),
    },
  };
}

const tabs = () => within(screen.getByRole('navigation', { name: 'Views of this list' }));
const here = () => window.location.search;
const key = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

beforeEach(() => {
  localStorage.clear();
  notifications.clean(); // one test's "Undo" is not another's
});

describe('a list that was read far', () => {
  it('is not read again page by page when something moves, but says so', async () => {
    const { routes } = shop();
    const page = (from: number) => ({ items: [{ ...mug, id: `prod_${from}`, title: `Mug ${from}` }], next_cursor: String(from + 1) });
    const { sent } = await open('/products', {
      ...routes,
      'GET /products': ({ query }) => page(Number(query.get('cursor') ?? 0)),
      'PATCH /products/{id}': () => ({ ...mug, status: 'draft', version: 5 }),
    });
    for (let i = 0; i < 6; i++) {
      await screen.findByText(`Mug ${i}`);
      fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
    }
    await screen.findByText('Mug 6');
    expect(sent('GET', '/products').map((a) => a.query.get('limit'))).toEqual([null, ...Array(6).fill('100')]);
    fireEvent.click(screen.getAllByLabelText('Select row')[0] as HTMLElement);
    fireEvent.click(screen.getByRole('button', { name: 'Back to draft' }));
    const renew = await screen.findByRole('button', { name: 'Read again' });
    expect(sent('GET', '/products')).toHaveLength(7);
    fireEvent.click(renew);
    await waitFor(() => expect(screen.queryByText('Mug 6')).toBeNull());
    await screen.findByText('Mug 0');
    expect(sent('GET', '/products')).toHaveLength(8);
  });
});

describe('views of a list', () => {
  it('keep filters and columns under a name, with the account, and bring them back in one press', async () => {
    const { kept, routes } = shop();
    const { asked } = await open('/orders?status=pending&sort=-total&q=asha', routes);
    fireEvent.click(await screen.findByRole('button', { name: 'Save view' }));
    fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: ' Asha’s  ' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Save view' }));
    const tab = await tabs().findByRole('link', { name: 'Asha’s' });
    await waitFor(() => expect(tab.getAttribute('aria-current')).toBe('page'));
    await waitFor(() => expect(kept['list.orders']).toMatchObject({ views: [{ name: 'Asha’s', search: { status: 'pending', sort: '-total', q: 'asha' } }] }));

    fireEvent.click(tabs().getByRole('link', { name: 'All' }));
    await waitFor(() => expect(here()).toBe('?view=all'));
    fireEvent.click(tabs().getByRole('link', { name: 'Asha’s' }));
    await waitFor(() => expect(here()).toContain('q=asha'));
    // The view's name is the dashboard's affair: the API would refuse it.
    expect(asked.filter((a) => a.path === '/orders' && a.query.has('view'))).toEqual([]);
  });

  it('open the list with the one that was chosen for it, before anything else is asked', async () => {
    const { routes } = shop({ 'list.orders': { views: [{ id: 'own_1', name: 'Night', search: { status: 'pending' }, columns: { total: true } }], start: 'own_1' } });
    const { sent } = await open('/orders', routes);
    expect((await screen.findByRole('link', { name: /Night/ })).getAttribute('aria-current')).toBe('page');
    expect(sent('GET', '/orders').map((a) => a.query.get('status'))).toEqual(['pending']);
    expect(screen.queryByRole('columnheader', { name: 'Total' })).toBeNull();
    fireEvent.click(tabs().getByRole('link', { name: 'All' }));
    await waitFor(() => expect(here()).toBe('?view=all'));
    expect(await screen.findByRole('columnheader', { name: /Total/ })).toBeTruthy();
  });

  it('go when they are deleted, and come back to their place when that is undone', async () => {
    const view = (id: string) => ({ id, name: id, search: { status: 'pending', q: id }, columns: {} });
    const { kept, routes } = shop({ 'list.orders': { views: [view('one'), view('two'), view('three')], start: 'two' } });
    await open('/orders?view=two&status=pending&q=two', routes);
    fireEvent.click(await screen.findByRole('button', { name: 'Options of the view two' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete view' }));
    await waitFor(() => expect(tabs().queryByRole('link', { name: /two/ })).toBeNull());
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(tabs().getAllByRole('link').map((a) => a.textContent)).toEqual(['All', 'To ship', 'On hold', 'Unpaid', 'one', 'two', 'three']));
    await waitFor(() => expect(kept['list.orders']).toMatchObject({ views: [{ id: 'one' }, { id: 'two' }, { id: 'three' }], start: 'two' }));
  });

  it('write over nothing while it is not known what is kept', async () => {
    const { routes } = shop();
    const { sent } = await open('/orders?q=asha', {
      ...routes,
      'GET /me/preferences': () => {
        throw new Refusal(500, 'internal');
      },
    });
    await screen.findByText('#1001');
    expect(screen.queryByRole('button', { name: 'Save view' })).toBeNull();
    expect(sent('PUT', '/me/preferences/list.orders')).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('goes to pages, searches, walks through rows, and shows its map', async () => {
    await open('/orders', shop().routes);
    await screen.findByText('#1001');
    key('j');
    expect(document.activeElement?.closest('tr')?.textContent).toContain('#1001');
    key('/');
    expect(document.activeElement?.getAttribute('type')).toBe('search');
    key('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => (document.activeElement as HTMLElement).blur());
    key('g');
    expect(screen.getByText('and the letter of a page')).toBeTruthy();
    key('p');
    expect(await screen.findByRole('heading', { level: 1, name: 'Products' })).toBeTruthy();
    key('?');
    expect(within(await screen.findByRole('dialog')).getByText('Select the row')).toBeTruthy();
  });

  it('can be told to leave single letters alone', async () => {
    const { kept, routes } = shop({ keyboard: { off: true } });
    await open('/orders', routes);
    await screen.findByText('#1001');
    await waitFor(() => {
      key('?');
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    fireEvent.click(screen.getByRole('button', { name: 'Your account' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Keyboard shortcuts' }));
    fireEvent.click(await screen.findByRole('switch', { name: /Single-letter shortcuts/ }));
    await waitFor(() => expect(kept['keyboard']).toEqual({ off: false }));
  });
});

describe('what is done to many products', () => {
  it('is done to each with its version, and undone with the version it has since', async () => {
    const versions: Record<string, number> = { prod_1: 4, prod_2: 9 };
    const { routes } = shop();
    const { asked } = await open('/products', {
      ...routes,
      'PATCH /products/{id}': ({ path, body }) => ({ ...mug, ...(body as object), id: path.slice(10), version: (versions[path.slice(10)] = (versions[path.slice(10)] ?? 0) + 1) }),
    });
    await screen.findByText('Mug');
    fireEvent.click(screen.getByLabelText('Select all rows'));
    fireEvent.click(screen.getByRole('button', { name: 'Archive' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    const changes = () => asked.filter((a) => a.method === 'PATCH').map((a) => [a.path, a.body, a.headers.get('if-match')]);
    await waitFor(() => expect(changes()).toHaveLength(4));
    expect(changes()).toEqual([
      ['/products/prod_1', { status: 'archived' }, '"4"'],
      ['/products/prod_2', { status: 'archived' }, '"9"'],
      ['/products/prod_1', { status: 'active' }, '"5"'],
      ['/products/prod_2', { status: 'active' }, '"10"'],
    ]);
  });

  it('passes over what somebody else changed meanwhile, and says so', async () => {
    const { routes } = shop();
    await open('/products', {
      ...routes,
      'PATCH /products/{id}': ({ path }) => {
        if (path.endsWith('prod_1')) throw new Refusal(412, 'request.stale');
        return { ...bowl, status: 'draft', version: 10 };
      },
    });
    await screen.findByText('Mug');
    fireEvent.click(screen.getByLabelText('Select all rows'));
    fireEvent.click(screen.getByRole('button', { name: 'Back to draft' }));
    expect(await screen.findByText('Products changed: 1')).toBeTruthy();
    expect(await screen.findByText(/Not changed.*: 1$/)).toBeTruthy();
  });
});
