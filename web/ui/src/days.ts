/** Days of a list's filter: counted back from today, or from one to another, both of them and each end open. */
export const dayPresets = ['today', '7d', '30d', 'month'] as const;
export type DayPreset = (typeof dayPresets)[number];

/** From one day to another, as the calendar writes them; an empty end is open. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

export const openSpan = '..';

export const isPreset = (value: string | undefined): value is DayPreset => (dayPresets as readonly (string | undefined)[]).includes(value);

/** Reads "2026-03-01..2026-03-10"; null for anything else. */
export function spanOf(value: string | undefined): DaySpan | null {
  const [from, to, more] = (value ?? '').split('..');
  return from === undefined || to === undefined || more !== undefined ? null : { from: dayOr(from), to: dayOr(to) };
}

export const spanText = ({ from, to }: DaySpan): string => `${from}${openSpan}${to}`;

/** What is no day says nothing; so does a year that somebody is still typing. */
function dayOr(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1970') return '';
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || dayText(at) !== text ? '' : text;
}

const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const later = (day: string, days: number): string => dayText(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000);

/** The moments between which days lie, the second of them not included; an end that is open is left out. */
export interface Between {
  readonly from?: string;
  readonly until?: string;
}

/** When the days of a filter begin and end where the clocks show `timeZone`; absent means the browser's own. */
export function between(value: string | undefined, now: number, timeZone: string | undefined): Between {
  const { from, to } = daysOf(value, dayAt(now, timeZone)) ?? { from: '', to: '' };
  return {
    ...(from === '' ? {} : { from: new Date(startOf(from, timeZone)).toISOString() }),
    ...(to === '' ? {} : { until: new Date(startOf(later(to, 1), timeZone)).toISOString() }),
  };
}

function daysOf(value: string | undefined, today: string): DaySpan | null {
  if (!isPreset(value)) return spanOf(value);
  const first = { today, '7d': later(today, -6), '30d': later(today, -29), month: `${today.slice(0, 8)}01` };
  return { from: first[value], to: '' };
}

/** What the clocks show at a moment, written as if it were in UTC. */
function shown(ms: number, timeZone: string | undefined): number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    ...(timeZone === undefined ? {} : { timeZone }),
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(ms).map((p) => [p.type, p.value]));
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
}

const dayAt = (ms: number, timeZone: string | undefined): string => dayText(shown(ms, timeZone));

/**
 * The first moment of a day. Clocks that are moved at midnight leave that hour out or show it twice, so it is counted by
 * what they were ahead of UTC a day before and a day after; the earlier of both that is not before the day is its beginning,
 * also of a day that was left out when a country changed sides of the date line.
 */
function startOf(day: string, timeZone: string | undefined): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const starts = [-1, 1].map((days) => {
    const near = midnight + days * 86_400_000;
    return midnight - (shown(near, timeZone) - near);
  });
  return Math.min(...starts.filter((at) => dayAt(at, timeZone) >= day));
}
