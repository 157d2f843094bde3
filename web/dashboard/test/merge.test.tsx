import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { mergeDraft } from '../src/parts/mergeDraft.ts';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

describe('a form of what somebody else saves meanwhile', () => {
  it('takes over what was not touched, and nothing else', () => {
    expect(mergeDraft({ a: 'x', b: 'y', c: ['1'] }, { a: 'mine', b: 'y', c: ['1'] }, { a: 'theirs', b: 'z', c: ['2'] })).toEqual({ a: 'mine', b: 'z', c: ['2'] });
    const words = (en: string, ar?: string) => ({ translations: { en: { title: en, text: '' }, ...(ar && { ar: { title: ar, text: '' } }) }, logo: { url: en, width: 1 } });
    expect(mergeDraft(words('Mug', 'كوب'), words('Cup', 'كوب'), { ...words('Mug', 'فنجان'), logo: { url: '/new.png', width: 2 } })).toEqual({
      translations: { en: { title: 'Cup', text: '' }, ar: { title: 'فنجان', text: '' } },
      logo: { url: 'Cup', width: 1 }, // a picture is one thing: never one's address with another's size
    });
    expect(mergeDraft(words('Mug', 'كوب'), words('Mug'), words('Cup', 'كوب'))).toEqual(words('Cup'));
    // A form fills in what it shows: what it found empty and left empty was not touched.
    expect(mergeDraft({ address: { city: 'Patan' } }, { address: { city: 'Patan', line2: '' } }, { address: { city: 'Patan', line2: 'Back door' } })).toEqual({ address: { city: 'Patan', line2: 'Back door' } });
  });

  it('keeps what was typed, shows what is theirs, and saves on their version', async () => {
    let now = { ...settings, version: 1, name: 'Bazaar', support_email: 'old@haat.example' };
    const { sent } = await open('/settings', {
      'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'settings.write'] }),
      'GET /settings': () => now,
      'PATCH /settings': ({ headers, body }) => {
        if (headers.get('If-Match') !== `"${now.version}"`) throw new Refusal(412, 'settings.stale');
        now = { ...now, ...(body as object), version: now.version + 1 };
        return now;
      },
    });
    const name = await screen.findByLabelText<HTMLInputElement>(/^Name/);
    now = { ...now, version: 2, support_email: 'help@haat.example' };
    fireEvent.change(name, { target: { value: 'Souk' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const notice = within(await screen.findByText('Somebody else saved changes meanwhile').then((e) => e.closest('[role="alert"]') as HTMLElement));
    expect(notice.getByText(/What you typed is still here/)).toBeTruthy();
    expect(name.value).toBe('Souk');
    expect(screen.getByDisplayValue('help@haat.example')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true));
    expect(now).toMatchObject({ version: 3, name: 'Souk', support_email: 'help@haat.example' });
    expect(sent('PATCH', '/settings').map((a) => a.headers.get('If-Match'))).toEqual(['"1"', '"2"']);
    expect(screen.queryByText('Somebody else saved changes meanwhile')).toBeNull();
  });
});
