import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { order, orderRow, owner, product, sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const base = {
  'GET /me': () => owner,
  'GET /settings': () => settings,
  'GET /categories': () => ({ items: [] }),
  'GET /stores': () => ({ items: [] }),
  'GET /orders': () => ({ items: [orderRow] }),
  'GET /orders/ord_1': () => order,
  'GET /orders/ord_1/shipments': () => ({ items: [] }),
  'GET /payments': () => ({ items: [] }),
};

describe('the door', () => {
  it('shows the log-in to a stranger and leads to the page they wanted', async () => {
    let inside = false;
    await open('/orders?status=pending', {
      ...base,
      'GET /me': () => {
        if (!inside) throw new Refusal(401, 'auth.required');
        return owner;
      },
      'POST /auth/login': ({ body }) => {
        expect(body).toEqual({ email: 'owner@haat.example', password: 'secret' });
        inside = true;
        return {};
      },
    });
    fireEvent.change(await screen.findByLabelText(/E-mail/), { target: { value: ' owner@haat.example' } });
    fireEvent.change(screen.getByLabelText(/^Password/), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('heading', { name: 'Orders' })).toBeTruthy();
    expect(window.location.pathname + window.location.search).toBe('/dashboard/orders?status=pending');
  });

  it('says why a log-in was refused, in the reader’s words', async () => {
    await open('/login', {
      'POST /auth/login': () => {
        throw new Refusal(401, 'identity.bad_credentials');
      },
    });
    fireEvent.change(await screen.findByLabelText(/E-mail/), { target: { value: 'x@example.com' } });
    fireEvent.change(screen.getByLabelText(/^Password/), { target: { value: 'wrong' } });
    fireEvent.click(screen.getByRole('button', { name: 'Log in' }));
    expect((await screen.findByRole('alert')).textContent).toContain('E-mail or password is wrong.');
  });

  it('makes the first owner with the token of the link', async () => {
    const { sent } = await open('/setup?token=once', { ...base, 'POST /setup': () => ({}), 'GET /overview': () => ({ pending: 0, confirmed: 0, today: [], last_week: [] }) });
    fireEvent.change(await screen.findByLabelText(/Your name/), { target: { value: 'Asha' } });
    fireEvent.change(screen.getByLabelText(/E-mail/), { target: { value: 'owner@haat.example' } });
    fireEvent.change(screen.getByLabelText(/^Password/), { target: { value: 'long enough' } });
    fireEvent.click(screen.getByRole('button', { name: 'Open the shop' }));
    expect(await screen.findByText('Hello, Asha')).toBeTruthy();
    expect(sent('POST', '/setup')[0]?.body).toEqual({ token: 'once', name: 'Asha', email: 'owner@haat.example', password: 'long enough' });
  });
});

describe('navigation', () => {
  it('says beside its page how much failed, and nothing when it does not know', async () => {
    await open('/', { ...base, 'GET /alerts': () => ({ failed_jobs: 3, failed_mails: 1000 }) });
    expect((await screen.findByTitle('Failed: 3')).closest('a')?.getAttribute('href')).toBe('/dashboard/jobs');
    expect((await screen.findByTitle('Failed: 1000')).textContent).toBe('1000+');
  });

  it('follows the permissions', async () => {
    await open('/orders', { ...base, 'GET /me': () => sellerMember });
    await screen.findByRole('heading', { name: 'Orders' });
    const links = within(screen.getByRole('navigation', { name: 'Menu' })).getAllByRole('link').map((a) => a.textContent);
    expect(links).toEqual(['Home', 'Orders', 'Products', 'Settings']);
  });
});

describe('the orders list', () => {
  it('asks the server for what the address bar says', async () => {
    const { asked } = await open('/orders?status=pending&sort=-total&evil=1', base);
    expect(await screen.findByText('June Park')).toBeTruthy();
    const query = asked.find((a) => a.path === '/orders')?.query;
    expect(Object.fromEntries(query ?? [])).toEqual({ status: 'pending', sort: '-total' });
  });

  it('puts a chosen filter into the address bar', async () => {
    await open('/orders', base);
    fireEvent.change(await screen.findByLabelText('Payment'), { target: { value: 'paid' } });
    await waitFor(() => expect(window.location.search).toBe('?payment_status=paid'));
  });
});

describe('an order', () => {
  it('confirms one store’s part', async () => {
    const { sent } = await open('/orders/ord_1', { ...base, 'POST /orders/ord_1/confirm': () => order });
    const part = await screen.findByRole('region', { name: 'Loom' });
    fireEvent.click(within(part).getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(sent('POST', '/orders/ord_1/confirm')).toHaveLength(1));
    const call = sent('POST', '/orders/ord_1/confirm')[0];
    expect(call?.body).toEqual({ store_order_ids: ['so_2'] });
    expect(call?.headers.get('Idempotency-Key')).toBeTruthy();
    await waitFor(() => expect(sent('GET', '/orders/ord_1').length).toBeGreaterThan(1));
  });

  it('ships a part of a line with tracking', async () => {
    const confirmed = { ...order, stores: order.stores.map((s) => ({ ...s, status: 'confirmed' as const })) };
    const { sent } = await open('/orders/ord_1', { ...base, 'GET /orders/ord_1': () => confirmed, 'POST /orders/ord_1/shipments': () => ({}) });
    const part = await screen.findByRole('region', { name: 'Kiln' });
    fireEvent.click(within(part).getByRole('button', { name: 'Ship' }));
    fireEvent.change(await screen.findByLabelText('Clay mug'), { target: { value: '1' } });
    fireEvent.change(screen.getByLabelText('Tracking number'), { target: { value: 'NP-1' } });
    fireEvent.click(screen.getByRole('button', { name: 'Ship parcel' }));
    await waitFor(() => expect(sent('POST', '/orders/ord_1/shipments')).toHaveLength(1));
    expect(sent('POST', '/orders/ord_1/shipments')[0]?.body).toMatchObject({ store_order_id: 'so_1', lines: [{ line_id: 'mug', quantity: 1 }], tracking_number: 'NP-1' });
  });

  it('cancels a part with a reason and puts the goods back', async () => {
    const { sent } = await open('/orders/ord_1', { ...base, 'POST /orders/ord_1/cancel': () => order });
    const part = await screen.findByRole('region', { name: 'Kiln' });
    fireEvent.click(within(part).getByRole('button', { name: 'Cancel this part' }));
    fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'Broken in the kiln' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel order' }));
    await waitFor(() => expect(sent('POST', '/orders/ord_1/cancel')[0]?.body).toEqual({ reason: 'Broken in the kiln', restock: true, store_order_ids: ['so_1'] }));
  });

  it('keeps the question open and says why when the server refuses', async () => {
    await open('/orders/ord_1', {
      ...base,
      'POST /orders/ord_1/mark-paid': () => {
        throw new Refusal(409, 'order.already_paid');
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Mark as paid' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('$135.00');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Mark as paid' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('order.already_paid');
  });

  it('offers nothing that the server does not', async () => {
    await open('/orders/ord_1', { ...base, 'GET /me': () => sellerMember, 'GET /orders/ord_1': () => ({ ...order, actions: ['note'] }) });
    await screen.findByRole('region', { name: 'Kiln' });
    for (const name of ['Confirm', 'Ship', 'Mark as paid', 'Cancel order', 'Cancel this part', 'Put on hold']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.getByLabelText('Note')).toBeTruthy();
  });

  it('says that what is outside one’s stores is not there', async () => {
    await open('/orders/ord_2', base);
    expect(await screen.findByText('Nothing here')).toBeTruthy();
  });
});

describe('the product editor', () => {
  it('saves variants, prices and stock in one call, with the version it saw', async () => {
    const { sent } = await open('/products/prod_1', { ...base, 'GET /products/prod_1': () => product, 'PATCH /products/prod_1': () => ({ ...product, version: 5 }) });
    fireEvent.change(await screen.findByLabelText('Price (USD), Ink'), { target: { value: '21.50' } });
    fireEvent.change(screen.getByLabelText('Stock, Sand'), { target: { value: '9' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PATCH', '/products/prod_1')).toHaveLength(1));
    const call = sent('PATCH', '/products/prod_1')[0];
    expect(call?.headers.get('If-Match')).toBe('"4"');
    expect(call?.body).not.toHaveProperty('store_id');
    expect(call?.body).toMatchObject({
      variants: [
        { id: 'var_sand', stock: 9, stock_was: 5, prices: [{ currency: 'USD', amount: 1800 }, { currency: 'NPR', amount: 234000 }] },
        { id: 'var_ink', prices: [{ currency: 'USD', amount: 2150 }, { currency: 'NPR', amount: 260000 }] },
      ],
    });
    // Somebody may have bought of the other meanwhile: what was not counted is not said.
    expect((call?.body as { variants: object[] }).variants[1]).not.toHaveProperty('stock');
  });

  it('does not send what cannot be right', async () => {
    const { sent } = await open('/products/new', base);
    fireEvent.change(await screen.findByRole('textbox', { name: /^Title( \*)?$/ }), { target: { value: 'Bowl' } });
    fireEvent.change(screen.getByLabelText('Price (USD), The only variant'), { target: { value: '1.999' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Not an amount in USD.')).toBeTruthy();
    expect(sent('POST', '/products')).toHaveLength(0);
  });

  it('says at the count what is on hand when stock moved meanwhile, and saves it once that was seen', async () => {
    let onHand = 5;
    const now = () => ({ ...product, variants: product.variants.map((v) => (v.id === 'var_sand' ? { ...v, stock: { ...v.stock, on_hand: onHand } } : v)) });
    const { sent } = await open('/products/prod_1', {
      ...base,
      'GET /products/prod_1': now,
      'PATCH /products/prod_1': ({ body }) => {
        const [sand] = (body as { variants: { stock?: number; stock_was?: number }[] }).variants;
        if (sand?.stock_was !== onHand) throw new Refusal(409, 'inventory.moved', { errors: [{ location: 'variants[0].stock', code: 'moved', message: 'There are 3 on hand now.' }] });
        onHand = sand.stock ?? onHand;
        return now();
      },
    });
    const count = await screen.findByLabelText<HTMLInputElement>('Stock, Sand');
    onHand = 3; // two are delivered
    fireEvent.change(count, { target: { value: '9' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findAllByText('There are 3 on hand now.')).length).toBeGreaterThan(0);
    expect(count.value).toBe('9');
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(false));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    // The version is the one of before, so the form stays; nothing is left to save, and the next change is one again.
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true));
    expect(sent('PATCH', '/products/prod_1').map((a) => (a.body as { variants: object[] }).variants[0])).toMatchObject([{ stock: 9, stock_was: 5 }, { stock: 9, stock_was: 3 }]);
    fireEvent.change(screen.getByRole('textbox', { name: /^Title( \*)?$/ }), { target: { value: 'Mug' } });
    fireEvent.click(within(screen.getAllByRole('navigation', { name: 'Menu' })[0] as HTMLElement).getByRole('link', { name: 'Orders' }));
    expect(await screen.findByRole('dialog', { name: 'Leave this page?' })).toBeTruthy();
  });

  it('does not overwrite what somebody else saved meanwhile, and loses nothing that was typed', async () => {
    let now = product;
    const { sent } = await open('/products/prod_1', {
      ...base,
      'GET /products/prod_1': () => now,
      'PATCH /products/prod_1': ({ headers, body }) => {
        if (headers.get('If-Match') === '"5"') return (now = { ...now, title: (body as { title: string }).title, version: 6 });
        const dearer = product.variants.map((v) => (v.id === 'var_ink' ? { ...v, prices: v.prices.map((p) => (p.currency === 'USD' ? { ...p, amount: 2300 } : p)) } : v));
        now = { ...product, title: 'Clay cup', vendor: 'Kiln', variants: dearer, version: 5 };
        throw new Refusal(412, 'catalog.stale');
      },
    });
    const title = await screen.findByRole<HTMLInputElement>('textbox', { name: /^Title( \*)?$/ });
    fireEvent.change(title, { target: { value: 'Mug' } });
    fireEvent.change(screen.getByLabelText('Price (USD), Ink'), { target: { value: '21.50' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const told = await screen.findByText('Somebody else saved changes meanwhile'); // not a toast of a slower test before
    const notice = within(told.closest('[role="alert"]') as HTMLElement);
    expect(notice.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Title: Clay cup', 'Price (USD), Ink: 23.00']);
    expect(title.value).toBe('Mug');
    expect(screen.getByLabelText<HTMLInputElement>('Price (USD), Ink').value).toBe('21.50');
    expect(screen.getByLabelText<HTMLInputElement>('Brand').value).toBe('Kiln');
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(false));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByText('Somebody else saved changes meanwhile')).toBeNull());
    expect(sent('PATCH', '/products/prod_1')[1]?.body).toMatchObject({ title: 'Mug', vendor: 'Kiln', variants: [{ id: 'var_sand' }, { id: 'var_ink', prices: [{ amount: 2150 }, {}] }] });
  });
});
