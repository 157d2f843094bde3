import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ContentPage } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { owner, sellerMember, settings } from './fixtures.ts';
import { open } from './open.tsx';

const about: ContentPage = {
  id: 'page_1',
  handle: 'about',
  title: 'About us',
  body_html: '<p>Potters.</p>',
  seo: { title: '', description: '' },
  published: true,
  translations: { ar: { title: 'من نحن', body_html: '' } },
  version: 2,
  created_at: '2026-03-01T00:00:00Z',
  updated_at: '2026-03-04T00:00:00Z',
};

const base = {
  'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'content.write'] }),
  'GET /settings': () => ({ ...settings, locales: ['en', 'ar'] }),
  'GET /pages': () => ({ items: [about, { ...about, id: 'page_2', title: 'Draft', published: false }] }),
  'GET /pages/page_1': () => about,
};

const write = (label: RegExp | string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const title = /^Title( \*)?$/;

/** Writes into the HTML behind the editor: what its own text does is rich-editor.test's. */
async function writeHtml(name: string, html: string) {
  await screen.findByRole('textbox', { name });
  fireEvent.click(screen.getByRole('button', { name: 'HTML source' }));
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value: html } });
}

describe('pages', () => {
  it('are listed with what shoppers see of them', async () => {
    await open('/pages', base);
    const hidden = (await screen.findByRole('link', { name: 'Draft' })).closest('tr') as HTMLElement;
    expect(within(hidden).getByText('Hidden')).toBeTruthy();
    expect(within(screen.getByRole('link', { name: 'About us' }).closest('tr') as HTMLElement).getByText('Published')).toBeTruthy();
  });

  it('are made with their text and what search engines are told', async () => {
    const { sent } = await open('/pages/new', { ...base, 'POST /pages': () => about });
    fireEvent.change(await screen.findByRole('textbox', { name: title }), { target: { value: 'About us' } });
    await writeHtml('Text', '<p>Potters.</p>');
    write('Description for search engines', 'Who makes it.');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'About us' })).toBeTruthy();
    expect(sent('POST', '/pages').map((a) => a.body)).toEqual([
      { title: 'About us', body_html: '<p>Potters.</p>', handle: '', published: true, seo: { title: '', description: 'Who makes it.' }, translations: {} },
    ]);
    expect(screen.getByRole('link', { name: /See it in the shop/ }).getAttribute('href')).toBe('/pages/about');
  });

  it('are translated and hidden in one save, on the version that was seen', async () => {
    const { sent } = await open('/pages/page_1', { ...base, 'PATCH /pages/page_1': ({ body }) => ({ ...about, ...(body as object), version: 3 }) });
    fireEvent.change(await screen.findByLabelText('Language of the words'), { target: { value: 'ar' } });
    expect(screen.getByLabelText<HTMLInputElement>('Title (Arabic)').value).toBe('من نحن');
    expect(screen.getByLabelText('Title (Arabic)').closest('[dir]')?.getAttribute('dir')).toBe('rtl');
    await writeHtml('Text (Arabic)', '<p>خزّافون.</p>');
    fireEvent.click(screen.getByRole('switch', { name: /Published/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PATCH', '/pages/page_1')).toHaveLength(1));
    const [saved] = sent('PATCH', '/pages/page_1');
    expect(saved?.headers.get('If-Match')).toBe('"2"');
    expect(saved?.body).toMatchObject({ title: 'About us', body_html: '<p>Potters.</p>', published: false, translations: { ar: { title: 'من نحن', body_html: '<p>خزّافون.</p>' } } });
    // What nobody sees in the shop has no link there.
    await waitFor(() => expect(screen.queryByRole('link', { name: /See it in the shop/ })).toBeNull());
  });

  it('say that an address is taken where it is written', async () => {
    await open('/pages/page_1', {
      ...base,
      'PATCH /pages/page_1': () => {
        throw new Refusal(409, 'content.handle_taken', { errors: [{ location: 'handle', code: 'taken', message: 'Another page has this handle.' }] });
      },
    });
    await screen.findByLabelText('Address');
    write('Address', 'contact');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByLabelText('Address').getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByLabelText<HTMLInputElement>('Address').value).toBe('contact');
  });

  it('are not left by accident, and are deleted once that is confirmed', async () => {
    const { sent } = await open('/pages/page_1', { ...base, 'DELETE /pages/page_1': () => undefined });
    await writeHtml('Text', '<p>Half a sen</p>');
    fireEvent.click(screen.getAllByRole('link', { name: 'Pages' })[0] as HTMLElement);
    const asked = within(await screen.findByRole('dialog', { name: 'Leave this page?' }));
    fireEvent.click(asked.getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const sure = within(await screen.findByRole('dialog', { name: 'Delete About us?' }));
    fireEvent.click(sure.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Pages' })).toBeTruthy();
    expect(sent('DELETE', '/pages/page_1')).toHaveLength(1);
  });

  it('stand in nobody’s menu who may not write them', async () => {
    await open('/', { ...base, 'GET /me': () => sellerMember });
    const menu = within(await screen.findByRole('navigation', { name: 'Menu' }));
    expect(menu.getByRole('link', { name: 'Products' })).toBeTruthy();
    for (const name of ['Categories', 'Collections', 'Pages']) expect(menu.queryByRole('link', { name })).toBeNull();
  });
});
