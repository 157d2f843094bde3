import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

interface Frozen {
  readonly table: RefObject<HTMLTableElement | null>;
  /** Of each heading in pixels; absent while the table finds its own. */
  readonly widths: readonly number[] | undefined;
}

/**
 * Holds a table's columns still while its rows come and go: a column as wide as
 * what happens to be on the screen would jump with every turn of the wheel.
 * `layout` is anything that changes with the columns.
 */
export function useFrozenWidths(on: boolean, layout: string): Frozen {
  const table = useRef<HTMLTableElement>(null);
  const [kept, setKept] = useState<{ readonly layout: string; readonly widths: readonly number[] } | null>(null);
  const widths = on && kept?.layout === layout ? kept.widths : undefined;

  useLayoutEffect(() => {
    if (!on || widths || !table.current) return;
    setKept({ layout, widths: [...table.current.querySelectorAll('th')].map((th) => th.offsetWidth) });
  }, [on, layout, widths]);

  useEffect(() => {
    const frame = table.current?.parentElement;
    if (!on || !frame) return;
    let wide = frame.clientWidth;
    const watch = new ResizeObserver(() => {
      if (frame.clientWidth === wide) return;
      wide = frame.clientWidth;
      setKept(null);
    });
    watch.observe(frame);
    return () => watch.disconnect();
  }, [on]);

  return { table, widths };
}
