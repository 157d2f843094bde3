import './DataTable.css';

import { Button, Checkbox, Menu, Skeleton } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { TableRows, windowedFrom } from './TableRows.tsx';
import { useUi } from './texts.tsx';
import { useFrozenWidths } from './useFrozenWidths.ts';
import { useHiddenColumns } from './useHiddenColumns.ts';
import type { ColumnChoice } from './useHiddenColumns.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The API's sort key; absent means this column cannot be sorted by. */
  readonly sort?: string;
  readonly align?: 'start' | 'end' | 'center';
  /** Where the cell goes when rows become cards on a phone. */
  readonly phone?: 'title' | 'end' | 'line' | 'hide';
  /** Hidden until the user asks for it. */
  readonly optional?: boolean;
}

export interface Sort {
  readonly key: string;
  readonly desc: boolean;
}

interface Props<Row> {
  /** Names the table to assistive technology. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly loading?: boolean;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  /** There when the rows are no longer what they were when they were read; reads them anew. */
  readonly onRenew?: () => void;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** A real link per row, so that a row opens in a new tab like any other. */
  readonly rowHref?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
  /** What can be done with the selection. */
  readonly bulk?: (ids: ReadonlySet<string>) => ReactNode;
  readonly more?: { readonly available: boolean; readonly loading: boolean; readonly load: () => void };
  readonly empty?: ReactNode;
  /** Remembers chosen columns in this browser under this name; without it and `chosen`, columns are fixed. */
  readonly remember?: string;
  /** The chosen columns, for who keeps them elsewhere; `onChoose` hears of every change. */
  readonly chosen?: ColumnChoice;
  readonly onChoose?: (next: ColumnChoice) => void;
  /** Above the toolbar: the ways to look at this list. */
  readonly views?: ReactNode;
  readonly toolbar?: ReactNode;
}

/**
 * The one list of the product. The arrow keys (or j and k) move between rows,
 * Enter opens, Space (or x) selects, Escape selects nothing; on a narrow screen
 * each row is a card. Of a long list only the rows near the window are in the
 * page. Who asked for more once gets it by scrolling from then on.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { say } = useUi();
  const { rows, loading = false, error } = props;
  const hidden = useHiddenColumns(props.remember, props.columns, props.chosen, props.onChoose);
  const visible = props.columns.filter((c) => !hidden.has(c.id));
  // The same columns as last time, as long as they are: rows that did not change are not drawn again.
  const shown = visible.map((c) => c.id).join();
  const columns = useMemo(() => visible, [props.columns, shown]);
  const first = loading && rows.length === 0;
  return (
    <div className="haat-table-frame">
      {props.views && <div className="haat-table-views">{props.views}</div>}
      <Toolbar {...props} hidden={hidden} />
      {error !== undefined && error !== null && (
        <div className="haat-table-problem">
          <ProblemNotice error={error} onRetry={props.onRetry} />
        </div>
      )}
      {props.onRenew && (
        <div className="haat-table-outdated" role="status">
          {say('ui.table.outdated')}
          <Button size="compact-sm" variant="light" onClick={props.onRenew}>
            {say('ui.table.renew')}
          </Button>
        </div>
      )}
      {first ? (
        <Waiting label={say('ui.table.loading')} />
      ) : rows.length > 0 ? (
        <Filled {...props} columns={columns} />
      ) : (
        !error && (props.empty ?? <EmptyState title={say('ui.table.empty')} />)
      )}
    </div>
  );
}

/** What a window shows of a list before somebody scrolls. */
const firstSight = 16;

/**
 * The table and the way onward. Drawing fifty rows takes longer than a person waits for an answer to a press: those one
 * sees at first are drawn at once, all others, and every later change, as there is time.
 */
function Filled<Row>(props: Props<Row>) {
  const { rows, more } = props;
  const [sight] = useState(() => (rows.length > firstSight ? rows.slice(0, firstSight) : rows));
  const drawn = useDeferredValue(rows, sight);
  return (
    <>
      <Grid {...props} drawn={drawn} />
      {more?.available && <More {...more} end={drawn === rows ? rows.length : null} />}
    </>
  );
}

interface MoreProps extends NonNullable<Props<unknown>['more']> {
  /** How many rows stand above; null while not all that were read do, so that no more are asked for. */
  readonly end: number | null;
}

/** Asked for once, more rows come by themselves whenever the end is near. */
function More({ loading, load, end: at }: MoreProps) {
  const { say } = useUi();
  const end = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (loading || at === null || !asked.current || !end.current) return;
    // Several looks may be told of at once; the last one counts.
    const watch = new IntersectionObserver((looks) => looks.at(-1)?.isIntersecting && load(), { rootMargin: '0px 0px 800px' });
    watch.observe(end.current);
    return () => watch.disconnect();
    // Looked at anew with every page: one that came quicker than it was drawn never said that it was loading.
  }, [loading, load, at]);
  const ask = () => {
    asked.current = true;
    load();
  };
  return (
    <div className="haat-table-more" ref={end}>
      <Button variant="default" size="sm" loading={loading} onClick={ask}>
        {say('ui.table.more')}
      </Button>
    </div>
  );
}

function Toolbar<Row>({ toolbar, bulk, selected, onSelect, columns, hidden, ...props }: Props<Row> & { hidden: ReturnType<typeof useHiddenColumns> }) {
  const { say } = useUi();
  const count = selected?.size ?? 0;
  const choosable = props.remember !== undefined || props.onChoose !== undefined;
  if (!toolbar && !choosable && count === 0) return null;
  return (
    <div className="haat-table-toolbar">
      {count > 0 && selected ? (
        <div className="haat-table-bulk" role="status">
          <span>{say('ui.table.selected', { count })}</span>
          {bulk?.(selected)}
          <Button size="compact-sm" variant="subtle" onClick={() => onSelect?.(new Set())}>
            {say('ui.table.clear_selection')}
          </Button>
        </div>
      ) : (
        <div className="haat-table-tools">{toolbar}</div>
      )}
      {choosable && (
        <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="sm" variant="default" leftSection={<IconAdjustmentsHorizontal size={16} />} className="haat-table-chooser">
              {say('ui.table.columns')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {columns.map((c) => (
              <Menu.CheckboxItem key={c.id} checked={!hidden.has(c.id)} onChange={() => hidden.toggle(c.id)}>
                {c.title}
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="haat-table-waiting" role="status" aria-label={label}>
      {[...Array(6).keys()].map((i) => (
        <Skeleton key={i} height={20} radius="sm" width={`${92 - (i % 3) * 14}%`} />
      ))}
    </div>
  );
}

function Grid<Row>({ drawn, ...props }: Props<Row> & { readonly drawn: readonly Row[] }) {
  const { say } = useUi();
  const { label, rows, columns, rowId, selected, onSelect } = props;
  const windowed = drawn.length > windowedFrom;
  const frozen = useFrozenWidths(windowed, columns.map((c) => c.id).join());
  const picking = selected !== undefined && onSelect !== undefined;
  const all = useMemo(() => selected !== undefined && selected.size >= rows.length && rows.every((row) => selected.has(rowId(row))), [rows, selected, rowId]);

  return (
    <table className="haat-table" aria-label={label} aria-rowcount={windowed ? drawn.length + 1 : undefined} ref={frozen.table} data-frozen={frozen.widths ? true : undefined}>
      <thead>
        <tr aria-rowindex={windowed ? 1 : undefined}>
          {picking && (
            <th className="haat-table-pick" scope="col">
              <Checkbox
                size="xs"
                aria-label={say('ui.table.select_all')}
                checked={all}
                indeterminate={!all && selected.size > 0}
                onChange={() => onSelect(all ? new Set() : new Set(rows.map(rowId)))}
              />
            </th>
          )}
          {columns.map((c, i) => (
            <Heading key={c.id} column={c} sort={props.sort} onSort={props.onSort} width={frozen.widths?.[picking ? i + 1 : i]} />
          ))}
        </tr>
      </thead>
      <TableRows {...props} rows={drawn} />
    </table>
  );
}

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
  readonly width: number | undefined;
}

function Heading<Row>({ column, sort, onSort, width }: HeadingProps<Row>) {
  const key = column.sort;
  const style = width === undefined ? undefined : { inlineSize: width };
  if (key === undefined || !onSort) {
    return (
      <th scope="col" data-align={column.align} style={style}>
        {column.title}
      </th>
    );
  }
  const active = sort?.key === key;
  const Icon = !active ? IconArrowsSort : sort.desc ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" data-align={column.align} style={style} aria-sort={!active ? 'none' : sort.desc ? 'descending' : 'ascending'}>
      <button type="button" className="haat-table-sort" data-active={active || undefined} onClick={() => onSort({ key, desc: active ? !sort.desc : false })}>
        {column.title}
        <Icon size={14} aria-hidden="true" />
      </button>
    </th>
  );
}
