import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { owner, product, settings } from './fixtures.ts';
import { open } from './open.tsx';

const base = {
  'GET /me': () => owner,
  'GET /settings': () => settings,
  'GET /categories': () => ({ items: [] }),
  'GET /stores': () => ({ items: [] }),
  'GET /products/prod_1': () => product,
};

const file = (name: string, type = 'image/png') => new File([name], name, { type });
const choose = async (...files: File[]) => fireEvent.change(await screen.findByLabelText('Upload', { selector: 'input' }), { target: { files } });
const cell = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));
const patch = (sent: Awaited<ReturnType<typeof open>>['sent']) => sent('PATCH', '/products/prod_1')[0]?.body as { title: string; images: unknown[]; variants: Record<string, unknown>[] };

describe('pictures of a product', () => {
  it('arrive in the order they were given, and nothing typed meanwhile is lost', async () => {
    let n = 0;
    const { sent } = await open('/products/prod_1', {
      ...base,
      'POST /media': () => ({ id: `img_${++n}`, url: `/media/${n}.png`, width: 40, height: 30 }),
      'PATCH /products/prod_1': ({ body }) => ({ ...product, ...(body as object), variants: product.variants, version: 5 }),
    });
    await choose(file('front.png'), file('back.png'), file('scan.tiff', 'image/tiff'));
    // Saved now, the product would be without them.
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    expect(screen.getByText('Pictures are on their way')).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox', { name: /^Title( \*)?$/ }), { target: { value: 'Mug' } });
    expect((await screen.findByRole('alert')).textContent).toContain('scan.tiff');
    const gallery = await screen.findByRole('list', { name: 'Pictures' });
    await waitFor(() => expect(within(gallery).getAllByRole('listitem')).toHaveLength(2));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Title( \*)?$/ }).value).toBe('Mug');
    fireEvent.change(cell('What picture 2 shows'), { target: { value: 'From behind' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make picture 2 the main one' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove picture 2' }));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    save();
    await waitFor(() => expect(patch(sent)).toBeTruthy());
    expect(patch(sent).title).toBe('Mug');
    expect(patch(sent).images).toEqual([
      { url: '/media/2.png', alt: 'From behind', width: 40, height: 30 },
      { url: '/media/1.png', alt: 'Mug', width: 40, height: 30 },
    ]);
    expect(sent('POST', '/media')).toHaveLength(2);
  });

  it('that did not arrive say why beside their name, and are sent again', async () => {
    let full = true;
    await open('/products/prod_1', {
      ...base,
      'POST /media': () => {
        if (full) throw new Refusal(413, 'test.full', { detail: 'The disk is full.' });
        return { id: 'img_1', url: '/media/1.png', width: 40, height: 30 };
      },
    });
    await choose(file('front.png'));
    const row = (await screen.findByText('The disk is full.')).closest('li');
    expect(row?.textContent).toContain('front.png');
    full = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again: front.png' }));
    expect(await screen.findByRole('list', { name: 'Pictures' })).toBeTruthy();
    expect(screen.queryByText('The disk is full.')).toBeNull();
  });

  it('are told what is wrong at the picture it is about', async () => {
    const pictured = { ...product, images: ['a', 'b'].map((name) => ({ url: `/media/${name}.png`, alt: name, width: 1, height: 1 })) };
    await open('/products/prod_1', {
      ...base,
      'GET /products/prod_1': () => pictured,
      'PATCH /products/prod_1': () => {
        throw new Refusal(422, 'validation', { errors: [{ location: 'body.images[1].alt', code: 'too_long', message: 'At most 500 characters.' }] });
      },
    });
    fireEvent.change(await screen.findByLabelText('What picture 2 shows'), { target: { value: 'long' } });
    save();
    await waitFor(() => expect(cell('What picture 2 shows').getAttribute('aria-invalid')).toBe('true'));
    expect(cell('What picture 1 shows').getAttribute('aria-invalid')).not.toBe('true');
  });
});

describe('the variants of a product', () => {
  it('are marked until they are saved, and fill down', async () => {
    const { sent } = await open('/products/prod_1', { ...base, 'PATCH /products/prod_1': () => ({ ...product, version: 5 }) });
    const grid = await screen.findByRole('grid', { name: 'Variants, prices and stock' });
    expect(within(grid).getAllByRole('rowheader').map((h) => h.textContent)).toEqual(['Sand', 'Ink']);
    expect(cell('SKU, Ink').getAttribute('aria-describedby')).toBeNull();
    fireEvent.change(cell('SKU, Ink'), { target: { value: 'INK-2' } });
    expect(document.getElementById(cell('SKU, Ink').getAttribute('aria-describedby') ?? '')?.textContent).toBe('Not saved yet');
    act(() => cell('Stock, Sand').focus());
    fireEvent.change(cell('Stock, Sand'), { target: { value: '9' } });
    fireEvent.keyDown(cell('Stock, Sand'), { key: 'd', ctrlKey: true });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Back-order, Ink' }));
    save();
    await waitFor(() => expect(patch(sent)).toBeTruthy());
    expect(patch(sent).variants).toMatchObject([
      { id: 'var_sand', stock: 9, allow_backorder: false },
      { id: 'var_ink', stock: 9, sku: 'INK-2', allow_backorder: true },
    ]);
  });

  it('show what was refused at its cell until that is changed, and the rest above the grid', async () => {
    await open('/products/prod_1', {
      ...base,
      'PATCH /products/prod_1': () => {
        const at = (location: string, message: string) => ({ location: `body.variants${location}`, code: 'x', message });
        throw new Refusal(422, 'validation', { errors: [at('[1].sku', 'Another product has this SKU.'), at('[0].prices[0].compare_at', 'Below the price.'), at('[0].option_values', 'There twice.')] });
      },
    });
    fireEvent.change(await screen.findByLabelText('SKU, Ink'), { target: { value: 'TAKEN' } });
    save();
    await waitFor(() => expect(cell('SKU, Ink').getAttribute('aria-invalid')).toBe('true'));
    expect(cell('SKU, Sand').getAttribute('aria-invalid')).toBeNull();
    expect(cell('Former price, Sand').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText('There twice.').length).toBeGreaterThan(0);
    fireEvent.change(cell('SKU, Ink'), { target: { value: 'FREE' } });
    expect(cell('SKU, Ink').getAttribute('aria-invalid')).toBeNull();
    expect(cell('Former price, Sand').getAttribute('aria-invalid')).toBe('true');
  });

  it('do not scold an empty form before it was tried', async () => {
    await open('/products/new', base);
    const price = await screen.findByLabelText('Price (USD), The only variant');
    expect(price.getAttribute('aria-invalid')).toBeNull();
    save();
    await waitFor(() => expect(price.getAttribute('aria-invalid')).toBe('true'));
  });
});
