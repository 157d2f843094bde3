import { Checkbox } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode, Ref, RefObject } from 'react';
import type { Column } from './DataTable.tsx';
import { latinKey } from './keys.ts';
import { useUi } from './texts.tsx';

/** A list of more rows than this keeps only those near the window in the page. Shorter ones are whole, for the browser's own search. */
export const windowedFrom = 200;

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowHref?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
}

/** The body of a table, and the keyboard's way through it. */
export function TableRows<Row>(props: Props<Row>) {
  return props.rows.length > windowedFrom ? <Windowed {...props} /> : <Whole {...props} />;
}

function Whole<Row>(props: Props<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const walk = useWalk(props, (index) => rowAt(body, index)?.focus());
  return (
    <tbody ref={body}>
      {props.rows.map((row, index) => (
        <TableRow key={props.rowId(row)} {...walk.of(row, index)} tabbable={index === walk.current} />
      ))}
    </tbody>
  );
}

function Windowed<Row>(props: Props<Row>) {
  const { rows, rowId } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 48 });
  const now = useRef({ rows, rowId });
  now.current = { rows, rowId };
  const keyOf = useCallback((index: number) => {
    const row = now.current.rows[index];
    return row === undefined ? index : now.current.rowId(row);
  }, []);
  // A row nobody has laid out (the table is hidden) has no height; taken at its word, it would let in all the others.
  const heightOf = (row: HTMLTableRowElement) => row.getBoundingClientRect().height || place.height;
  const view = useWindowVirtualizer<HTMLTableRowElement>({ count: rows.length, estimateSize: () => place.height, scrollMargin: place.top, overscan: 12, getItemKey: keyOf, measureElement: heightOf, useFlushSync: false });
  const near = view.getVirtualItems();
  const first = near[0];
  const last = near.at(-1);

  // Where the rows begin, and how high one is: read where the browser has put them.
  useLayoutEffect(() => {
    if (!body.current) return;
    const top = Math.round(body.current.getBoundingClientRect().top + window.scrollY);
    if (Math.abs(top - place.top) < 2) return;
    setPlace({ top, height: body.current.querySelector<HTMLElement>('tr[data-index]')?.offsetHeight || place.height });
    view.measure();
  }, [place, rows, view]);

  const walk = useWalk(props, (index) => {
    const row = rowAt(body, index);
    if (row) return row.focus();
    view.scrollToIndex(index, { align: 'auto' });
    // The row comes with one of the next frames.
    let frames = 60;
    const wait = () => {
      const come = rowAt(body, index);
      if (come) come.focus({ preventScroll: true });
      else if (--frames > 0) requestAnimationFrame(wait);
    };
    requestAnimationFrame(wait);
  });
  // Somebody who comes by the keyboard must find a row, also when the last one they were in is far away.
  const stop = first && last && (walk.current < first.index || walk.current > last.index) ? first.index : walk.current;

  return (
    <tbody ref={body}>
      <Gap height={first ? first.start - place.top : 0} />
      {near.map(({ index, key }) => {
        const row = rows[index];
        return row === undefined ? null : <TableRow key={key} {...walk.of(row, index)} tabbable={index === stop} measure={view.measureElement} position={index + 2} />;
      })}
      <Gap height={last ? view.getTotalSize() - (last.end - place.top) : 0} />
    </tbody>
  );
}

/** The room of the rows that are not in the page. */
function Gap({ height }: { readonly height: number }) {
  return height <= 0 ? null : <tr className="haat-table-gap" aria-hidden="true" style={{ blockSize: height }} />;
}

const rowAt = (body: RefObject<HTMLTableSectionElement | null>, index: number) => body.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);

interface Walk<Row> {
  readonly current: number;
  readonly of: (row: Row, index: number) => Omit<RowProps<Row>, 'tabbable' | 'measure' | 'position'>;
}

/** Which row has the keyboard, and what its keys do. */
function useWalk<Row>(props: Props<Row>, go: (index: number) => void): Walk<Row> {
  const [active, setActive] = useState(0);
  const now = useRef({ props, go });
  now.current = { props, go };

  // The same functions for every row and every drawing, so that only rows that changed are drawn again.
  const [acts] = useState<Acts<Row>>(() => {
    const toggle = (id: string) => {
      const { selected, onSelect } = now.current.props;
      if (!selected || !onSelect) return;
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      onSelect(next);
    };
    return {
      focused: setActive,
      open: (row) => now.current.props.onOpen?.(row),
      toggle,
      key: (event, row, index) => {
        if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
        const { rows, rowId, selected, onSelect, onOpen } = now.current.props;
        const key = latinKey(event);
        const step = moves[key];
        const picks = selected !== undefined && onSelect !== undefined;
        if (step !== undefined) now.current.go(step(index, rows.length));
        else if (key === 'Enter') onOpen?.(row);
        else if (picks && (key === ' ' || key === 'x')) toggle(rowId(row));
        else if (picks && key === 'Escape' && selected.size > 0) onSelect(new Set());
        else return;
        event.preventDefault();
      },
    };
  });

  const { columns, rowId, rowHref, onOpen, selected, onSelect } = props;
  return {
    current: Math.min(active, props.rows.length - 1),
    of: (row, index) => {
      const id = rowId(row);
      return { row, id, index, columns, href: rowHref?.(row), opens: onOpen !== undefined, picking: selected !== undefined && onSelect !== undefined, selected: selected?.has(id) === true, acts };
    },
  };
}

interface Acts<Row> {
  readonly focused: (index: number) => void;
  readonly open: (row: Row) => void;
  readonly toggle: (id: string) => void;
  readonly key: (event: KeyboardEvent<HTMLTableRowElement>, row: Row, index: number) => void;
}

interface RowProps<Row> {
  readonly row: Row;
  readonly id: string;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly href: string | undefined;
  readonly opens: boolean;
  readonly picking: boolean;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly acts: Acts<Row>;
  readonly measure?: Ref<HTMLTableRowElement>;
  /** Among all rows with the heading, when not all are in the page. */
  readonly position?: number;
}

function PlainRow<Row>({ row, id, index, columns, href, opens, picking, selected, tabbable, acts, measure, position }: RowProps<Row>) {
  const { say } = useUi();
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={position}
      tabIndex={tabbable ? 0 : -1}
      data-opens={opens || undefined}
      data-selected={selected || undefined}
      onFocus={() => acts.focused(index)}
      onKeyDown={(e) => acts.key(e, row, index)}
      onClick={(e) => clicked(e) && acts.open(row)}
    >
      {picking && (
        // The whole cell ticks: who misses the small box must not land on another page.
        <td className="haat-table-pick" onClick={(e) => (e.stopPropagation(), e.target === e.currentTarget && acts.toggle(id))}>
          <Checkbox size="xs" aria-label={say('ui.table.select_row')} checked={selected} onChange={() => acts.toggle(id)} />
        </td>
      )}
      {columns.map((c, n) => (
        <td key={c.id} data-align={c.align} data-phone={c.phone ?? 'line'} data-label={c.title}>
          {n === 0 && href !== undefined ? <RowLink href={href} open={() => acts.open(row)} cell={c.cell(row)} /> : c.cell(row)}
        </td>
      ))}
    </tr>
  );
}

const TableRow = memo(PlainRow) as typeof PlainRow;

interface RowLinkProps {
  readonly href: string;
  readonly open: () => void;
  readonly cell: ReactNode;
}

function RowLink({ href, open, cell }: RowLinkProps) {
  const follow = (event: MouseEvent) => {
    event.stopPropagation();
    // A modified click belongs to the browser: new tab, new window, download.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  };
  return (
    <a className="haat-table-link" href={href} onClick={follow}>
      {cell}
    </a>
  );
}

const moves: Readonly<Record<string, (i: number, n: number) => number>> = {
  ArrowDown: (i, n) => Math.min(i + 1, n - 1),
  j: (i, n) => Math.min(i + 1, n - 1),
  ArrowUp: (i) => Math.max(i - 1, 0),
  k: (i) => Math.max(i - 1, 0),
  Home: () => 0,
  End: (_, n) => n - 1,
};

/** A click on a row opens it, unless it hit something of its own or ended a text selection. */
function clicked(event: MouseEvent<HTMLTableRowElement>): boolean {
  const target = event.target as Element;
  if (target.closest('a, button, input, label, [role="menuitem"]')) return false;
  return (window.getSelection()?.toString() ?? '') === '';
}
