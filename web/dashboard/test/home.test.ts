import { moved, putBack } from '@haat/ui';
import { describe, expect, it } from 'vitest';
import { blank, differences, draftOf, firstWrong, handlesOf, isDirty, keepKeys, languageAt, problemsOf, refOf, refusalsOf, saveOf, withoutRefusal, withWords } from '../src/parts/homeDraft.ts';
import { withQuoteWord } from '../src/parts/homeQuotes.ts';
import type { HomeQuote, HomeSection } from '../src/app/types.ts';

const section = (kind: HomeSection['kind'], title: string, more: Partial<HomeSection> = {}): HomeSection => ({ kind, title, text: '', ref: '', image_url: '', link_url: '', translations: {}, ...more });
const hero = section('hero', 'Open');
const stores = section('stores', 'Meet them');
const story = section('story', 'How it is made', { translations: { ne: { title: 'कसरी', text: '' }, ar: { title: 'كيف', text: '' } } });

describe('moving a section', () => {
  it('keeps all others in their order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  });

  it('does nothing beyond the ends', () => {
    const list = ['a', 'b'];
    for (const [from, to] of [[0, -1], [1, 2], [5, 0], [1, 1]] as const) expect(moved(list, from, to)).toBe(list);
  });

  it('can be taken back after a removal, even when the list became shorter', () => {
    expect(putBack(['a', 'c'], 'b', 1)).toEqual(['a', 'b', 'c']);
    expect(putBack(['a'], 'b', 7)).toEqual(['a', 'b']);
  });
});

describe('the draft', () => {
  it('is clean until something is said differently, whatever order languages have', () => {
    const draft = draftOf([hero, story]);
    expect(isDirty(draft, [hero, { ...story, translations: { ar: { title: 'كيف', text: '' }, ne: { title: 'कसरी', text: '' } } }])).toBe(false);
    expect(isDirty(moved(draft, 0, 1), [hero, story])).toBe(true);
    expect(isDirty([{ ...draft[0]!, link_url: '/products' }, draft[1]!], [hero, story])).toBe(true);
    expect(isDirty([...draft, blank('stores')], [hero, story])).toBe(true);
  });

  it('is sent without its keys and without languages in which nothing is said', () => {
    const [draft] = draftOf([story]);
    const emptied = { ...draft!, ...withWords(draft!, 'ar', { title: '' }) };
    expect(saveOf([emptied])).toEqual([{ ...story, translations: { ne: { title: 'कसरी', text: '' } } }]);
    expect(isDirty(draftOf([section('hero', 'Open', { translations: undefined })]), [hero])).toBe(false);
  });

  it('says things in one language and leaves the others alone', () => {
    expect(withWords(story, null, { text: 'By hand' })).toEqual({ text: 'By hand' });
    expect(withWords(story, 'ne', { text: 'हातले' }).translations).toEqual({ ar: { title: 'كيف', text: '' }, ne: { title: 'कसरी', text: 'हातले' } });
  });

  it('has keys that stay when the server answers', () => {
    const draft = draftOf([hero, stores]);
    expect(keepKeys([hero, stores], draft.map((s) => s.key)).map((s) => s.key)).toEqual(draft.map((s) => s.key));
  });

  it('reads and writes handles as the shop does', () => {
    expect(handlesOf('mugs, bowls  ,plates')).toEqual(['mugs', 'bowls', 'plates']);
    expect(handlesOf('')).toEqual([]);
    expect(refOf(['mugs', 'bowls'])).toBe('mugs,bowls');
  });

  it('knows what would leave a hole in the page', () => {
    const draft = draftOf([section('hero', ' '), stores, section('collection', ''), section('collection', '', { ref: 'new' })]);
    expect(problemsOf(draft)).toEqual({ [draft[0]!.key]: { title: 'required' }, [draft[2]!.key]: { ref: 'choose' } });
  });
});

describe('quotes', () => {
  const quote = (text: string, more: Partial<HomeQuote> = {}): HomeQuote => ({ text, name: 'Ilse', place: '', link_url: '', translations: {}, ...more });
  const said = (...quotes: HomeQuote[]) => section('quotes', '', { quotes });

  it('begin with one to be filled in, and other kinds have none', () => {
    expect(blank('quotes').quotes).toHaveLength(1);
    expect(saveOf([blank('story')])[0]).not.toHaveProperty('quotes');
  });

  it('are sent without languages in which nothing is said', () => {
    const translations = { ar: { text: '', name: '', place: '' }, ne: { text: 'राम्रो', name: '', place: '' } };
    expect(saveOf(draftOf([said(quote('Good', { translations }))]))[0]?.quotes).toEqual([quote('Good', { translations: { ne: translations.ne } })]);
  });

  it('are a change when one says something else or stands elsewhere', () => {
    const [a, b] = [quote('Good'), quote('Better')];
    expect(isDirty(draftOf([said(a, b)]), [said(a, b)])).toBe(false);
    expect(isDirty(draftOf([said(b, a)]), [said(a, b)])).toBe(true);
    expect(isDirty(draftOf([said({ ...a, place: 'Rotterdam' }, b)]), [said(a, b)])).toBe(true);
    expect(isDirty(draftOf([said(withQuoteWord(a, 'ne', 'text', 'राम्रो'), b)]), [said(a, b)])).toBe(true);
  });

  it('say what is missing, one by one', () => {
    const draft = draftOf([said(quote('Good'), quote(' ', { name: '' })), said()]);
    expect(problemsOf(draft)).toEqual({ [draft[0]!.key]: { 'quotes[1].text': 'required', 'quotes[1].name': 'required' }, [draft[1]!.key]: { quotes: 'required' } });
  });

  it('forget a refusal of the word that was changed, in its language', () => {
    const fields = [{ path: 'sections[0].quotes[1].text', message: 'Too long' }, { path: 'sections[0].quotes[0].translations.ne.name', message: 'Too long' }];
    const all = refusalsOf(fields, ['one']);
    const before = { ...said(quote('Good'), quote('Long')), key: 'one' };
    const after = { ...before, quotes: [before.quotes![0]!, quote('Short')] };
    expect(withoutRefusal(all, before, after)).toEqual({ one: { 'quotes[0].translations.ne.name': 'Too long' } });
    expect(languageAt('quotes[0].translations.ne.name')).toBe('ne');
  });
});

it('a collection is a grid until it is laid out otherwise', () => {
  const grid = section('collection', '', { ref: 'new' });
  expect(isDirty(draftOf([{ ...grid, layout: 'grid' }]), [grid])).toBe(false);
  expect(isDirty(draftOf([{ ...grid, layout: 'carousel' }]), [grid])).toBe(true);
});

describe('what the server refuses', () => {
  const keys = ['one', 'two'];
  const fields = [
    { path: 'sections[1].link_url', message: 'Give a path' },
    { path: 'sections[1].translations.pt-BR.title', message: 'Too long' },
    { path: 'sections[9].title', message: 'nobody’s' },
    { path: 'sections', message: 'At most 30 sections.' },
  ];

  it('stays with its section when that moves', () => {
    expect(refusalsOf(fields, keys)).toEqual({ two: { link_url: 'Give a path', 'translations.pt-BR.title': 'Too long' } });
  });

  it('is forgotten for a field that was changed, and only for that', () => {
    const all = refusalsOf(fields, keys);
    const before = { ...hero, key: 'two' };
    expect(withoutRefusal(all, before, { ...before, link_url: '/products' })).toEqual({ two: { 'translations.pt-BR.title': 'Too long' } });
    expect(withoutRefusal(all, before, { ...before, ...withWords(before, 'pt-BR', { title: 'Aberto' }) })).toEqual({ two: { link_url: 'Give a path' } });
    expect(withoutRefusal(all, { ...before, key: 'one' }, before)).toBe(all);
  });

  it('is found at its first field and in its language', () => {
    expect(firstWrong(refusalsOf(fields, keys))).toEqual({ key: 'two', field: 'link_url' });
    expect(firstWrong({ one: {} })).toBeNull();
    expect([languageAt('translations.pt-BR.title'), languageAt('title')]).toEqual(['pt-BR', null]);
  });
});

describe('what somebody else did', () => {
  it('is told as additions, removals, changes and order', () => {
    const renamed = { ...stores, title: 'Our makers' };
    expect(differences([hero, stores], [hero, renamed])).toEqual([{ what: 'changed', section: renamed }]);
    expect(differences([hero, stores], [hero])).toEqual([{ what: 'removed', section: stores }]);
    expect(differences([hero], [story, hero])).toEqual([{ what: 'added', section: story }]);
    expect(differences([hero, stores, story], [stores, hero, story])).toEqual([{ what: 'order' }]);
    expect(differences([hero, stores], [stores, hero, story])).toEqual([{ what: 'added', section: story }, { what: 'order' }]);
    expect(differences([hero, hero, stores], [hero, stores, hero])).toEqual([{ what: 'order' }]);
  });

  it('is nothing when nothing is different', () => {
    expect(differences([hero, story], [{ ...hero }, { ...story }])).toEqual([]);
  });
});
