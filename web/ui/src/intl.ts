import { nepaliDate, nepaliRelative, unknownNepali } from './nepali.ts';

// Making a format takes the browser about a hundred times as long as using it, and a list
// uses the same few in every row.
const formats = new Map<string, unknown>();

/** Locales, currencies and shapes are few; whoever asks for more starts anew rather than filling the memory. */
const most = 200;

function kept<T>(kind: string, locale: string, options: object, make: () => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) as T | undefined;
  if (known) return known;
  const made = make();
  if (formats.size >= most) formats.clear();
  formats.set(key, made);
  return made;
}

export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept('number', locale, options, () => new Intl.NumberFormat([locale, 'en'], options));
}

export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Pick<Intl.DateTimeFormat, 'format'> {
  return kept('date', locale, options, () => (unknownNepali(locale) ? nepaliDate(options) : new Intl.DateTimeFormat(locale, options)));
}

export function relativeFormat(locale: string, options: Intl.RelativeTimeFormatOptions): Pick<Intl.RelativeTimeFormat, 'format'> {
  return kept('relative', locale, options, () => (unknownNepali(locale) ? nepaliRelative : new Intl.RelativeTimeFormat(locale, options)));
}
