import { isHaatError } from '@haat/store-client';

/** Words in the shop's first language, and what they are in others. */
export type Translated<W> = W & { readonly translations: Readonly<Record<string, W>> };

/** The words in a language; null for the shop's first, which has them in the thing itself. */
export function wordsIn<W extends object>(thing: Translated<W>, locale: string | null, blank: W): W {
  return locale === null ? thing : (thing.translations[locale] ?? blank);
}

/** What changes in a thing when it says something else in a language. */
export function withWords<W extends object>(thing: Translated<W>, locale: string | null, words: Partial<W>, blank: W): Partial<Translated<W>> {
  if (locale === null) return words as Partial<Translated<W>>;
  return { translations: { ...thing.translations, [locale]: { ...wordsIn(thing, locale, blank), ...words } } } as Partial<Translated<W>>;
}

/** Translations as the API takes them: without languages in which nothing is said, and always in one order. */
export function said<W extends object>(translations: Readonly<Record<string, W>>): Record<string, W> {
  const spoken = Object.entries(translations).filter(([, words]) => Object.values(words).some((w) => w !== ''));
  return Object.fromEntries(spoken.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The language of the first field that was refused: null for the first one, undefined when no field was. */
export function refusedLanguage(error: unknown): string | null | undefined {
  if (!isHaatError(error) || error.fields.length === 0) return undefined;
  return /^translations\.([^.]+)/.exec(error.fields[0]?.path ?? '')?.[1] ?? null;
}
