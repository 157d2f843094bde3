import ar from '../../dashboard/src/locales/ar.json';
import ne from '../../dashboard/src/locales/ne.json';
import { fill } from '../src/texts.tsx';
import type { Say } from '../src/texts.tsx';

// An app brings its own words. The stories borrow the dashboard's, which are complete
// by a test, so that a label that is too long in Nepali is seen here first.
const locales: Readonly<Record<string, Readonly<Record<string, string>>>> = { ar, ne };

const said = new Map<string, Say | undefined>();

/** What the components say in a language; undefined leaves them their English. */
export function wordsOf(locale: string): Say | undefined {
  const texts = locales[locale];
  if (texts && !said.has(locale)) said.set(locale, (key, values) => fill(texts[key] ?? key, values));
  return said.get(locale);
}
