import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { owner, sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const seller = (id: string, name: string, house = false) => ({ id, name, email: `${id}@haat.example`, status: 'approved', house, version: 1, created_at: '2026-03-01T00:00:00Z' });
const made = { id: 'sto_9', seller_id: 'sel_house', handle: 'tea-room', name: 'Tea room', description: '', email: '', status: 'active', policies: { shipping: '', returns: '' }, version: 1, created_at: '2026-03-01T00:00:00Z' };

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

describe('a seller', () => {
  it('is taken on by staff under their name', async () => {
    const { sent } = await open('/sellers', { ...base, 'POST /sellers': () => seller('sel_n', 'New Pots') });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a seller' }));
    const box = within(await screen.findByRole('dialog'));
    write(box.getByLabelText(/^Name/), 'New Pots');
    write(box.getByLabelText(/^E-mail/), 'new@pots.example');
    fireEvent.click(box.getByRole('button', { name: 'Add a seller' }));
    expect(await screen.findByText('The seller is added.')).toBeTruthy();
    expect(sent('POST', '/sellers').map((a) => a.body)).toEqual([{ name: 'New Pots', email: 'new@pots.example' }]);
  });
});
