import './DataTable.css';

import { Button, Checkbox, Menu, Skeleton } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { useUi } from './texts.tsx';
import { useHiddenColumns } from './useHiddenColumns.ts';

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
  /** Remembers chosen columns under this name; absent means columns are fixed. */
  readonly remember?: string;
  readonly toolbar?: ReactNode;
}

/**
 * The one list of the product. The arrow keys (or j and k) move between rows,
 * Enter opens, Space selects; on a narrow screen each row is a card.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { say } = useUi();
  const { rows, loading = false, error, more } = props;
  const hidden = useHiddenColumns(props.remember, props.columns);
  const columns = props.columns.filter((c) => !hidden.has(c.id));
  const first = loading && rows.length === 0;
  return (
    <div className="haat-table-frame">
      <Toolbar {...props} hidden={hidden} />
      {error !== undefined && error !== null && (
        <div className="haat-table-problem">
          <ProblemNotice error={error} onRetry={props.onRetry} />
        </div>
      )}
      {first ? (
        <Waiting label={say('ui.table.loading')} />
      ) : rows.length > 0 ? (
        <Grid {...props} columns={columns} />
      ) : (
        !error && (props.empty ?? <EmptyState title={say('ui.table.empty')} />)
      )}
      {rows.length > 0 && more?.available && (
        <div className="haat-table-more">
          <Button variant="default" size="sm" loading={more.loading} onClick={more.load}>
            {say('ui.table.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Toolbar<Row>({ toolbar, bulk, selected, onSelect, remember, columns, hidden }: Props<Row> & { hidden: ReturnType<typeof useHiddenColumns> }) {
  const { say } = useUi();
  const count = selected?.size ?? 0;
  if (!toolbar && !remember && count === 0) return null;
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
      {remember && (
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

function Grid<Row>(props: Props<Row>) {
  const { say } = useUi();
  const { label, rows, columns, rowId, selected, onSelect } = props;
  const [active, setActive] = useState(0);
  const current = Math.min(active, rows.length - 1);
  const picking = selected !== undefined && onSelect !== undefined;
  const all = picking && rows.every((row) => selected.has(rowId(row)));

  const toggle = (id: string) => {
    if (!picking) return;
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };

  const keys = (event: KeyboardEvent<HTMLTableRowElement>, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[index];
    if (row === undefined) return;
    const step = moves[event.key];
    if (step !== undefined) focusRow(event.currentTarget, step(index, rows.length));
    else if (event.key === 'Enter') props.onOpen?.(row);
    else if (event.key === ' ' && picking) toggle(rowId(row));
    else return;
    event.preventDefault();
  };

  return (
    <table className="haat-table" aria-label={label}>
      <thead>
        <tr>
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
          {columns.map((c) => (
            <Heading key={c.id} column={c} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const id = rowId(row);
          return (
            <tr
              key={id}
              tabIndex={index === current ? 0 : -1}
              data-opens={props.onOpen ? true : undefined}
              data-selected={selected?.has(id) || undefined}
              onFocus={() => setActive(index)}
              onKeyDown={(e) => keys(e, index)}
              onClick={(e) => clicked(e) && props.onOpen?.(row)}
            >
              {picking && (
                <td className="haat-table-pick">
                  <Checkbox size="xs" aria-label={say('ui.table.select_row')} checked={selected.has(id)} onChange={() => toggle(id)} />
                </td>
              )}
              {columns.map((c, n) => (
                <td key={c.id} data-align={c.align} data-phone={c.phone ?? 'line'} data-label={c.title}>
                  {n === 0 && props.rowHref ? <RowLink href={props.rowHref(row)} open={() => props.onOpen?.(row)} cell={c.cell(row)} /> : c.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

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

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function Heading<Row>({ column, sort, onSort }: HeadingProps<Row>) {
  const key = column.sort;
  if (key === undefined || !onSort) {
    return (
      <th scope="col" data-align={column.align}>
        {column.title}
      </th>
    );
  }
  const active = sort?.key === key;
  const Icon = !active ? IconArrowsSort : sort.desc ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" data-align={column.align} aria-sort={!active ? 'none' : sort.desc ? 'descending' : 'ascending'}>
      <button type="button" className="haat-table-sort" data-active={active || undefined} onClick={() => onSort({ key, desc: active ? !sort.desc : false })}>
        {column.title}
        <Icon size={14} aria-hidden="true" />
      </button>
    </th>
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

function focusRow(from: HTMLTableRowElement, index: number): void {
  const row = from.parentElement?.children[index];
  if (row instanceof HTMLElement) row.focus();
}

/** A click on a row opens it, unless it hit something of its own or ended a text selection. */
function clicked(event: MouseEvent<HTMLTableRowElement>): boolean {
  const target = event.target as Element;
  if (target.closest('a, button, input, label, [role="menuitem"]')) return false;
  return (window.getSelection()?.toString() ?? '') === '';
}
