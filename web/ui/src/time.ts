import { dateFormat, relativeFormat } from './intl.ts';

const latin = { numberingSystem: 'latn', calendar: 'gregory' } as const;

const shapes: Readonly<Record<'datetime' | 'date' | 'time', Intl.DateTimeFormatOptions>> = {
  datetime: { dateStyle: 'medium', timeStyle: 'short' },
  date: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
};

export function formatWhen(at: string, locale: string, timeZone: string | undefined, show: 'datetime' | 'date' | 'time' = 'datetime'): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return dateFormat(locale, { ...shapes[show], ...latin, ...(timeZone === undefined ? {} : { timeZone }) }).format(date);
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 minutes ago" for the last week, the date beyond that. */
export function formatAgo(at: string, now: number, locale: string, timeZone?: string): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  if (Number.isNaN(seconds)) return at;
  if (Math.abs(seconds) >= 7 * 86_400) return formatWhen(at, locale, timeZone, 'date');
  const relative = relativeFormat(`${locale}-u-nu-latn`, { numeric: 'auto' });
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(0, 'minute');
}

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** The minutes as they pass, told to whoever follows; the clock stands still while nobody does. */
export const minutes = {
  now: () => Math.floor(Date.now() / 60_000),
  follow: (tell: () => void) => {
    listeners.add(tell);
    ticking ??= setInterval(() => listeners.forEach((l) => l()), 60_000);
    return () => {
      listeners.delete(tell);
      if (listeners.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  },
};
