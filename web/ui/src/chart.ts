import { exponentOf, formatMoney, written } from './amounts.ts';
import { dateFormat, numberFormat } from './intl.ts';

/** What the numbers of a chart are: minor units of a currency, or things counted. */
export type ChartUnit = { readonly kind: 'money'; readonly currency: string } | { readonly kind: 'count' };

export interface TimePoint {
  /** A day ("2026-03-05") or a moment (RFC 3339). */
  readonly at: string;
  /** Null where nothing is known, which is not the same as nothing sold. */
  readonly value: number | null;
}

export type TimeStep = 'hour' | 'day' | 'week' | 'month';

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/**
 * A scale of round numbers that holds all values and always zero: a chart of money
 * that starts elsewhere makes small changes look large.
 */
export function scaleOf(values: readonly number[], unit: ChartUnit, wanted = 4): Scale {
  const low = values.reduce((m, v) => Math.min(m, v), 0);
  const high = values.reduce((m, v) => Math.max(m, v), 0);
  // Where nothing was sold the scale goes to one dollar, not to one cent.
  if (low === high) return { min: 0, max: wholeOf(unit), ticks: [0, wholeOf(unit)] };
  const step = roundStep((high - low) / wanted);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { min: first * step, max: last * step, ticks };
}

const wholeOf = (unit: ChartUnit): number => (unit.kind === 'money' ? 10 ** exponentOf(unit.currency) : 1);

/** The next of 1, 2, 5, 10, 20 … : values are whole, so a step is at least one. */
function roundStep(least: number): number {
  if (least <= 1) return 1;
  const size = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((n) => n * size >= least) ?? 10) * size;
}

/** How far up a value stands, from 0 at the bottom to 1 at the top. */
export function heightOf(value: number, { min, max }: Scale): number {
  return (value - min) / (max - min);
}

/** How far along a point stands, from 0 at the start; one point alone stands in the middle. */
export function placeOf(index: number, count: number): number {
  return count <= 1 ? 0.5 : index / (count - 1);
}

/** The index of the point nearest to a place between 0 and 1. */
export function nearest(place: number, count: number): number {
  return Math.min(Math.max(Math.round(place * (count - 1)), 0), count - 1);
}

/** Up to `most` indexes, evenly spread from the first on. */
export function labelled(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
}

/** Stretches of known values between the gaps, as indexes. */
export function stretches(points: readonly TimePoint[]): number[][] {
  const found: number[][] = [];
  points.forEach((p, i) => {
    if (p.value === null) return;
    const before = i > 0 ? points[i - 1]?.value : null;
    if (before === null || before === undefined) found.push([i]);
    else found.at(-1)?.push(i);
  });
  return found;
}

const latin = { numberingSystem: 'latn' } as const;

/** The whole number, for a read-out and the table. */
export function formatValue(value: number, unit: ChartUnit, locale: string): string {
  if (unit.kind === 'money') return formatMoney({ amount: value, currency: unit.currency }, locale);
  return numberFormat(locale, latin).format(value);
}

/** The short number, for an axis: "$12.5K". */
export function formatTick(value: number, unit: ChartUnit, locale: string): string {
  const short: Intl.NumberFormatOptions = { ...latin, notation: 'compact', maximumFractionDigits: 2 };
  if (unit.kind === 'count') return numberFormat(locale, short).format(value);
  const { currency } = unit;
  // Thousandths of a dinar are told apart only where whole dinars are not.
  const digits = Math.abs(value) < 10 ** exponentOf(currency) ? exponentOf(currency) : 2;
  const format = numberFormat(locale, { ...short, style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: digits });
  return written(format, { amount: value, currency });
}

const shapes: Readonly<Record<TimeStep, { readonly short: Intl.DateTimeFormatOptions; readonly long: Intl.DateTimeFormatOptions }>> = {
  hour: { short: { timeStyle: 'short' }, long: { dateStyle: 'medium', timeStyle: 'short' } },
  day: { short: { day: 'numeric', month: 'short' }, long: { dateStyle: 'medium' } },
  week: { short: { day: 'numeric', month: 'short' }, long: { dateStyle: 'medium' } },
  month: { short: { month: 'short', year: '2-digit' }, long: { month: 'long', year: 'numeric' } },
};

/** Names a point in time. A plain day has no time zone and must not slip into the day before. */
export function formatPoint(at: string, step: TimeStep, size: 'short' | 'long', locale: string, timeZone: string | undefined): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const zone = at.length === 10 ? 'UTC' : timeZone;
  return dateFormat(locale, { ...shapes[step][size], ...latin, calendar: 'gregory', ...(zone === undefined ? {} : { timeZone: zone }) }).format(date);
}
