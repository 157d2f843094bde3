import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import en from '../src/locales/en.json';
import { givable, givesAll, platformPerms, presets, sellerPerms } from '../src/app/permissions.ts';
import type { Me } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const boss: Me = { ...owner, permissions: [...platformPerms], access: [{ platform: true, store_ids: [], permissions: [...platformPerms] }] };
const lead: Me = { ...owner, platform: false, permissions: ['team.manage', 'orders.read', 'orders.write'], access: [{ platform: false, seller_id: 'sel_1', store_ids: [], permissions: ['team.manage', 'orders.read', 'orders.write'] }] };

const member = (id: string, more: object = {}) => ({
  id: `mem_${id}`, account_id: `acc_${id}`, seller_id: '', email: `${id}@haat.example`, name: id === 'new' ? '' : `Name of ${id}`, role: 'staff', permissions: ['orders.read'], pending: false, disabled: false, created_at: '2026-03-01T00:00:00Z', ...more,
});
const self = member('1', { email: owner.account.email, name: 'Asha Gurung', role: 'owner', permissions: [...platformPerms] });
const seller = { id: 'sel_1', name: 'Blue Pots', email: 'blue@pots.example', status: 'approved', house: false, version: 1, created_at: '2026-03-01T00:00:00Z' };

const base = {
  'GET /me': () => boss,
  'GET /settings': () => settings,
  'GET /stores': () => ({ items: [] }),
  'GET /sellers': () => ({ items: [seller, { ...seller, id: 'sel_house', name: 'Haat', house: true }] }),
  'GET /sellers/sel_1': () => seller,
  'GET /team': () => ({ items: [self, member('clerk', { permissions: ['orders.read', 'orders.write'] }), member('new', { pending: true })] }),
};

const write = (box: HTMLElement, value: string) => fireEvent.change(box, { target: { value } });
const invite = async () => {
  fireEvent.click((await screen.findAllByRole('button', { name: 'Invite somebody' }))[0] as HTMLElement);
  return within(await screen.findByRole('dialog'));
};
const refuse = (status: number, code: string, more: object = {}) => () => {
  throw new Refusal(status, code, more);
};

describe('what one may give', () => {
  it('is what one holds where the team is managed, and everything makes an owner', () => {
    expect(givable(boss, '')).toEqual(platformPerms);
    expect(givable(boss, 'sel_1')).toEqual(sellerPerms);
    expect(givesAll(boss, 'sel_1')).toBe(true);
    expect(givable(lead, 'sel_1')).toEqual(['orders.read', 'orders.write', 'team.manage']);
    expect(givable(lead, 'sel_2')).toEqual([]);
    expect(givable(lead, '')).toEqual([]);
    expect(givesAll(lead, 'sel_1')).toBe(false);
    expect(givable({ ...boss, access: [{ platform: true, store_ids: [], permissions: ['orders.read'] }] }, '')).toEqual([]);
  });

  it('has words for each permission', () => {
    for (const p of platformPerms) expect(en, p).toHaveProperty([`permission.${p}`]);
    expect(new Set(platformPerms).size).toBe(platformPerms.length);
  });
});

describe('the team page', () => {
  it('shows the platform’s members in words, and who has not answered', async () => {
    const { sent } = await open('/team', base);
    const rows = within(await screen.findByRole('table', { name: 'Team' }));
    expect(await rows.findByText('Name of clerk')).toBeTruthy();
    expect(rows.getByText('See orders, Work on orders')).toBeTruthy();
    expect(rows.getByText('Everything, as an owner')).toBeTruthy();
    expect(rows.getByText('You')).toBeTruthy();
    expect(rows.getAllByText('Invited')).toHaveLength(1);
    expect(rows.getAllByRole('button', { name: 'Invite again' })).toHaveLength(1);
    expect(sent('GET', '/team')[0]?.query.toString()).toContain('platform=true');
    expect(within(screen.getByRole('navigation', { name: 'Menu' })).getByRole('link', { name: 'Team' })).toBeTruthy();
  });

  it('invites with a preset, in the language of whoever gets the letter', async () => {
    const { sent } = await open('/team', { ...base, 'POST /team': () => member('mail', { pending: true, email: 'mail@haat.example' }) });
    const box = await invite();
    write(box.getByLabelText(/^E-mail/), ' mail@haat.example ');
    write(box.getByLabelText('Language of the letter'), 'ne');
    expect(box.getByRole<HTMLButtonElement>('button', { name: 'Send the invitation' }).disabled).toBe(true);
    fireEvent.click(box.getByLabelText('Work on orders', { selector: '[type=radio]' }));
    fireEvent.click(box.getByRole('button', { name: 'Send the invitation' }));
    expect(await screen.findByText('An invitation goes to mail@haat.example.')).toBeTruthy();
    expect(sent('POST', '/team').map((a) => a.body)).toEqual([{ email: 'mail@haat.example', role: 'staff', permissions: [...presets.orders], name: '', locale: 'ne' }]);
  });

  it('asks again in one step for who has not answered', async () => {
    const { sent } = await open('/team', { ...base, 'POST /team': () => member('new', { pending: true }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Invite again' }));
    expect(await screen.findByText('An invitation goes to new@haat.example.')).toBeTruthy();
    expect(sent('POST', '/team').map((a) => a.body)).toEqual([{ email: 'new@haat.example', role: 'staff', permissions: ['orders.read'] }]);
  });

  it('begins an empty team with the seller’s own address as its owner', async () => {
    const { sent } = await open('/team?seller_id=sel_1', { ...base, 'GET /team': () => ({ items: [] }), 'POST /team': () => member('blue', { seller_id: 'sel_1', pending: true, email: 'blue@pots.example' }) });
    expect(await screen.findByText('Nobody works here yet')).toBeTruthy();
    expect(await screen.findByText('Who works for Blue Pots, and what each may do.')).toBeTruthy();
    const box = await invite();
    expect(box.getByLabelText<HTMLInputElement>(/^E-mail/).value).toBe('blue@pots.example');
    fireEvent.click(box.getByRole('button', { name: 'Send the invitation' }));
    await waitFor(() => expect(sent('POST', '/team')).toHaveLength(1));
    expect(sent('POST', '/team')[0]?.body).toEqual({ email: 'blue@pots.example', role: 'owner', seller_id: 'sel_1', name: '', locale: 'en' });
    expect(sent('GET', '/team')[0]?.query.get('seller_id')).toBe('sel_1');
  });

  it('offers a seller’s lead no more than they hold, and no step against who stands above them', async () => {
    const above = member('boss', { seller_id: 'sel_1', role: 'owner', permissions: [...sellerPerms] });
    const { sent } = await open('/team', { ...base, 'GET /me': () => lead, 'GET /team': () => ({ items: [above, member('clerk', { seller_id: 'sel_1' })] }) });
    const rows = within(await screen.findByRole('table', { name: 'Team' }));
    expect(await rows.findByText('Name of boss')).toBeTruthy();
    expect(rows.getAllByRole('button', { name: 'Remove' })).toHaveLength(1);
    expect(sent('GET', '/team')[0]?.query.get('seller_id')).toBe('sel_1');
    const box = await invite();
    expect(box.queryByLabelText(/^Everything, as an owner/)).toBeNull();
    expect(box.queryByLabelText('Look after products')).toBeNull();
    expect(box.getAllByRole('checkbox')).toHaveLength(3);
  });

  it('says at the permissions that they are more than one holds, and keeps what was typed', async () => {
    await open('/team', { ...base, 'POST /team': refuse(403, 'identity.beyond') });
    const box = await invite();
    write(box.getByLabelText(/^E-mail/), 'x@haat.example');
    fireEvent.click(box.getByLabelText('See reports'));
    fireEvent.click(box.getByRole('button', { name: 'Send the invitation' }));
    const said = await box.findByText('You can give only what you hold yourself.');
    expect(box.getByRole('group', { name: 'In detail' }).getAttribute('aria-describedby')?.split(' ')).toContain(said.id);
    expect(box.queryByRole('alert')).toBeNull();
    expect(box.getByLabelText<HTMLInputElement>(/^E-mail/).value).toBe('x@haat.example');
  });

  it('says at the role that the last owner cannot be less', async () => {
    const { sent } = await open('/team', { ...base, 'POST /team': refuse(409, 'identity.last_owner') });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Change' }))[0] as HTMLElement);
    const box = within(await screen.findByRole('dialog'));
    expect(box.getByText('What Asha Gurung may do')).toBeTruthy();
    expect(box.queryByLabelText(/^E-mail/)).toBeNull();
    fireEvent.click(box.getByLabelText('Look after products'));
    fireEvent.click(box.getByRole('button', { name: 'Save' }));
    const said = await box.findByText('The platform’s last owner cannot go. Make another owner first.');
    expect(box.getByRole('radiogroup', { name: 'May' }).getAttribute('aria-describedby')?.split(' ')).toContain(said.id);
    expect(sent('POST', '/team')[0]?.body).toEqual({ email: owner.account.email, role: 'staff', permissions: [...presets.products] });
  });

  it('removes after asking, and says why it was refused', async () => {
    let last = true;
    const { sent } = await open('/team', {
      ...base,
      'DELETE /team/{id}': () => {
        if (last) throw new Refusal(409, 'identity.last_owner');
      },
    });
    fireEvent.click((await screen.findAllByRole('button', { name: 'Remove' }))[1] as HTMLElement);
    const box = within(await screen.findByRole('dialog'));
    expect(box.getByText('Remove Name of clerk from the team?')).toBeTruthy();
    expect(sent('DELETE', '/team/mem_clerk')).toHaveLength(0);
    fireEvent.click(box.getByRole('button', { name: 'Remove' }));
    expect((await box.findByRole('alert')).textContent).toContain('last owner');
    last = false;
    fireEvent.click(box.getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('Name of clerk is no longer in the team.')).toBeTruthy();
    expect(sent('DELETE', '/team/mem_clerk')).toHaveLength(2);
  });
});

describe('the doors a mail leads to', () => {
  it('let somebody invited choose a password, and mend a weak one', async () => {
    let weak = true;
    const { sent } = await open('/join?token=prf_once', {
      'POST /auth/password-reset/confirm': () => {
        if (weak) throw new Refusal(422, 'identity.weak_password', { errors: [{ location: 'password', code: 'guessable', message: 'Too easy.' }] });
      },
    });
    expect(await screen.findByRole('heading', { name: 'Welcome' })).toBeTruthy();
    const field = screen.getByLabelText(/^New password/);
    write(field, 'password1');
    fireEvent.click(screen.getByRole('button', { name: 'Save the password' }));
    expect(await screen.findByText('Too easy.')).toBeTruthy();
    expect(within(screen.getByRole('main')).queryByRole('alert')).toBeNull();
    weak = false;
    write(field, 'correct horse');
    fireEvent.click(screen.getByRole('button', { name: 'Save the password' }));
    expect(await screen.findByText(/^Your password is kept/)).toBeTruthy();
    expect(sent('POST', '/auth/password-reset/confirm')[1]?.body).toEqual({ token: 'prf_once', password: 'correct horse' });
  });

  it('say that a link is too old and where there is another', async () => {
    await open('/join?token=prf_old', { 'POST /auth/password-reset/confirm': refuse(422, 'identity.bad_token') });
    write(await screen.findByLabelText(/^New password/), 'correct horse');
    fireEvent.click(screen.getByRole('button', { name: 'Save the password' }));
    expect((await screen.findByRole('link', { name: 'Ask for a new link' })).getAttribute('href')).toBe('/dashboard/forgot');
  });

  it('prove an address only when asked to', async () => {
    const { sent } = await open('/verify?token=prf_mail', { 'POST /auth/verify-email': () => undefined });
    const button = await screen.findByRole('button', { name: 'Confirm the address' });
    expect(sent('POST', '/auth/verify-email')).toHaveLength(0);
    fireEvent.click(button);
    expect(await screen.findByText(/^The address is yours/)).toBeTruthy();
    expect(sent('POST', '/auth/verify-email').map((a) => a.body)).toEqual([{ token: 'prf_mail' }]);
  });
});
