import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HomeSection } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { homeRoutes } from './fixtures.ts';
import { open } from './open.tsx';

interface Asked {
  readonly sections: readonly HomeSection[];
  readonly locale?: string;
}

const base = {
  ...homeRoutes,
  'POST /home/preview': ({ body }: { body: unknown }) => ({ html: `<p>${(body as Asked).locale ?? 'first'}: ${(body as Asked).sections.map((s) => s.title).join(', ')}</p>` }),
};

const frames = () => screen.queryAllByTitle<HTMLIFrameElement>('The home page as it would be');
const front = () => frames().find((f) => f.dataset.waiting === undefined);
const page = () => front()?.getAttribute('srcdoc');
const unfold = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name, expanded: false }));

/** What a browser does by itself: the page that waits is loaded. */
const load = () => {
  loading = true;
  act(() => frames().forEach((f) => f.dataset.waiting && fireEvent.load(f)));
  loading = false;
};
let loading = false;

/** happy-dom says after a moment of its own that a frame is loaded; here only load() says so. */
function loadedOnlyByUs() {
  const dispatch = HTMLIFrameElement.prototype.dispatchEvent;
  vi.spyOn(HTMLIFrameElement.prototype, 'dispatchEvent').mockImplementation(function (this: HTMLIFrameElement, event) {
    return event.type === 'load' && !loading ? true : dispatch.call(this, event);
  });
}

/** A screen with room for the preview, or without. */
function room(wide: boolean) {
  vi.spyOn(window, 'matchMedia').mockImplementation((media) => {
    const list = new EventTarget() as MediaQueryList;
    return Object.assign(list, { media, matches: wide && media.includes('75em'), onchange: null, addListener: () => undefined, removeListener: () => undefined });
  });
}

describe('the preview of the home page', () => {
  beforeEach(() => {
    room(true);
    loadedOnlyByUs();
  });
  afterEach(() => vi.restoreAllMocks());

  it('draws what is not saved, once the typing has stopped, in a frame without any rights', async () => {
    const { sent } = await open('/home-page', base);
    await waitFor(() => expect(frames()).toHaveLength(1));
    load();
    expect(page()).toBe('<p>first: Open, Meet them</p>');
    expect(front()?.getAttribute('sandbox')).toBe('');
    unfold(/Open/);
    const title = screen.getByLabelText(/^Title/);
    for (const typed of ['W', 'Wi', 'Winter']) fireEvent.change(title, { target: { value: typed } });
    await waitFor(() => expect(frames()).toHaveLength(2));
    // The page before stays in front until the new one is there.
    expect(page()).toBe('<p>first: Open, Meet them</p>');
    load();
    expect(page()).toBe('<p>first: Winter, Meet them</p>');
    expect(sent('POST', '/home/preview').map((a) => (a.body as Asked).sections[0]?.title)).toEqual(['Open', 'Winter']);
    expect(sent('PUT', '/home')).toEqual([]);
  });

  it('gives up a request that was overtaken and never shows its answer', async () => {
    const late: ((html: string) => void)[] = [];
    await open('/home-page', { ...base, 'POST /home/preview': () => new Promise((done) => late.push((html) => done({ html }))) });
    await waitFor(() => expect(late).toHaveLength(1));
    unfold(/Open/);
    fireEvent.change(screen.getByLabelText(/^Title/), { target: { value: 'Winter' } });
    await waitFor(() => expect(late).toHaveLength(2));
    late[1]?.('<p>new</p>');
    await waitFor(() => expect(frames()).toHaveLength(1));
    late[0]?.('<p>old</p>');
    load();
    await new Promise((next) => setTimeout(next, 50));
    expect(frames().map((f) => f.getAttribute('srcdoc'))).toEqual(['<p>new</p>']);
  });

  it('says which section cannot be shown and leaves the last good page standing', async () => {
    await open('/home-page', {
      ...base,
      'POST /home/preview': ({ body }: { body: unknown }) => {
        if ((body as Asked).sections[1]?.link_url) throw new Refusal(422, 'content.invalid', { errors: [{ location: 'body.sections[1].link_url', code: 'format', message: 'Give a path of this shop.' }] });
        return { html: '<p>good</p>' };
      },
    });
    await waitFor(() => expect(frames()).toHaveLength(1));
    load();
    unfold(/Meet them/);
    fireEvent.change(screen.getByLabelText('Link', { selector: 'input' }), { target: { value: 'nonsense' } });
    const told = await screen.findByText('Meet them cannot be shown like this');
    expect(told.closest('[role=status]')?.textContent).toContain('Give a path of this shop.');
    expect(page()).toBe('<p>good</p>');
    fireEvent.change(screen.getByLabelText('Link', { selector: 'input' }), { target: { value: '' } });
    await waitFor(() => expect(screen.queryByText('Meet them cannot be shown like this')).toBeNull());
  });

  it('speaks another language, and follows the one that is written in', async () => {
    const { sent } = await open('/home-page', base);
    fireEvent.change(await screen.findByLabelText('Language of the preview'), { target: { value: 'ar' } });
    await waitFor(() => expect(sent('POST', '/home/preview').at(-1)?.body).toMatchObject({ locale: 'ar' }));
    fireEvent.change(screen.getByLabelText('Language of the preview'), { target: { value: 'en' } });
    await waitFor(() => expect(sent('POST', '/home/preview').at(-1)?.body).toMatchObject({ locale: 'en' }));
    fireEvent.change(screen.getByLabelText('Language of the words'), { target: { value: 'ar' } });
    await waitFor(() => expect(screen.getByLabelText<HTMLSelectElement>('Language of the preview').value).toBe('ar'));
    await waitFor(() => expect(sent('POST', '/home/preview').at(-1)?.body).toMatchObject({ locale: 'ar' }));
  });

  it('waits behind a switch where there is no room, and asks for nothing until then', async () => {
    room(false);
    const { sent } = await open('/home-page', base);
    const list = await screen.findByRole('list', { name: 'Sections of the home page' });
    expect([frames().length, sent('POST', '/home/preview').length]).toEqual([0, 0]);
    fireEvent.click(within(screen.getByRole('radiogroup', { name: 'What is shown' })).getByLabelText('Preview'));
    await waitFor(() => expect(frames()).toHaveLength(1));
    expect(list.closest('[hidden]')).not.toBeNull();
  });
});
