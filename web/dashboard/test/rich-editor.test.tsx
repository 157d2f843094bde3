import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { owner, product, settings } from './fixtures.ts';
import { open } from './open.tsx';

const opened = async (description_html: string, more: Parameters<typeof open>[1] = {}) => {
  const kept = { ...product, description_html };
  const { sent } = await open('/products/prod_1', {
    'GET /me': () => owner,
    'GET /settings': () => settings,
    'GET /categories': () => ({ items: [] }),
    'GET /stores': () => ({ items: [] }),
    'GET /products/prod_1': () => kept,
    'PATCH /products/prod_1': ({ body }) => ({ ...kept, ...(body as object), variants: product.variants, version: 5 }),
    ...more,
  });
  const text = await screen.findByRole('textbox', { name: 'Description' });
  return { text, saved: async () => (await waitFor(() => sent('PATCH', '/products/prod_1')[0]?.body ?? Promise.reject(new Error('not saved')))) as { description_html: string } };
};

const field = () => screen.getByRole('textbox', { name: 'Description' });
const tool = (name: string) => within(screen.getByRole('toolbar', { name: 'Formatting' })).getByRole('button', { name });
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
const dirty = () => screen.queryByText('Unsaved changes') !== null;
const describing = (e: Element) => (e.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');

describe('the description of a product', () => {
  it('is shown as it will be read, and looking at it changes nothing', async () => {
    const { text } = await opened('Thrown <b>by hand</b>.\n<ul>\n<li>Dishwasher safe</li></ul>');
    expect(text.getAttribute('contenteditable')).toBe('true');
    expect(text.querySelector('strong')?.textContent).toBe('by hand');
    expect(within(text).getByRole('listitem').textContent).toBe('Dishwasher safe');
    expect(describing(text)).toContain('What shoppers read');
    fireEvent.focus(text);
    fireEvent.click(tool('HTML source'));
    expect((field() as HTMLTextAreaElement).value).toBe('Thrown <b>by hand</b>.\n<ul>\n<li>Dishwasher safe</li></ul>');
    expect(document.activeElement).toBe(field());
    fireEvent.click(tool('HTML source'));
    expect(field().getAttribute('contenteditable')).toBe('true');
    expect(document.activeElement).toBe(field());
    expect(dirty()).toBe(false);
  });

  it('is changed by the tools, and clean again when it is what it was', async () => {
    const { text, saved } = await opened('Thrown <b>by hand</b>.');
    fireEvent.click(tool('Heading'));
    await waitFor(() => expect(text.querySelector('h2')?.textContent).toBe('Thrown by hand.'));
    expect(tool('Heading').getAttribute('aria-pressed')).toBe('true');
    expect(dirty()).toBe(true);
    fireEvent.click(tool('Undo'));
    await waitFor(() => expect(dirty()).toBe(false));
    fireEvent.click(tool('List'));
    await waitFor(() => expect(dirty()).toBe(true));
    fireEvent.click(save());
    expect((await saved()).description_html).toBe('<ul>\n<li>Thrown <strong>by hand</strong>.</li>\n</ul>');
  });

  it('keeps a table with its merged cells while something else changes', async () => {
    const { saved } = await opened('<p>Sizes</p><table><tbody><tr><th colspan="2" scope="col">Mug</th></tr><tr><td>Height</td><td>9 cm</td></tr></tbody></table>');
    fireEvent.click(tool('Heading'));
    await waitFor(() => expect(dirty()).toBe(true));
    fireEvent.click(save());
    expect((await saved()).description_html.replaceAll('\n', '')).toBe('<h2>Sizes</h2><table><tbody><tr><th colspan="2" scope="col">Mug</th></tr><tr><td>Height</td><td>9 cm</td></tr></tbody></table>');
  });

  it('is shown as HTML where something would be lost, until somebody who was told wants it otherwise', async () => {
    const html = '<p>Thrown by hand.</p><figure><img src="/media/a.png" alt="A mug"></figure>';
    const { text } = await opened(html);
    expect((text as HTMLTextAreaElement).value).toBe(html);
    expect(describing(text)).toMatch(/so that nothing is lost.*<figure><img>/);
    fireEvent.click(tool('HTML source'));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Keep it' }));
    expect((field() as HTMLTextAreaElement).value).toBe(html);
    fireEvent.click(tool('HTML source'));
    const asked = await screen.findByRole('dialog');
    expect(asked.textContent).toContain('<img>');
    fireEvent.click(within(asked).getByRole('button', { name: 'Use the editor' }));
    await waitFor(() => expect(field().getAttribute('contenteditable')).toBe('true'));
    // Nothing was changed yet, so nothing is lost yet; and the question sent no form.
    expect(dirty()).toBe(false);
    fireEvent.click(tool('HTML source'));
    expect((field() as HTMLTextAreaElement).value).toBe(html);
  });

  it('is nothing when it is emptied', async () => {
    const { text, saved } = await opened('<p>Thrown by hand.</p><p>Twice.</p>');
    fireEvent.keyDown(text, { key: 'a', ctrlKey: true });
    fireEvent.keyDown(text, { key: 'Backspace' });
    await waitFor(() => expect(text.textContent).toBe(''));
    fireEvent.click(save());
    expect((await saved()).description_html).toBe('');
  });

  it('says what was refused at its place', async () => {
    const { text } = await opened('<p>Thrown by hand.</p>', {
      'PATCH /products/prod_1': () => {
        throw new Refusal(422, 'validation', { errors: [{ location: 'body.description_html', code: 'too_long', message: 'This is too long.' }] });
      },
    });
    fireEvent.click(tool('Quotation'));
    await waitFor(() => expect(dirty()).toBe(true));
    fireEvent.click(save());
    await waitFor(() => expect(text.getAttribute('aria-invalid')).toBe('true'));
    expect(describing(text)).toContain('This is too long.');
    expect(text.getAttribute('role')).toBe('textbox');
  });

  it('is only read by who may not change it', async () => {
    const { text } = await opened('<p>Thrown by hand.</p>', { 'GET /me': () => ({ ...owner, permissions: owner.permissions.filter((p) => p !== 'products.write') }) });
    expect(text.getAttribute('contenteditable')).toBe('false');
    expect(text.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(tool('Heading'));
    expect(text.querySelector('h2')).toBeNull();
  });

  it('has tools that are one stop of the Tab key, and walked by arrows', async () => {
    await opened('<p>Thrown by hand.</p>');
    const all = within(screen.getByRole('toolbar', { name: 'Formatting' })).getAllByRole('button');
    expect(all.filter((b) => b.tabIndex === 0)).toEqual([all[0]]);
    all[0]?.focus();
    for (const at of [1, 2, 3]) {
      fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowRight' });
      expect(document.activeElement).toBe(all[at]);
    }
    fireEvent.keyDown(document.activeElement as Element, { key: 'End' });
    expect(document.activeElement).toBe(tool('HTML source'));
    expect(all.filter((b) => b.tabIndex === 0)).toEqual([tool('HTML source')]);
  });

  it('links only to where a link may lead', async () => {
    const { text, saved } = await opened('');
    fireEvent.click(tool('Link'));
    const where = await screen.findByLabelText('Leads to');
    fireEvent.change(where, { target: { value: 'javascript:alert(1)' } });
    fireEvent.keyDown(where, { key: 'Enter' });
    await waitFor(() => expect(where.getAttribute('aria-invalid')).toBe('true'));
    expect(text.querySelector('a')).toBeNull();
    fireEvent.change(where, { target: { value: 'kiln.example' } });
    fireEvent.keyDown(where, { key: 'Enter' });
    await waitFor(() => expect(text.querySelector('a')?.textContent).toBe('kiln.example'));
    fireEvent.click(save());
    expect((await saved()).description_html).toBe('<p><a href="https://kiln.example">kiln.example</a></p>');
  });
});
