import { useUi } from './texts.tsx';

interface Props {
  /** RFC 3339, as the API sends it. */
  readonly at: string | null | undefined;
  readonly show?: 'datetime' | 'date' | 'time' | 'ago';
}

const latin = { numberingSystem: 'latn', calendar: 'gregory' } as const;

const shapes: Readonly<Record<'datetime' | 'date' | 'time', Intl.DateTimeFormatOptions>> = {
  datetime: { dateStyle: 'medium', timeStyle: 'short' },
  date: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
};

export function formatWhen(at: string, locale: string, timeZone: string | undefined, show: 'datetime' | 'date' | 'time' = 'datetime'): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return new Intl.DateTimeFormat(locale, { ...shapes[show], ...latin, ...(timeZone === undefined ? {} : { timeZone }) }).format(date);
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
  const relative = new Intl.RelativeTimeFormat(`${locale}-u-nu-latn`, { numeric: 'auto' });
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(0, 'minute');
}

/** A moment, in the reader's language; the full time is always one hover away. */
export function When({ at, show = 'datetime' }: Props) {
  const { locale, timeZone } = useUi();
  if (!at) return <>–</>;
  const full = formatWhen(at, locale, timeZone);
  const text = show === 'ago' ? formatAgo(at, Date.now(), locale, timeZone) : formatWhen(at, locale, timeZone, show);
  return (
    <time dateTime={at} title={full} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </time>
  );
}
