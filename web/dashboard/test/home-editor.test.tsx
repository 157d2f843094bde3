import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Home } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { homeRoutes, savedHome, section } from './fixtures.ts';
import { open } from './open.tsx';

const titles = () => within(screen.getByRole('list', { name: 'Sections of the home page' })).getAllByRole('heading', { level: 2 }).map((h) => h.textContent);
const unfold = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name, expanded: false }));

describe('the home page editor', () => {
  it('moves a section, tells so, keeps the focus and saves under the version it read', async () => {
    const { sent } = await open('/home-page', { ...homeRoutes, 'PUT /home': ({ body }) => ({ ...(body as object), version: 5 }) });
    const up = await screen.findByRole('button', { name: 'Move Meet them up' });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    fireEvent.click(up);
    expect(titles()).toEqual(['StoresMeet them', 'Opening pictureOpen']);
    expect(screen.getByText('Meet them is now 1 of 2.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Meet them up'));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PUT', '/home')).toHaveLength(1));
    expect(sent('PUT', '/home')[0]?.headers.get('If-Match')).toBe('"4"');
    expect(sent('PUT', '/home')[0]?.body).toEqual({ sections: [savedHome.sections[1], savedHome.sections[0]] });
    await waitFor(() => expect(screen.queryByText('Unsaved changes')).toBeNull());
  });

  it('takes a section away and puts it back where it was', async () => {
    await open('/home-page', homeRoutes);
    fireEvent.click(await screen.findByRole('button', { name: 'Take Open away' }));
    expect(titles()).toEqual(['StoresMeet them']);
    expect(document.activeElement?.textContent).toBe('Undo');
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(titles()).toEqual(['Opening pictureOpen', 'StoresMeet them']);
    expect(screen.queryByText('Unsaved changes')).toBeNull();
  });

  it('translates a section’s words beside its own', async () => {
    const { sent } = await open('/home-page', { ...homeRoutes, 'PUT /home': ({ body }) => ({ ...(body as object), version: 5 }) });
    fireEvent.change(await screen.findByLabelText('Language of the words'), { target: { value: 'ar' } });
    unfold(/Meet them/);
    const title = screen.getByLabelText<HTMLInputElement>('Title (Arabic)');
    expect([title.closest('[dir]')?.getAttribute('dir'), title.lang, title.placeholder]).toEqual(['rtl', 'ar', 'Meet them']);
    fireEvent.change(title, { target: { value: 'تعرف عليهم' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PUT', '/home')).toHaveLength(1));
    expect(sent('PUT', '/home')[0]?.body).toMatchObject({ sections: [{}, { title: 'Meet them', translations: { ar: { title: 'تعرف عليهم', text: '' } } }] });
  });

  it('writes down what customers said, in their order and in every language', async () => {
    const { sent } = await open('/home-page', { ...homeRoutes, 'PUT /home': ({ body }) => ({ ...(body as object), version: 5 }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Add section' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^What customers say/ }));
    const write = (label: RegExp, at: number, value: string) => fireEvent.change(screen.getAllByLabelText(label)[at]!, { target: { value } });
    write(/^What they said/, 0, 'Good.');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Please fill this in.')).toBeTruthy();
    expect(sent('PUT', '/home')).toEqual([]);
    write(/^Name/, 0, 'Ilse');
    fireEvent.click(screen.getByRole('button', { name: 'Add quote' }));
    write(/^What they said/, 1, 'Better.');
    write(/^Name/, 1, 'Noor');
    fireEvent.click(screen.getByRole('button', { name: 'Move Quote 2 up' }));
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Quote 1 up'));
    fireEvent.change(screen.getByLabelText('Language of the words'), { target: { value: 'ar' } });
    expect(screen.queryByRole('button', { name: 'Add quote' })).toBeNull();
    write(/^What they said \(Arabic\)/, 0, 'أفضل.');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PUT', '/home')).toHaveLength(1));
    expect(sent('PUT', '/home')[0]?.body).toMatchObject({
      sections: [{}, {}, { kind: 'quotes', quotes: [{ text: 'Better.', name: 'Noor', translations: { ar: { text: 'أفضل.' } } }, { text: 'Good.', name: 'Ilse', translations: {} }] }],
    });
  });

  it('shows a refusal at its field, even after the section moved, until the field is changed', async () => {
    await open('/home-page', {
      ...homeRoutes,
      'PUT /home': () => {
        throw new Refusal(422, 'content.invalid', { errors: [{ location: 'body.sections[1].link_url', code: 'format', message: 'Give a path of this shop.' }] });
      },
    });
    await screen.findByRole('button', { name: 'Move Meet them up' });
    unfold(/Meet them/);
    fireEvent.change(screen.getByLabelText('Link', { selector: 'input' }), { target: { value: 'http://bad' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByLabelText('Link', { selector: 'input' }).getAttribute('aria-invalid')).toBe('true'));
    fireEvent.click(screen.getByRole('button', { name: 'Move Meet them up' }));
    expect(screen.getByLabelText('Link', { selector: 'input' }).getAttribute('aria-invalid')).toBe('true');
    expect(titles()[0]).toContain('Needs another look');
    fireEvent.change(screen.getByLabelText('Link', { selector: 'input' }), { target: { value: '/stores' } });
    expect(screen.getByLabelText('Link', { selector: 'input' }).getAttribute('aria-invalid')).not.toBe('true');
  });

  it('does not send an opening picture without a title', async () => {
    const { sent } = await open('/home-page', homeRoutes);
    fireEvent.click(await screen.findByRole('button', { name: 'Move Open down' }));
    unfold(/Open/);
    fireEvent.change(screen.getByLabelText(/^Title/), { target: { value: '' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Please fill this in.')).toBeTruthy();
    expect(sent('PUT', '/home')).toEqual([]);
  });

  it('tells what somebody else saved meanwhile and loses neither version', async () => {
    const theirs: Home = { version: 5, sections: [...savedHome.sections, section('story', 'By hand')] };
    let read = 0;
    const { sent } = await open('/home-page', {
      ...homeRoutes,
      'GET /home': () => (read++ === 0 ? savedHome : theirs),
      'PUT /home': ({ headers, body }) => {
        if (headers.get('If-Match') !== '"5"') throw new Refusal(412, 'content.stale');
        return { ...(body as object), version: 6 };
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Move Meet them up' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Added: By hand')).toBeTruthy();
    expect(titles()).toEqual(['StoresMeet them', 'Opening pictureOpen']);

    fireEvent.click(screen.getByRole('button', { name: 'Look at theirs' }));
    expect(titles()).toEqual(['Opening pictureOpen', 'StoresMeet them', 'StoryBy hand']);
    fireEvent.click(screen.getByRole('button', { name: 'Back to mine' }));
    expect(titles()).toEqual(['StoresMeet them', 'Opening pictureOpen']);

    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PUT', '/home').at(-1)?.headers.get('If-Match')).toBe('"5"'));
  });
});
