import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Category } from '../src/app/types.ts';
import { inOrder, lastPosition, moving, parentsFor, placed } from '../src/parts/categoryTree.ts';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const category = (id: string, name: string, path: readonly string[], position: number): Category => ({
  id,
  name,
  handle: name.toLowerCase(),
  description: '',
  image_url: '',
  parent_id: path.at(-1) ?? '',
  path: [...path, id],
  position,
  translations: {},
  version: 2,
});

const home = category('cat_home', 'Home', [], 0);
const mugs = category('cat_mugs', 'Mugs', ['cat_home'], 0);
const bowls = category('cat_bowls', 'Bowls', ['cat_home'], 1);
const wear = category('cat_wear', 'Wear', [], 1);
const tree = [home, mugs, bowls, wear];

const base = {
  'GET /me': () => ({ ...owner, permissions: [...owner.permissions, 'catalog.manage'] }),
  'GET /settings': () => ({ ...settings, locales: ['en', 'ar'] }),
  'GET /categories': () => ({ items: tree }),
  'GET /categories/cat_home': () => home,
  'GET /categories/cat_mugs': () => mugs,
};

const write = (label: RegExp | string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const names = () => screen.getAllByRole('row').slice(1).map((row) => within(row).getByRole('link', { name: /^(Home|Mugs|Bowls|Wear)/ }).textContent);

describe('the tree of categories', () => {
  it('shows what stands below what, and finds one by its name with the way to it', async () => {
    await open('/categories', base);
    expect(await screen.findByRole('link', { name: 'Mugs below Home' })).toBeTruthy();
    expect(names()).toEqual(['Home', 'Mugs below Home', 'Bowls below Home', 'Wear']);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'bow' } });
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter' });
    expect(await screen.findByText('Home › Bowls')).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(['BowlsHome › Bowls']));
    // Among what was found there is no order to change.
    expect(screen.queryByRole('button', { name: 'Move Bowls up' })).toBeNull();
  });

  it('is put in order step by step, each on the version that was seen, and the focus stays', async () => {
    let now = tree;
    const { sent } = await open('/categories', {
      ...base,
      'GET /categories': () => ({ items: now }),
      'PATCH /categories/{id}': ({ path, body }) => {
        now = inOrder(now.map((c) => (path.endsWith(c.id) ? { ...c, ...(body as object), version: c.version + 1 } : c)));
        return now.find((c) => path.endsWith(c.id));
      },
    });
    await screen.findByRole('link', { name: 'Bowls below Home' });
    expect(screen.getByRole('button', { name: 'Move Mugs up' }).getAttribute('aria-disabled')).toBe('true');
    press('Move Bowls up');
    expect(await screen.findByText('Bowls is now 1 of 2.')).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(['Home', 'Bowls below Home', 'Mugs below Home', 'Wear']));
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Bowls up');
    expect(sent('PATCH', '/categories/cat_bowls').map((a) => [a.body, a.headers.get('If-Match')])).toEqual([[{ position: 0 }, '"2"']]);
    expect(sent('PATCH', '/categories/cat_mugs').map((a) => a.body)).toEqual([{ position: 1 }]);
  });

  it('says why a move was refused and shows the order as it is', async () => {
    await open('/categories', {
      ...base,
      'PATCH /categories/{id}': () => {
        throw new Refusal(412, 'catalog.stale');
      },
    });
    await screen.findByRole('link', { name: 'Bowls below Home' });
    press('Move Bowls up');
    expect(await screen.findByText(/Somebody else changed this meanwhile/)).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(['Home', 'Mugs below Home', 'Bowls below Home', 'Wear']));
  });

  it('leads an empty shop to its first category', async () => {
    await open('/categories', { ...base, 'GET /categories': () => ({ items: [] }) });
    await screen.findByText('No categories yet');
    const links = screen.getAllByRole('link', { name: 'Add category' });
    expect(links).toHaveLength(2);
    expect(links[0]?.getAttribute('href')).toBe('/dashboard/categories/new');
  });
});

describe('a category', () => {
  it('is made below another one, in two languages, and leads to its page', async () => {
    const made = { ...category('cat_new', 'Jugs', ['cat_home'], 2), translations: { ar: { name: 'أباريق', description: '' } } };
    const { sent } = await open('/categories/new?parent=cat_home', { ...base, 'POST /categories': () => made, 'GET /categories/cat_new': () => made });
    expect((await screen.findByRole<HTMLInputElement>('combobox', { name: 'Stands below' })).value).toBe('Home');
    write(/^Name/, 'Jugs');
    await screen.findByLabelText('Language of the words');
    write('Language of the words', 'ar');
    write('Name (Arabic)', 'أباريق');
    press('Save');
    expect(await screen.findByRole('heading', { level: 1, name: 'Jugs' })).toBeTruthy();
    expect(sent('POST', '/categories').map((a) => a.body)).toEqual([
      { name: 'Jugs', description: '', handle: '', image_url: '', parent_id: 'cat_home', translations: { ar: { name: 'أباريق', description: '' } } },
    ]);
    expect(window.location.pathname).toBe('/dashboard/categories/cat_new');
  });

  it('is not sent without a name', async () => {
    const { sent } = await open('/categories/new', base);
    await screen.findByLabelText(/^Name/);
    press('Save');
    expect(await screen.findByText('Please fill this in.')).toBeTruthy();
    expect(sent('POST', '/categories')).toHaveLength(0);
  });

  it('moves to the end of where it goes, on the version that was seen', async () => {
    const { sent } = await open('/categories/cat_mugs', { ...base, 'PATCH /categories/cat_mugs': ({ body }) => ({ ...mugs, ...(body as object), parent_id: '', path: ['cat_mugs'], version: 3 }) });
    fireEvent.click(await screen.findByRole('combobox', { name: 'Stands below' }));
    fireEvent.click(await screen.findByRole('option', { name: 'Nothing: it is one of the topmost', hidden: true }));
    press('Save');
    await waitFor(() => expect(sent('PATCH', '/categories/cat_mugs')).toHaveLength(1));
    const [saved] = sent('PATCH', '/categories/cat_mugs');
    expect(saved?.headers.get('If-Match')).toBe('"2"');
    expect(saved?.body).toMatchObject({ name: 'Mugs', parent_id: null, position: 2 });
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true));
  });

  it('puts what was refused beside its field, in the language it was written in', async () => {
    await open('/categories/cat_mugs', {
      ...base,
      'GET /categories/cat_mugs': () => ({ ...mugs, translations: { ar: { name: 'أكواب', description: '' } } }),
      'PATCH /categories/cat_mugs': () => {
        throw new Refusal(422, 'catalog.invalid', { errors: [{ location: 'translations.ar.name', code: 'length', message: 'This is too long.' }] });
      },
    });
    await screen.findByLabelText(/^Name/);
    write(/^Name/, 'Cups');
    press('Save');
    await waitFor(() => expect(screen.getByLabelText('Name (Arabic)').getAttribute('aria-invalid')).toBe('true'));
    fireEvent.change(screen.getByLabelText('Language of the words'), { target: { value: '' } });
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('Cups');
  });

  it('takes in what somebody else saved meanwhile under what was typed', async () => {
    let now = mugs;
    const { sent } = await open('/categories/cat_mugs', {
      ...base,
      'GET /categories/cat_mugs': () => now,
      'PATCH /categories/cat_mugs': ({ headers, body }) => {
        if (headers.get('If-Match') === '"3"') return (now = { ...now, ...(body as object), version: 4 });
        now = { ...mugs, name: 'Their mugs', description: 'Theirs.', version: 3 };
        throw new Refusal(412, 'catalog.stale');
      },
    });
    await screen.findByLabelText(/^Name/);
    write(/^Name/, 'My mugs');
    press('Save');
    expect(await screen.findByText(/What you typed is still here/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('My mugs');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Description').value).toBe('Theirs.');
    press('Save');
    await waitFor(() => expect(now).toMatchObject({ name: 'My mugs', description: 'Theirs.', version: 4 }));
    await waitFor(() => expect(screen.queryByText(/What you typed is still here/)).toBeNull());
    expect(sent('PATCH', '/categories/cat_mugs')).toHaveLength(2);
  });

  it('says what has to happen before it can be deleted', async () => {
    const { sent } = await open('/categories/cat_home', base);
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const asked = within(await screen.findByRole('dialog', { name: 'Delete Home?' }));
    expect(asked.getByText('Categories stand below it (2). Move or delete them first.')).toBeTruthy();
    expect(asked.getByRole<HTMLButtonElement>('button', { name: 'Delete' }).disabled).toBe(true);
    expect(sent('DELETE', '/categories/cat_home')).toHaveLength(0);
  });

  it('is deleted once that is confirmed; what came below it meanwhile is told', async () => {
    let refuses = true;
    const { sent } = await open('/categories/cat_mugs', {
      ...base,
      'DELETE /categories/cat_mugs': () => {
        if (refuses) throw new Refusal(409, 'catalog.has_children');
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const asked = within(await screen.findByRole('dialog', { name: 'Delete Mugs?' }));
    fireEvent.click(asked.getByRole('button', { name: 'Delete' }));
    expect(await asked.findByText('Move or delete the categories below this one first.')).toBeTruthy();
    refuses = false;
    fireEvent.click(asked.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Categories' })).toBeTruthy();
    expect(sent('DELETE', '/categories/cat_mugs')).toHaveLength(2);
  });
});

describe('the order of categories', () => {
  it('is that of the server: parents first, siblings by position', () => {
    expect(inOrder([wear, bowls, mugs, home]).map((c) => c.id)).toEqual(tree.map((c) => c.id));
  });

  it('changes by what differs alone, also where positions were the same', () => {
    const same = [category('cat_a', 'A', [], 0), category('cat_b', 'B', [], 0), category('cat_c', 'C', [], 7)];
    const steps = moving(same, 'cat_c', -1);
    expect(steps.map((s) => [s.category.id, s.position])).toEqual([
      ['cat_c', 1],
      ['cat_b', 2],
    ]);
    expect(placed(same, steps).map((c) => c.id)).toEqual(['cat_a', 'cat_c', 'cat_b']);
    expect(moving(same, 'cat_a', -1)).toEqual([]);
    expect(lastPosition(same)).toBe(8);
    expect(lastPosition([])).toBe(0);
  });

  it('offers no place below itself, and none that makes the tree too deep', () => {
    expect(parentsFor(tree, 'cat_home').map((c) => c.id)).toEqual(['cat_wear']);
    expect(parentsFor(tree, null).map((c) => c.id)).toEqual(tree.map((c) => c.id));
    const deep = [1, 2, 3, 4, 5, 6, 7, 8].map((level) => category(`cat_${level}`, `L${level}`, [1, 2, 3, 4, 5, 6, 7].slice(0, level - 1).map((l) => `cat_${l}`), 0));
    expect(parentsFor([...deep, wear], null).map((c) => c.id)).not.toContain('cat_8');
    // Two levels of its own fit below six.
    expect(parentsFor([...deep, home, mugs], 'cat_home').map((c) => c.id)).toEqual(['cat_1', 'cat_2', 'cat_3', 'cat_4', 'cat_5', 'cat_6']);
  });
});
