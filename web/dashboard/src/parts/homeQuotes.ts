// What customers say, as a section of the home page has it.
import type { HomeQuote } from '../app/types.ts';

/** The most quotes a section has; the server refuses more. */
export const mostQuotes = 6;

export type QuoteWord = 'text' | 'name' | 'place';

export const blankQuote = (): HomeQuote => ({ text: '', name: '', place: '', link_url: '', translations: {} });

/** A word of a quote in a language; the shop's first language has it in the quote itself. */
export function quoteWord(q: HomeQuote, locale: string | null, word: QuoteWord): string {
  return (locale === null ? q : q.translations?.[locale])?.[word] ?? '';
}

/** The quote when it says something else in a language. */
export function withQuoteWord(q: HomeQuote, locale: string | null, word: QuoteWord, value: string): HomeQuote {
  if (locale === null) return { ...q, [word]: value };
  return { ...q, translations: { ...q.translations, [locale]: { text: '', name: '', place: '', ...q.translations?.[locale], [word]: value } } };
}

/** A quote without languages in which nothing is said. */
export function saidQuote({ translations = {}, ...q }: HomeQuote): HomeQuote {
  return { ...q, translations: Object.fromEntries(Object.entries(translations).filter(([, t]) => t.text + (t.name ?? '') + (t.place ?? '') !== '')) };
}

/** A quote as something that is alike for alike quotes: languages have no order. */
export function sameQuote(q: HomeQuote): unknown {
  const translations = Object.entries(q.translations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [q.text, q.name, q.place ?? '', q.link_url ?? '', translations.map(([locale, t]) => [locale, t.text, t.name ?? '', t.place ?? ''])];
}

/** What would leave a hole in the section, by field. */
export function quoteProblems(quotes: readonly HomeQuote[]): Record<string, 'required'> {
  const found: Record<string, 'required'> = {};
  if (quotes.length === 0) found.quotes = 'required';
  quotes.forEach((q, at) => {
    for (const word of ['text', 'name'] as const) if (q[word].trim() === '') found[`quotes[${at}].${word}`] = 'required';
  });
  return found;
}

/** The value of a field as the server names it within a quote. */
export function quoteAt(q: HomeQuote | undefined, field: string): unknown {
  const [, locale, word] = /^translations\.([^.]+)\.(text|name|place)$/.exec(field) ?? [];
  if (q && locale !== undefined) return quoteWord(q, locale, word as QuoteWord);
  return q?.[field as keyof HomeQuote];
}
