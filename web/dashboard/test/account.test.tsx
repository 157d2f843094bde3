import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { owner } from './fixtures.ts';
import { open } from './open.tsx';

const permissions = ['orders.read', 'orders.settle', 'keys.manage', 'stores.read'];
const me = { ...owner, permissions, access: [{ platform: true, store_ids: [], permissions }] };
const here = { id: 'ses_1', audience: 'store', browser: 'Firefox', system: 'Linux', network: '203.0.113.0/24', created_at: '2026-03-01T09:00:00Z', used_at: '2026-03-02T09:00:00Z', expires_at: '2026-03-03T09:00:00Z', current: true };
const phone = { ...here, id: 'ses_2', audience: 'site', browser: '', system: '', current: false };
const key = {
  id: 'key_1', account_id: owner.account.id, seller_id: '', name: 'Till', permissions: ['orders.read'], hint: '7xk2', created_at: '2026-03-01T09:00:00Z',
  rotated_at: null, old_until: null, expires_at: null, used_at: null, revoked_at: null,
};
const base = {
  'GET /me': () => me,
  'GET /auth/sessions': () => ({ items: [here, phone] }),
  'GET /keys': () => ({ items: [key], next_cursor: '' }),
  'GET /stores': () => ({ items: [{ id: 'sto_1', seller_id: 'sel_1', name: 'Kiln', handle: 'kiln' }] }),
};

describe('the account page', () => {
  it('shows where one is logged in and ends one, never this one', async () => {
    const { sent } = await open('/account', { ...base, 'DELETE /auth/sessions/ses_2': () => undefined });
    expect(await screen.findByText('Firefox on Linux')).toBeTruthy();
    expect(screen.getByText('Unknown device')).toBeTruthy();
    const outs = screen.getAllByRole('button', { name: 'Log out' });
    expect(outs).toHaveLength(1);
    fireEvent.click(outs[0] as HTMLElement);
    await waitFor(() => expect(sent('DELETE', '/auth/sessions/ses_2')).toHaveLength(1));
  });

  it('asks before it logs out everywhere else', async () => {
    const { sent } = await open('/account', { ...base, 'POST /auth/logout-others': () => undefined });
    await screen.findByText('Firefox on Linux');
    fireEvent.click(screen.getByRole('button', { name: 'Log out everywhere else' }));
    const question = await screen.findByRole('dialog');
    expect(sent('POST', '/auth/logout-others')).toHaveLength(0);
    fireEvent.click(within(question).getByRole('button', { name: 'Log out everywhere else' }));
    await waitFor(() => expect(sent('POST', '/auth/logout-others')).toHaveLength(1));
  });

  it('makes a key with chosen permissions, shows its secret once, and lets it go only when it is kept', async () => {
    const { sent } = await open('/account', { ...base, 'POST /keys': () => ({ key, secret: 'haat_key_once' }) });
    fireEvent.click(await screen.findByRole('button', { name: 'New key' }));
    const form = await screen.findByRole('dialog');
    fireEvent.change(within(form).getByLabelText(/^Name/), { target: { value: 'Till' } });
    fireEvent.change(within(form).getByLabelText('For'), { target: { value: 'sel_1' } });
    expect(within(form).queryByLabelText('Mark as paid, cancel whole orders')).toBeNull();
    fireEvent.click(within(form).getByLabelText('See orders'));
    expect((within(form).getByRole('button', { name: 'New key' }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(within(form).getByLabelText(/^Your password/), { target: { value: 'secret' } });
    fireEvent.click(within(form).getByRole('button', { name: 'New key' }));
    const secret = await screen.findByDisplayValue('haat_key_once');
    expect(sent('POST', '/keys')[0]?.body).toMatchObject({ name: 'Till', seller_id: 'sel_1', permissions: ['orders.read'], password: 'secret' });
    fireEvent.keyDown(secret, { key: 'Escape' });
    expect(screen.getByDisplayValue('haat_key_once')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'I have kept it' }));
    await waitFor(() => expect(screen.queryByDisplayValue('haat_key_once')).toBeNull());
  });

  it('says at the field that the password is wrong and stays', async () => {
    await open('/account', {
      ...base,
      'POST /keys/key_1/rotate': () => {
        throw new Refusal(422, 'identity.wrong_password', { errors: [{ location: 'password', code: 'wrong', message: 'no' }] });
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'New secret' }));
    const form = await screen.findByRole('dialog');
    fireEvent.change(within(form).getByLabelText(/^Your password/), { target: { value: 'wrong' } });
    fireEvent.click(within(form).getByRole('button', { name: 'New secret' }));
    expect(await within(form).findByText('The password is wrong.')).toBeTruthy();
  });

  it('revokes a key after asking', async () => {
    const { sent } = await open('/account', { ...base, 'DELETE /keys/key_1': () => undefined });
    fireEvent.click(await screen.findByRole('button', { name: 'Revoke' }));
    const question = await screen.findByRole('dialog');
    expect(within(question).getByText('Revoke Till?')).toBeTruthy();
    fireEvent.click(within(question).getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(sent('DELETE', '/keys/key_1')).toHaveLength(1));
  });

  it('shows no keys to who may make none', async () => {
    const { sent } = await open('/account', { ...base, 'GET /me': () => owner });
    expect(await screen.findByText('Firefox on Linux')).toBeTruthy();
    expect(screen.queryByText('API keys')).toBeNull();
    expect(sent('GET', '/keys')).toHaveLength(0);
  });

  it('changes one’s name and the language of one’s mail', async () => {
    let account = me.account;
    const { sent } = await open('/account', {
      ...base,
      'GET /me': () => ({ ...me, account }),
      'PATCH /me': ({ body }) => (account = { ...account, ...(body as object) }),
    });
    const form = within(await screen.findByRole('form', { name: 'About you' }));
    expect(form.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    fireEvent.change(form.getByLabelText('Your name'), { target: { value: 'Asha G.' } });
    fireEvent.change(form.getByLabelText('Language of your mail'), { target: { value: 'ne' } });
    fireEvent.click(form.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    expect(sent('PATCH', '/me').map((a) => a.body)).toEqual([{ name: 'Asha G.', locale: 'ne' }]);
    await waitFor(() => expect(form.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true));
  });

  it('asks for the present password for another one, and says which of both is wrong', async () => {
    let refusal: Refusal | null = new Refusal(422, 'identity.wrong_password', { errors: [{ location: 'current_password', code: 'wrong', message: 'no' }] });
    const { sent } = await open('/account', {
      ...base,
      'POST /auth/password': () => {
        if (refusal) throw refusal;
        return {};
      },
    });
    const form = within(await screen.findByRole('form', { name: 'Password' }));
    const now = form.getByLabelText('Present password');
    const next = form.getByLabelText('New password');
    fireEvent.change(now, { target: { value: 'guess' } });
    fireEvent.change(next, { target: { value: 'password1' } });
    fireEvent.click(form.getByRole('button', { name: 'Change the password' }));
    expect(await form.findByText('The password is wrong.')).toBeTruthy();
    refusal = new Refusal(422, 'identity.weak_password', { errors: [{ location: 'password', code: 'guessable', message: 'Too easy.' }] });
    fireEvent.click(form.getByRole('button', { name: 'Change the password' }));
    expect(await form.findByText('Too easy.')).toBeTruthy();
    refusal = null;
    fireEvent.click(form.getByRole('button', { name: 'Change the password' }));
    expect(await screen.findByText('Your password is changed.')).toBeTruthy();
    expect((now as HTMLInputElement).value + (next as HTMLInputElement).value).toBe('');
    expect(sent('POST', '/auth/password')[2]?.body).toEqual({ current_password: 'guess', new_password: 'password1' });
  });

  it('asks for another address, which counts when its mail is answered', async () => {
    const { sent } = await open('/account', { ...base, 'POST /auth/email': () => undefined });
    const form = within(await screen.findByRole('form', { name: 'E-mail address' }));
    expect(form.getByText('owner@haat.example')).toBeTruthy();
    fireEvent.change(form.getByLabelText('New address'), { target: { value: 'asha@haat.example' } });
    fireEvent.change(form.getByLabelText('Present password'), { target: { value: 'secret' } });
    fireEvent.click(form.getByRole('button', { name: 'Change the address' }));
    await waitFor(() => expect(form.getByRole('status').textContent).toContain('asha@haat.example'));
    expect(form.getByText('owner@haat.example')).toBeTruthy();
    expect(sent('POST', '/auth/email').map((a) => a.body)).toEqual([{ email: 'asha@haat.example', password: 'secret' }]);
  });
});
