import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Palette } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const scheme = {
  paper: '#fdfdfc', raised: '#ffffff', ground: '#f2f2ec', ground_strong: '#e8e8df', ink: '#17211b', ink_soft: '#58625b', line: '#e0e1da', line_strong: '#828a83', inverse: '#1d2a23',
  on_inverse: '#f5f5f0', accent: '#f5ab35', accent_strong: '#e99a1c', accent_soft: '#fdf1dc', on_accent: '#1b1405', accent_on_inverse: '#f5ab35', focus: '#17211b',
  contrast: [{ pair: 'text' as const, ratio: 16.12, least: 4.5 }, { pair: 'button' as const, ratio: 5.04, least: 4.5 }],
};
const palette: Palette = { light: scheme, dark: scheme, accent_ratio: 1.7, accent_least: 1.5, nearest: '#f5ab35', dark_adjusted: false };

const base = {
  'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'settings.write'] }),
  'GET /settings': () => ({ ...settings, locales: ['en', 'ar'] }),
  'GET /settings/palette': () => palette,
};

describe('the appearance', () => {
  it('shows how well everything can be read, as a number and a word', async () => {
    await open('/appearance', base);
    const rows = await screen.findAllByRole('row');
    expect(rows.map((r) => r.textContent)).toEqual(['Text16.1 : 1very good', 'Text on buttons5.0 : 1good', 'Text16.1 : 1very good', 'Text on buttons5.0 : 1good']);
  });

  it('says at once that nobody could see a colour, and offers the nearest that works', async () => {
    const { sent } = await open('/appearance', {
      ...base,
      'GET /settings/palette': ({ query }) => (query.get('accent') === '#fff176' ? { ...palette, accent_ratio: 1.03, nearest: '#d5c744' } : palette),
      'PATCH /settings': ({ body }) => ({ ...settings, ...(body as object), version: 2 }),
    });
    fireEvent.change(await screen.findByLabelText('Accent colour'), { target: { value: '#fff176' } });
    expect(await screen.findByText(/a contrast of 1.03 to 1. It needs 1.5/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Use #d5c744' }));
    await waitFor(() => expect(screen.queryByText(/a contrast of 1.03/)).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PATCH', '/settings')).toHaveLength(1));
    const [saved] = sent('PATCH', '/settings');
    expect(saved?.headers.get('If-Match')).toBe('"1"');
    expect(saved?.body).toEqual({ appearance: { ...settings.appearance, accent: '#d5c744' } });
  });

  it('writes the footer in one language at a time and puts what was refused beside its field', async () => {
    const { sent } = await open('/appearance', {
      ...base,
      'PATCH /settings': () => {
        throw new Refusal(422, 'settings.invalid', { errors: [{ location: 'appearance.footer_columns[0].links[0].href', code: 'format', message: 'Give a path of this shop.' }] });
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a column' }));
    const column = within(screen.getByRole('group', { name: 'Column 1' }));
    fireEvent.change(column.getByLabelText('Title'), { target: { value: 'Help' } });
    fireEvent.click(column.getByRole('button', { name: 'Add a link' }));
    fireEvent.change(column.getByLabelText('Text'), { target: { value: 'Story' } });
    fireEvent.change(column.getByLabelText('Leads to'), { target: { value: 'javascript:alert(1)' } });
    fireEvent.change(screen.getByLabelText('Language of the texts below'), { target: { value: 'ar' } });
    fireEvent.change(column.getByLabelText('Title'), { target: { value: 'مساعدة' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(column.getByLabelText('Leads to').getAttribute('aria-invalid')).toBe('true'));
    expect(sent('PATCH', '/settings')[0]?.body).toMatchObject({
      appearance: { footer_columns: [{ title: { en: 'Help', ar: 'مساعدة' }, links: [{ text: { en: 'Story' }, href: 'javascript:alert(1)' }] }] },
    });
  });

  it('takes a picture from the device into the library', async () => {
    const { sent } = await open('/appearance', {
      ...base,
      'POST /media': () => ({ id: 'img_1', url: '/media/logo.png', width: 300, height: 80 }),
      'PATCH /settings': ({ body }) => ({ ...settings, ...(body as object), version: 2 }),
    });
    const logo = within(await screen.findByRole('group', { name: 'Logo' }));
    fireEvent.click(logo.getByRole('button', { name: 'Choose a picture: Logo' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Choose a picture: Logo' }));
    fireEvent.change(dialog.getByLabelText('Upload', { selector: 'input' }), { target: { files: [new File(['x'], 'logo.png', { type: 'image/png' })] } });
    expect(await dialog.findByText('Uploaded')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Done' }));
    expect((await logo.findByRole('img')).getAttribute('src')).toBe('/media/logo.png');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PATCH', '/settings')[0]?.body).toMatchObject({ appearance: { logo: { url: '/media/logo.png', width: 300, height: 80 } } }));
    await screen.findAllByText('The shop wears its new look.');
    fireEvent.click(screen.getByRole('button', { name: 'Remove: Logo' }));
    await waitFor(() => expect(screen.queryByRole('img', { name: 'Logo' })).toBeNull());
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Choose a picture: Logo');
    fireEvent.click(logo.getByRole('button', { name: 'Undo' }));
    expect(logo.getByRole('img').getAttribute('src')).toBe('/media/logo.png');
  });

  it('is closed to who may not change settings', async () => {
    await open('/appearance', { ...base, 'GET /me': () => owner });
    expect(((await screen.findByLabelText('Accent colour')) as HTMLInputElement).disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Appearance' })).toBeNull();
  });
});
