import { useSyncExternalStore } from 'react';
import { useUi } from './texts.tsx';
import { formatAgo, formatWhen, minutes } from './time.ts';

interface Props {
  /** RFC 3339, as the API sends it. */
  readonly at: string | null | undefined;
  readonly show?: 'datetime' | 'date' | 'time' | 'ago';
}

/** A moment, in the reader's language; the full time is always one hover away. */
export function When({ at, show = 'datetime' }: Props) {
  const { locale, timeZone } = useUi();
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={formatWhen(at, locale, timeZone)} style={{ whiteSpace: 'nowrap', unicodeBidi: 'isolate' }}>
      {show === 'ago' ? <Ago at={at} /> : formatWhen(at, locale, timeZone, show)}
    </time>
  );
}

/** Goes on counting by itself: nothing else draws a row again that has not changed. */
function Ago({ at }: { readonly at: string }) {
  const { locale, timeZone } = useUi();
  useSyncExternalStore(minutes.follow, minutes.now);
  return formatAgo(at, Date.now(), locale, timeZone);
}
