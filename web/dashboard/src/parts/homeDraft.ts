import type { HomeSection } from '../app/types.ts';
import { blankQuote, quoteAt, quoteProblems, sameQuote, saidQuote } from './homeQuotes.ts';

export type SectionKind = HomeSection['kind'];

/** A section while it is edited: the API tells them apart by their place, a person moves them. */
export interface SectionDraft extends HomeSection {
  readonly key: string;
}

export type SectionProblem = 'required' | 'choose';

/** The most sections a home page has; the server refuses more. */
export const mostSections = 30;

export const kinds: readonly SectionKind[] = ['hero', 'categories', 'collection', 'stores', 'story', 'quotes'];

/** What a kind has besides its words: the theme draws nothing else of it. */
const parts: Readonly<Record<SectionKind, { readonly picture: boolean; readonly choice: 'categories' | 'collections' | 'stores' | null }>> = {
  hero: { picture: true, choice: null },
  categories: { picture: false, choice: 'categories' },
  collection: { picture: false, choice: 'collections' },
  stores: { picture: false, choice: 'stores' },
  story: { picture: true, choice: null },
  quotes: { picture: false, choice: null },
};

export const partsOf = (kind: SectionKind) => parts[kind];

let made = 0;
const newKey = () => `section-${++made}`;

export function draftOf(sections: readonly HomeSection[]): SectionDraft[] {
  return sections.map((s) => ({ ...s, key: newKey() }));
}

export function blank(kind: SectionKind): SectionDraft {
  return { key: newKey(), kind, eyebrow: '', title: '', text: '', ref: '', image_url: '', link_url: '', translations: {}, ...(kind === 'quotes' && { quotes: [blankQuote()] }) };
}

/** The sections as the API takes them: without keys, and without languages in which nothing is said. */
export function saveOf(draft: readonly SectionDraft[]): HomeSection[] {
  return draft.map(({ key: _, translations = {}, quotes, ...section }) => ({
    ...section,
    ...(quotes && { quotes: quotes.map(saidQuote) }),
    translations: Object.fromEntries(Object.entries(translations).filter(([, t]) => (t.eyebrow ?? '') + t.title + t.text !== '')),
  }));
}

/** The saved sections under the keys they were edited with, so that what is open stays open. */
export function keepKeys(saved: readonly HomeSection[], keys: readonly string[]): SectionDraft[] {
  return saved.map((s, i) => ({ ...s, key: keys[i] ?? newKey() }));
}

export function isDirty(draft: readonly SectionDraft[], saved: readonly HomeSection[]): boolean {
  return content(saveOf(draft)) !== content(saveOf(draftOf(saved)));
}

/** Sections as one text, alike for alike sections: languages have no order. */
function content(sections: readonly HomeSection[]): string {
  return JSON.stringify(sections.map(same));
}

function same(s: HomeSection): string {
  const translations = Object.entries(s.translations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([s.kind, s.eyebrow ?? '', s.title, s.text, s.ref, s.image_url, s.link_url, s.layout ?? 'grid', translations.map(([locale, t]) => [locale, t.eyebrow ?? '', t.title, t.text]), (s.quotes ?? []).map(sameQuote)]);
}

interface Words {
  readonly eyebrow?: string;
  readonly title: string;
  readonly text: string;
}

/** The words of a section in a language; the shop's first language has them in the section itself. */
export function wordsIn(s: HomeSection, locale: string | null): Words {
  return locale === null ? { eyebrow: s.eyebrow, title: s.title, text: s.text } : (s.translations?.[locale] ?? { title: '', text: '' });
}

/** What changes in a section when it says something else in a language. */
export function withWords(s: HomeSection, locale: string | null, words: Partial<Words>): Partial<HomeSection> {
  if (locale === null) return words;
  return { translations: { ...s.translations, [locale]: { ...wordsIn(s, locale), ...words } } };
}

/** Reads "a, b" as the shop does. */
export function handlesOf(ref: string): string[] {
  return ref.split(/[, ]+/).filter(Boolean);
}

export const refOf = (handles: readonly string[]) => handles.join(',');

/** What would leave a hole in the page, by section and field. */
export function problemsOf(draft: readonly SectionDraft[]): Readonly<Record<string, Readonly<Record<string, SectionProblem>>>> {
  const all: Record<string, Record<string, SectionProblem>> = {};
  for (const s of draft) {
    const found: Record<string, SectionProblem> = {};
    if ((s.kind === 'hero' || s.kind === 'story') && s.title.trim() === '') found.title = 'required';
    if (s.kind === 'collection' && s.ref === '') found.ref = 'choose';
    if (s.kind === 'quotes') Object.assign(found, quoteProblems(s.quotes ?? []));
    if (Object.keys(found).length > 0) all[s.key] = found;
  }
  return all;
}

export type SectionRefusals = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The server names a bad field by its section's place when it was sent. Sections have
 * moved on by the time somebody reads it, so it is kept by the section's key.
 */
export function refusalsOf(fields: readonly { readonly path: string; readonly message: string }[], keys: readonly string[]): SectionRefusals {
  const all: Record<string, Record<string, string>> = {};
  for (const { path, message } of fields) {
    const [, at, field] = /^sections\[(\d+)\]\.(.+)$/.exec(path) ?? [];
    const key = at === undefined ? undefined : keys[Number(at)];
    if (key !== undefined && field !== undefined) (all[key] ??= {})[field] = message;
  }
  return all;
}

/** Refusals without those of a field that was changed since: they may no longer be true. */
export function withoutRefusal(all: SectionRefusals, before: SectionDraft, after: SectionDraft): SectionRefusals {
  const own = all[before.key];
  if (!own) return all;
  const changed = (field: string) => valueAt(before, field) !== valueAt(after, field);
  return { ...all, [before.key]: Object.fromEntries(Object.entries(own).filter(([field]) => !changed(field))) };
}

function valueAt(s: HomeSection, field: string): unknown {
  const [, locale, part] = /^translations\.([^.]+)\.(eyebrow|title|text)$/.exec(field) ?? [];
  if (locale !== undefined) return wordsIn(s, locale)[part as keyof Words];
  const [, at, inner] = /^quotes\[(\d+)\]\.(.+)$/.exec(field) ?? [];
  if (inner !== undefined) return quoteAt(s.quotes?.[Number(at)], inner);
  return s[field as keyof HomeSection];
}

export interface Difference {
  readonly what: 'added' | 'removed' | 'changed' | 'order';
  readonly section?: HomeSection;
}

/** What somebody else did to the page between two states of it, for a person to read. */
export function differences(before: readonly HomeSection[], after: readonly HomeSection[]): Difference[] {
  const gone = [...before];
  const came: HomeSection[] = [];
  const stayed: string[] = [];
  for (const s of after) {
    const at = gone.findIndex((g) => same(g) === same(s));
    if (at < 0) came.push(s);
    else {
      gone.splice(at, 1);
      stayed.push(same(s));
    }
  }
  const out: Difference[] = came.map((section) => {
    const at = gone.findIndex((g) => g.kind === section.kind);
    if (at < 0) return { what: 'added', section };
    gone.splice(at, 1);
    return { what: 'changed', section };
  });
  out.push(...gone.map((section) => ({ what: 'removed', section }) as const));
  if (reordered(before, stayed)) out.push({ what: 'order' });
  return out;
}

function reordered(before: readonly HomeSection[], stayed: readonly string[]): boolean {
  const left = [...stayed];
  const asBefore = before.map(same).filter((s) => {
    const at = left.indexOf(s);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return asBefore.some((s, i) => s !== stayed[i]);
}

/** The language a field's path belongs to; null for the section's own words. */
export function languageAt(field: string): string | null {
  return /(?:^|\.)translations\.([^.]+)/.exec(field)?.[1] ?? null;
}

export function firstWrong(all: SectionRefusals): { readonly key: string; readonly field: string } | null {
  for (const [key, fields] of Object.entries(all)) {
    const field = Object.keys(fields)[0];
    if (field !== undefined) return { key, field };
  }
  return null;
}
