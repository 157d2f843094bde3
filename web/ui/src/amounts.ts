import { numberFormat } from './intl.ts';
import type { MoneyValue } from './types.ts';

// ISO 4217 exponents other than 2. The browser's own table follows CLDR, which
// drops the minor unit of currencies that merchants still keep books in.
const exponents: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3]),
  ...'CLF UYW'.split(' ').map((c) => [c, 4]),
]);

export function exponentOf(currency: string): number {
  return exponents[currency.toUpperCase()] ?? 2;
}

/** The exact decimal text of an amount: 1999 USD is "19.99". */
export function toDecimal({ amount, currency }: MoneyValue): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Reads what a person typed ("1,299.5", "١٢٫٥", "12,50") as minor units, or null when
 * it is no amount of this currency: never rounded, never guessed.
 */
export function parseDecimal(text: string, currency: string): number | null {
  const exponent = exponentOf(currency);
  let plain = latinDigits(text).replace(/[\s\u00a0\u202f'\u066c]/g, '').replace(/\u066b/g, '.');
  // A lone comma followed by at most `exponent` digits is a decimal comma.
  if (!plain.includes('.') && exponent > 0 && new RegExp(`^-?\\d*,\\d{1,${exponent}}$`).test(plain)) plain = plain.replace(',', '.');
  if (plain.includes(',') && !/^-?\d{1,3}(,\d{2,3})*(\.\d*)?$/.test(plain)) return null;
  plain = plain.replaceAll(',', '');
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const [, sign = '', whole = '', part = ''] = match;
  if (whole + part === '' || part.length > exponent) return null;
  const minor = Number(sign + (whole || '0') + part.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? minor + 0 : null;
}

function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (d) => {
    const code = d.charCodeAt(0);
    return String(code - (code >= 0x0966 ? 0x0966 : code >= 0x06f0 ? 0x06f0 : 0x0660));
  });
}

/** Formats for people, with Latin digits in every language and no float in between. */
export function formatMoney(value: MoneyValue, locale: string): string {
  const digits = exponentOf(value.currency);
  const format = numberFormat(locale, {
    style: 'currency',
    currency: value.currency,
    numberingSystem: 'latn',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return written(format, value);
}

/**
 * What an Intl format makes of an amount, exactly. "US$" keeps its order in
 * right-to-left text: without a mark behind it, its sign would jump to its front.
 */
export function written(format: Intl.NumberFormat, value: MoneyValue): string {
  const parts = format.formatToParts(toDecimal(value) as unknown as number);
  const rtl = rightToLeft.test(format.resolvedOptions().locale);
  return parts.map((p) => (rtl && p.type === 'currency' && /[A-Za-z]\p{Sc}$/u.test(p.value) ? `${p.value}\u200e` : p.value)).join('');
}

const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** The sum of amounts of one currency; null when there is nothing to add or they differ. */
export function sumMoney(values: readonly MoneyValue[]): MoneyValue | null {
  const first = values[0];
  if (!first || values.some((v) => v.currency !== first.currency)) return null;
  return { amount: values.reduce((sum, v) => sum + v.amount, 0), currency: first.currency };
}
