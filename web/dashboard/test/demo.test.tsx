import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const none = { sellers: 0, stores: 0, products: 0, categories: 0, collections: 0, pages: 0, orders: 0, customers: 0, accounts: 0 };
const plan = { demo: true, leaving: false, goes: { ...none, stores: 6, products: 1158, orders: 44 }, stays: { ...none, stores: 1, products: 2, orders: 1 }, obstacles: [] as object[] };
const mayRemove = { ...owner, permissions: [...owner.permissions, 'demo.remove'] };
const base = {
  'GET /me': () => mayRemove,
  'GET /settings': () => ({ ...settings, demo: true }),
  'GET /stores': () => ({ items: [] }),
  'GET /demo': () => plan as unknown,
};

describe('removing the demo', () => {
  it('says by numbers what goes and stays, asks for a word, and tells when it is done', async () => {
    let at: unknown = plan;
    const { sent } = await open('/settings', {
      ...base,
      'GET /settings': () => ({ ...settings, demo: at === plan }),
      'GET /demo': () => at,
      'POST /demo/removal': () => {
        at = { ...plan, demo: false, goes: none };
        return { ...plan, leaving: true };
      },
    });
    const button = await screen.findByRole('button', { name: 'Remove the demo…' });
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
    fireEvent.click(button);
    const window = await screen.findByRole('dialog');
    const row = within(window).getByRole('rowheader', { name: 'Products' }).closest('tr');
    expect([...(row?.querySelectorAll('td') ?? [])].map((td) => td.textContent)).toEqual(['1,158', '2']);
    expect(within(window).queryByRole('rowheader', { name: 'Pages' })).toBeNull();
    const verb = within(window).getByRole('button', { name: 'Remove' });
    expect(verb).toHaveProperty('disabled', true);
    fireEvent.change(within(window).getByRole('textbox'), { target: { value: 'remove' } });
    fireEvent.click(verb);
    expect(await screen.findByText(/is being removed/)).toBeTruthy();
    expect(await screen.findByText('The demo is removed.', {}, { timeout: 4000 })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'The demo' })).toBeNull());
    expect(sent('POST', '/demo/removal')).toHaveLength(1);
  });

  it('says what is in the way, and does not offer the button then', async () => {
    await open('/settings', { ...base, 'GET /demo': () => ({ ...plan, obstacles: [{ code: 'settings.demo_paid', message: 'Paid.', orders: [1004, 1010] }] }) });
    expect(await screen.findByText('Orders: #1004, #1010')).toBeTruthy();
    expect(screen.getByText(/hold real money/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Remove the demo…' })).toHaveProperty('disabled', true);
  });

  it('shows a refusal where it was asked', async () => {
    await open('/settings', {
      ...base,
      'POST /demo/removal': () => {
        throw new Refusal(409, 'settings.demo_self');
      },
    });
    const button = await screen.findByRole('button', { name: 'Remove the demo…' });
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
    fireEvent.click(button);
    const window = await screen.findByRole('dialog');
    fireEvent.change(within(window).getByRole('textbox'), { target: { value: 'remove' } });
    fireEvent.click(within(window).getByRole('button', { name: 'Remove' }));
    expect((await within(window).findByRole('alert')).textContent).toContain('Log in with your own');
  });

  it('is no business of those who may not, and of a shop without a demo', async () => {
    const { asked } = await open('/settings', { ...base, 'GET /me': () => owner });
    await screen.findByRole('heading', { name: 'Settings' });
    expect(asked.some((a) => a.path === '/demo')).toBe(false);
    expect(screen.queryByRole('heading', { name: 'The demo' })).toBeNull();
  });
});
