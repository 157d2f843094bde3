import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { platformPerms } from '../src/app/permissions.ts';
import { Refusal } from './fake-store.ts';
import { owner, sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const seller = (id: string, name: string, house = false) => ({ id, name, email: `${id}@haat.example`, status: 'approved', house, version: 1, created_at: '2026-03-01T00:00:00Z' });
const made = { id: 'sto_9', seller_id: 'sel_house', handle: 'tea-room', name: 'Tea room', description: '', email: '', phone: '', logo_url: '', address: { first_name: '', line1: '', city: '', country: '' }, status: 'active', policies: { shipping: '', returns: '' }, version: 1, created_at: '2026-03-01T00:00:00Z' };

const base = {
  'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'stores.write'] }),
  'GET /settings': () => settings,
  'GET /stores': () => ({ items: [] }),
  'GET /sellers': () => ({ items: [seller('sel_b', 'Blue Pots'), seller('sel_house', 'Haat', true)] }),
};

const write = (box: HTMLElement, value: string) => fireEvent.change(box, { target: { value } });

describe('a store', () => {
  it('is opened for the house unless another seller is chosen, and leads to its page', async () => {
    const { sent } = await open('/stores', { ...base, 'POST /stores': () => made, 'GET /stores/sto_9': () => made });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open a store' }))[0] as HTMLElement);
    const box = within(await screen.findByRole('dialog'));
    expect((await box.findByLabelText<HTMLSelectElement>('Whose store it is')).value).toBe('sel_house');
    write(box.getByLabelText(/^Name/), 'Tea room');
    fireEvent.click(box.getByRole('button', { name: 'Open a store' }));
    expect(await screen.findByRole('heading', { name: 'Tea room' })).toBeTruthy();
    expect(sent('POST', '/stores').map((a) => a.body)).toEqual([{ seller_id: 'sel_house', name: 'Tea room' }]);
  });

  it('keeps what was typed when it is refused, and says why at the field', async () => {
    await open('/stores', {
      ...base,
      'POST /stores': () => {
        throw new Refusal(422, 'seller.invalid', { errors: [{ location: 'body.name', code: 'length', message: 'This name is too long.' }] });
      },
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open a store' }))[0] as HTMLElement);
    const box = within(await screen.findByRole('dialog'));
    await box.findByLabelText('Whose store it is');
    const name = box.getByLabelText<HTMLInputElement>(/^Name/);
    write(name, 'Long');
    fireEvent.click(box.getByRole('button', { name: 'Open a store' }));
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    expect(name.value).toBe('Long');
  });

  it('says why nobody can be chosen as its seller', async () => {
    await open('/stores', {
      ...base,
      'GET /sellers': () => {
        throw new Refusal(503, 'service.unavailable');
      },
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Open a store' }))[0] as HTMLElement);
    const box = within(await screen.findByRole('dialog'));
    expect(await box.findByRole('alert')).toBeTruthy();
    expect(box.getByRole<HTMLButtonElement>('button', { name: 'Open a store' }).disabled).toBe(true);
  });

  it('is not offered to who may not', async () => {
    await open('/stores', { ...base, 'GET /me': () => ({ ...sellerMember, permissions: ['stores.read', 'settings.read'] }) });
    expect(await screen.findByRole('heading', { name: 'Stores' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open a store' })).toBeNull();
  });
});

const boss = { ...owner, permissions: [...platformPerms], access: [{ platform: true, store_ids: [], permissions: [...platformPerms] }] };
const invited = { id: 'mem_1', account_id: 'acc_9', seller_id: 'sel_n', email: 'new@pots.example', name: '', role: 'owner', permissions: [], pending: true, disabled: false, created_at: '2026-03-01T00:00:00Z' };

async function add() {
  fireEvent.click(await screen.findByRole('button', { name: 'Add a seller' }));
  const box = within(await screen.findByRole('dialog'));
  write(box.getByLabelText(/^Name/), 'New Pots');
  write(box.getByLabelText(/^E-mail/), 'new@pots.example');
  fireEvent.click(box.getByRole('button', { name: 'Add a seller' }));
  return box;
}

describe('a seller', () => {
  it('is taken on by staff under their name, and its first owner is invited', async () => {
    const { sent } = await open('/sellers', { ...base, 'GET /me': () => boss, 'POST /sellers': () => seller('sel_n', 'New Pots'), 'POST /team': () => invited });
    await add();
    expect(await screen.findByText('The seller is added. An invitation goes to new@pots.example.')).toBeTruthy();
    expect(sent('POST', '/sellers').map((a) => a.body)).toEqual([{ name: 'New Pots', email: 'new@pots.example' }]);
    expect(sent('POST', '/team').map((a) => a.body)).toEqual([{ email: 'new@pots.example', role: 'owner', seller_id: 'sel_n', locale: 'en' }]);
  });

  it('is made once when its invitation is refused and tried again', async () => {
    let refused = true;
    const { sent } = await open('/sellers', {
      ...base,
      'GET /me': () => boss,
      'POST /sellers': () => seller('sel_n', 'New Pots'),
      'POST /team': () => {
        if (refused) throw new Refusal(429, 'identity.too_many_tries');
        return invited;
      },
    });
    const box = await add();
    const said = await box.findByRole('alert');
    expect(said.textContent).toContain('New Pots is added, but nobody is invited');
    expect(said.textContent).toContain('Too many tries');
    expect(within(said).getByRole('link', { name: 'the seller’s team' }).getAttribute('href')).toBe('/dashboard/team?seller_id=sel_n');
    refused = false;
    write(box.getByLabelText(/^E-mail/), 'other@pots.example');
    fireEvent.click(box.getByRole('button', { name: 'Send the invitation' }));
    expect(await screen.findByText('The seller is added. An invitation goes to other@pots.example.')).toBeTruthy();
    expect(sent('POST', '/sellers')).toHaveLength(1);
    expect(sent('POST', '/team')[1]?.body).toMatchObject({ email: 'other@pots.example', seller_id: 'sel_n' });
  });

  it('is asked for under the same key when the answer was lost, so that there is one', async () => {
    let lost = true;
    const { sent } = await open('/sellers', {
      ...base,
      'GET /me': () => boss,
      'POST /sellers': () => {
        if (lost) throw new Refusal(503, 'service.unavailable');
        return seller('sel_n', 'New Pots');
      },
      'POST /team': () => invited,
    });
    const box = await add();
    await box.findByRole('alert');
    lost = false;
    fireEvent.click(box.getByRole('button', { name: 'Add a seller' }));
    expect(await screen.findByText(/^The seller is added/)).toBeTruthy();
    const keys = sent('POST', '/sellers').map((a) => a.headers.get('Idempotency-Key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toBeTruthy();
  });

  it('is added without an invitation by who may not make owners, and that is said', async () => {
    const { sent } = await open('/sellers', { ...base, 'POST /sellers': () => seller('sel_n', 'New Pots') });
    const box = await add();
    expect(box.getByText(/^Nobody is invited/)).toBeTruthy();
    expect(await screen.findByText('The seller is added.')).toBeTruthy();
    expect(sent('POST', '/team')).toHaveLength(0);
    expect(screen.queryByRole('link', { name: 'Team' })).toBeNull();
  });

  it('leads to its team, the house’s own does not', async () => {
    await open('/sellers', { ...base, 'GET /me': () => boss });
    const rows = within(await screen.findByRole('table', { name: 'Sellers' }));
    expect((await rows.findAllByRole('link', { name: 'Team' })).map((a) => a.getAttribute('href'))).toEqual(['/dashboard/team?seller_id=sel_b']);
  });
});
