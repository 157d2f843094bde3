import { act, fireEvent, renderHook, screen, waitFor, within } from '@testing-library/react';
import { HaatError } from '@haat/store-client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTexts } from '../src/app/i18n.ts';
import { filled, useRecord } from '../src/parts/useRecord.ts';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

interface Note {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly text: string;
}

const note: Note = { id: 'n1', version: 1, title: 'Mug', text: 'Old' };

/** A record whose server does as it is told. */
function edit(answers: { send: (draft: object, base: Note) => Promise<Note>; load?: () => Promise<Note> }) {
  const queries = new QueryClient();
  const how = {
    draftOf: ({ title, text }: Note) => ({ title, text }),
    load: () => Promise.reject(new Error('not asked')) as Promise<Note>,
    key: ({ id }: Note) => ['note', id],
    names: { title: 'Title', text: 'Text' },
    problems: filled('title'),
    message: 'Saved.',
    ...answers,
  };
  const wrapper = ({ children }: { readonly children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
  const view = renderHook(({ saved }: { saved: Note }) => useRecord({ ...how, saved }), { wrapper, initialProps: { saved: note } });
  return {
    now: () => view.result.current,
    type: (field: 'title' | 'text', value: string) => act(() => view.result.current.text(field).onChange({ currentTarget: { value } })),
    submit: () => act(() => view.result.current.submit()),
    /** The page has read it again. */
    read: (saved: Note) => view.rerender({ saved }),
    cached: () => queries.getQueryData<Note>(['note', 'n1']),
  };
}

const refused = (status: number) => new HaatError({ status, code: 'test.refused', message: 'Refused.' });

describe('a record under the hands', () => {
  beforeAll(() => startTexts('en'));

  it('keeps what is typed while it is being saved, as a change still', async () => {
    let answer: (note: Note) => void = () => {};
    const record = edit({ send: () => new Promise<Note>((done) => (answer = done)) });
    record.type('title', 'Cup');
    record.submit();
    await waitFor(() => expect(record.now().saving).toBe(true));
    record.type('text', 'New');
    await act(async () => answer({ ...note, version: 2, title: 'Cup' }));
    await waitFor(() => expect(record.now().saving).toBe(false));
    expect(record.now()).toMatchObject({ draft: { title: 'Cup', text: 'New' }, start: { title: 'Cup', text: 'Old' }, base: { version: 2 }, dirty: true, merged: false });
    // What the page had from before the save takes nothing back, nor does the saved one say that somebody changed it.
    record.read({ ...note });
    record.read({ ...note, version: 2, title: 'Cup' });
    expect(record.now()).toMatchObject({ draft: { title: 'Cup', text: 'New' }, dirty: true, merged: false });
  });

  it('has what others saved below what is typed, and the fields that both changed', async () => {
    const theirs = { ...note, version: 2, title: 'Bowl', text: 'Theirs' };
    const sent: [object, number][] = [];
    const record = edit({
      send: async (draft, base) => {
        sent.push([draft, base.version]);
        if (base.version === 1) throw refused(412);
        return { ...theirs, ...draft, version: 3 };
      },
      load: () => Promise.resolve(theirs),
    });
    record.type('title', 'Cup');
    record.submit();
    await waitFor(() => expect(record.cached()).toEqual(theirs));
    record.read(theirs);
    await waitFor(() => expect(record.now().saving).toBe(false));
    expect(record.now()).toMatchObject({ draft: { title: 'Cup', text: 'Theirs' }, dirty: true, merged: true, clashes: [{ path: 'title', theirs: 'Bowl' }], error: undefined });
    record.submit();
    await waitFor(() => expect(record.now()).toMatchObject({ dirty: false, merged: false, clashes: [] }));
    expect(sent).toEqual([[{ title: 'Cup', text: 'Old' }, 1], [{ title: 'Cup', text: 'Theirs' }, 2]]);
  });

  it('follows others without a word while nothing is typed, and remembers a clash over another one', () => {
    const record = edit({ send: () => Promise.reject(refused(500)) });
    record.read({ ...note, version: 2, text: 'Second' });
    expect(record.now()).toMatchObject({ draft: { text: 'Second' }, dirty: false, merged: false });
    record.type('title', 'Cup');
    record.type('text', 'Mine');
    record.read({ ...note, version: 3, title: 'Bowl', text: 'Second' });
    record.read({ ...note, version: 4, title: 'Bowl', text: 'Fourth' });
    expect(record.now().clashes).toMatchObject([{ path: 'title', theirs: 'Bowl' }, { path: 'text', theirs: 'Fourth' }]);
    expect(record.now().draft).toEqual({ title: 'Cup', text: 'Mine' });
  });

  it('loses nothing when theirs cannot be read', async () => {
    const record = edit({ send: () => Promise.reject(refused(412)), load: () => Promise.reject(refused(503)) });
    record.type('title', 'Cup');
    record.submit();
    await waitFor(() => expect(record.now()).toMatchObject({ saving: false, draft: { title: 'Cup', text: 'Old' }, base: { version: 1 }, dirty: true }));
  });

  it('is not sent without what it needs', () => {
    let sent = 0;
    const record = edit({
      send: (_, base) => {
        sent++;
        return Promise.resolve(base);
      },
    });
    record.type('title', ' ');
    expect(record.now()).toMatchObject({ incomplete: false, tried: null });
    record.submit();
    expect(record.now().incomplete).toBe(true);
    expect(record.now().errorAt('title')).toBe('Please fill this in.');
    expect(sent).toBe(0);
  });
});

describe('the page of a record', () => {
  const editor = { ...owner, permissions: [...owner.permissions, 'settings.write'] };
  const type = (label: RegExp | string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

  it('leads to the first field that was refused', async () => {
    await open('/settings', {
      'GET /me': () => editor,
      'GET /settings': () => settings,
      'PATCH /settings': () => {
        throw new Refusal(422, 'settings.invalid', { errors: ['bank_details', 'time_zone'].map((location) => ({ location, code: 'x', message: `Not this: ${location}.` })) });
      },
    });
    await screen.findByLabelText('Time zone');
    type('Time zone', 'Mars');
    save();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Time zone')));
    expect(screen.getByLabelText('Time zone').getAttribute('aria-invalid')).toBe('true');
    type(/^Name/, '');
    save();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Name/)));
  });

  it('says what the other one has where both changed the same', async () => {
    let now = { ...settings, version: 1 };
    await open('/settings', {
      'GET /me': () => editor,
      'GET /settings': () => now,
      'PATCH /settings': () => {
        now = { ...settings, version: 2, name: 'Bazaar', time_zone: '', tax_rounding: 'total', currencies: ['NPR', 'USD'], bank_details: 'Theirs' };
        throw new Refusal(412, 'settings.stale');
      },
    });
    await screen.findByLabelText('Time zone');
    type(/^Name/, 'Souk');
    type('Time zone', 'Asia/Kathmandu');
    save();
    const notice = within(await screen.findByText('Somebody else saved changes meanwhile').then((e) => e.closest('[role="alert"]') as HTMLElement));
    expect(notice.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Name: Bazaar', 'Time zone: nothing']);
    expect(screen.getByDisplayValue('Theirs')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('Souk');
  });
});
