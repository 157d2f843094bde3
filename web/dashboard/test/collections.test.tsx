import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Collection, ProductRow } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { owner, product, settings } from './fixtures.ts';
import { open } from './open.tsx';

const fresh: Collection = { id: 'col_1', handle: 'new', title: 'New', description_html: '<p>Just in.</p>', image_url: '', position: 1, translations: {}, version: 2, created_at: '2026-03-01T00:00:00Z' };

const row = (id: string, title: string): ProductRow => ({
  id,
  handle: id,
  title,
  status: 'active',
  moderation: 'approved',
  store: { id: 'sto_1', handle: 'kiln', name: 'Kiln' },
  image: null,
  prices: [],
  variants: 1,
  available: 3,
  in_stock: true,
  version: 4,
  created_at: '2026-03-01T00:00:00Z',
  updated_at: '2026-03-01T00:00:00Z',
});

const base = {
  'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'catalog.manage'] }),
  'GET /settings': () => settings,
  'GET /collections': () => ({ items: [fresh] }),
  'GET /collections/col_1': () => fresh,
  'GET /collections/col_1/products': () => ({ items: [row('prod_1', 'Clay mug')] }),
};

const write = (label: RegExp | string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const title = /^Title( \*)?$/;

/** Writes into the HTML behind the editor: what its own text does is rich-editor.test's. */
async function writeHtml(name: string, html: string) {
  await screen.findByRole('textbox', { name });
  fireEvent.click(screen.getByRole('button', { name: 'HTML source' }));
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value: html } });
}

describe('collections', () => {
  it('are listed, and one is made and opened', async () => {
    const { sent } = await open('/collections', { ...base, 'POST /collections': () => fresh });
    expect(await screen.findByRole('link', { name: 'New' })).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Add collection' }));
    fireEvent.change(await screen.findByRole('textbox', { name: title }), { target: { value: 'New' } });
    write('Position', '1');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'New' })).toBeTruthy();
    expect(sent('POST', '/collections').map((a) => a.body)).toEqual([{ title: 'New', description_html: '', handle: '', image_url: '', position: 1, translations: {} }]);
  });

  it('are edited on the version that was seen; what was refused stands at its field', async () => {
    let refuses = true;
    const { sent } = await open('/collections/col_1', {
      ...base,
      'PATCH /collections/col_1': ({ body }) => {
        if (refuses) throw new Refusal(422, 'catalog.invalid', { errors: [{ location: 'description_html', code: 'too_long', message: 'This is too long.' }] });
        return { ...fresh, ...(body as object), version: 3 };
      },
    });
    await writeHtml('Description', '<p>All new.</p>');
    expect(screen.getByText('Unsaved changes')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Description' }).getAttribute('aria-invalid')).toBe('true'));
    refuses = false;
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByText('Unsaved changes')).toBeNull());
    const saved = sent('PATCH', '/collections/col_1')[1];
    expect(saved?.headers.get('If-Match')).toBe('"2"');
    expect(saved?.body).toMatchObject({ title: 'New', description_html: '<p>All new.</p>', position: 1 });
  });

  it('are deleted once that is confirmed', async () => {
    const { sent } = await open('/collections/col_1', { ...base, 'DELETE /collections/col_1': () => undefined });
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const asked = within(await screen.findByRole('dialog', { name: 'Delete New?' }));
    expect(sent('DELETE', '/collections/col_1')).toHaveLength(0);
    fireEvent.click(asked.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Collections' })).toBeTruthy();
    expect(sent('DELETE', '/collections/col_1')).toHaveLength(1);
  });
});

describe('the products of a collection', () => {
  it('are looked for and put in, beside the collections they stand in already', async () => {
    let there = [row('prod_1', 'Clay mug')];
    const { asked, sent } = await open('/collections/col_1', {
      ...base,
      'GET /collections/col_1/products': () => ({ items: there }),
      'GET /products': ({ query }) => ({ items: query.get('q') === 'bowl' ? [row('prod_2', 'Bowl')] : [row('prod_1', 'Clay mug'), row('prod_2', 'Bowl')] }),
      'GET /products/prod_2': () => ({ ...product, id: 'prod_2', collection_ids: ['col_9'] }),
      'PATCH /products/prod_2': () => {
        there = [...there, row('prod_2', 'Bowl')];
        return { ...product, id: 'prod_2', version: 5 };
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Add products' }));
    const box = within(await screen.findByRole('dialog', { name: 'Add products to New' }));
    expect((await box.findByRole<HTMLButtonElement>('button', { name: 'In it: Clay mug' })).disabled).toBe(true);
    fireEvent.change(box.getByRole('searchbox'), { target: { value: 'bowl' } });
    fireEvent.keyDown(box.getByRole('searchbox'), { key: 'Enter' });
    await waitFor(() => expect(asked.some((a) => a.path === '/products' && a.query.get('q') === 'bowl')).toBe(true));
    await waitFor(() => expect(box.queryByText('Clay mug')).toBeNull());
    fireEvent.click(box.getByRole('button', { name: 'Put in: Bowl' }));
    expect((await box.findByRole<HTMLButtonElement>('button', { name: 'In it: Bowl' })).disabled).toBe(true);
    const [put] = sent('PATCH', '/products/prod_2');
    expect(put?.headers.get('If-Match')).toBe('"4"');
    expect(put?.body).toEqual({ collection_ids: ['col_9', 'col_1'] });
  });

  it('are taken out, and that can be taken back', async () => {
    let there = ['col_1'];
    const { sent } = await open('/collections/col_1', {
      ...base,
      'GET /collections/col_1/products': () => ({ items: there.includes('col_1') ? [row('prod_1', 'Clay mug')] : [] }),
      'GET /products/prod_1': () => ({ ...product, collection_ids: there }),
      'PATCH /products/prod_1': ({ body }) => {
        there = (body as { collection_ids: string[] }).collection_ids;
        return product;
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Take out: Clay mug' }));
    expect(await screen.findByText('No products in it yet')).toBeTruthy();
    const told = (await screen.findByText('Clay mug is no longer in the collection.')).parentElement as HTMLElement;
    fireEvent.click(within(told).getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: 'Take out: Clay mug' })).toBeTruthy();
    expect(sent('PATCH', '/products/prod_1').map((a) => a.body)).toEqual([{ collection_ids: [] }, { collection_ids: ['col_1'] }]);
  });

  it('are only looked at by who may not write products', async () => {
    await open('/collections/col_1', { ...base, 'GET /me': () => ({ ...owner, permissions: ['products.read', 'catalog.manage'] }) });
    expect(await screen.findByRole('link', { name: 'Clay mug' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add products' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Take out: Clay mug' })).toBeNull();
  });
});
