import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const kiln = {
  id: 'sto_1',
  seller_id: 'sel_1',
  handle: 'kiln',
  name: 'Kiln',
  description: '',
  email: 'kiln@haat.example',
  phone: '',
  logo_url: '',
  status: 'active',
  address: { country: 'NP', city: 'Patan', line1: '4 Mangal Bazaar', postcode: '44700' },
  policies: { shipping: '', returns: '' },
  version: 3,
  created_at: '2026-03-01T00:00:00Z',
};

const base = {
  'GET /me': () => ({ ...sellerMember, permissions: [...sellerMember.permissions, 'stores.read', 'stores.write'] }),
  'GET /settings': () => settings,
  'GET /stores': () => ({ items: [kiln] }),
  'GET /stores/sto_1': () => kiln,
};

const write = (label: RegExp | string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the page of a store', () => {
  it('saves its logo, telephone and place, and keeps of its address what it does not ask for', async () => {
    const { sent } = await open('/stores/sto_1', {
      ...base,
      'GET /stores/sto_1': () => ({ ...kiln, address: { ...kiln.address, company: 'Kiln Pvt. Ltd.' } }),
      'POST /media': () => ({ id: 'img_1', url: '/media/kiln.png', width: 80, height: 80 }),
      'PATCH /stores/sto_1': ({ body }) => ({ ...kiln, ...(body as object), version: 4 }),
    });
    const logo = within(await screen.findByRole('group', { name: 'Logo' }));
    fireEvent.click(logo.getByRole('button', { name: 'Choose a picture: Logo' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Choose a picture: Logo' }));
    fireEvent.change(dialog.getByLabelText('Upload', { selector: 'input' }), { target: { files: [new File(['x'], 'kiln.png', { type: 'image/png' })] } });
    expect(await dialog.findByText('Uploaded')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Done' }));
    write('Phone', '+977 1 5550100');
    write(/City/, 'Lalitpur');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PATCH', '/stores/sto_1')).toHaveLength(1));
    const [saved] = sent('PATCH', '/stores/sto_1');
    expect(saved?.headers.get('If-Match')).toBe('"3"');
    expect(saved?.body).toMatchObject({ logo_url: '/media/kiln.png', phone: '+977 1 5550100', address: { ...kiln.address, company: 'Kiln Pvt. Ltd.', city: 'Lalitpur' } });
  });

  it('puts what was refused of the place beside its field', async () => {
    await open('/stores/sto_1', {
      ...base,
      'PATCH /stores/sto_1': () => {
        throw new Refusal(422, 'seller.invalid', { errors: [{ location: 'address.city', code: 'length', message: 'This is too long.' }] });
      },
    });
    await screen.findByRole('heading', { name: 'Where it is' });
    write(/City/, 'Lalitpur');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByLabelText(/City/).getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByLabelText<HTMLInputElement>(/City/).value).toBe('Lalitpur');
  });

  it('is not left by accident with changes in it, and asks nothing once they are saved', async () => {
    let now: object = kiln;
    await open('/stores/sto_1', {
      ...base,
      'GET /stores/sto_1': () => now,
      'PATCH /stores/sto_1': ({ body }) => (now = { ...kiln, ...(body as object), version: 4 }),
    });
    const menu = within((await screen.findAllByRole('navigation', { name: 'Menu' }))[0] as HTMLElement);
    await screen.findByLabelText('Phone');
    write('Phone', '1');
    fireEvent.click(menu.getByRole('link', { name: 'Stores' }));
    const asked = within(await screen.findByRole('dialog', { name: 'Leave this page?' }));
    fireEvent.click(asked.getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByLabelText<HTMLInputElement>('Phone').value).toBe('1');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    // Nothing is left to save: the notice may be one of a test before.
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true));
    fireEvent.click(menu.getByRole('link', { name: 'Stores' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Stores' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
