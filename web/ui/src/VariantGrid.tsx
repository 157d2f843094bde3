import './buttons.css';
import './VariantGrid.css';

import { IconArrowBarDown } from '@tabler/icons-react';
import { memo, useMemo, useRef, useState } from 'react';
import type { CSSProperties, ClipboardEvent, KeyboardEvent, ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';
import { IconButton } from './IconButton.tsx';
import { useUi } from './texts.tsx';
import { cellKey, cellProblem, filledDown, isOpen, isUnsaved, spread } from './variants.ts';
import type { CellChange, GridColumn, GridVariant } from './variants.ts';

interface Props {
  /** Names the grid to assistive technology, e.g. "Variants of Tidal Mug". */
  readonly label: string;
  /** The product's options, up to three. With two or more, rows are grouped by the first. */
  readonly options: readonly string[];
  readonly variants: readonly GridVariant[];
  /** Of the money columns. */
  readonly currency: string;
  /** Price and stock without. */
  readonly columns?: readonly GridColumn[];
  readonly onChange: (changes: readonly CellChange[]) => void;
  /** Sentences by `cellKey`, e.g. what the server refused; they go before the grid's own. */
  readonly problems?: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * All variants of a product in one grid, to be typed through like a spreadsheet: arrow
 * keys, Enter and Tab move, Ctrl+D fills down, cells copied from a spreadsheet paste
 * over many. The grid is one stop of the Tab key until it is entered, and Escape leaves.
 */
export function VariantGrid(props: Props) {
  const { say } = useUi();
  const { label, options, variants, disabled = false } = props;
  const columns = useColumns(props.columns);
  const problems = useProblems(props, columns);
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [filled, setFilled] = useState<readonly CellChange[] | null>(null);
  const at = { row: Math.min(active.row, variants.length - 1), column: Math.min(active.column, columns.length - 1) };

  // Rows are drawn again only when their own variant changes: what they call is
  // the same function for the grid's life and reads the newest state through here.
  const live = useRef({ props, columns, at });
  live.current = { props, columns, at };
  const [hands] = useState(() => handsOf(live, table, setActive, setFilled));

  if (variants.length === 0) return <EmptyState title={say('ui.variants.empty')} />;
  const grouped = options.length > 1;
  return (
    <div className="haat-variants">
      <Wrong problems={problems} onShow={(key) => hands.focusKey(key)} />
      <div className="haat-variants-scroll">
        <table ref={table} role="grid" aria-label={label} style={{ '--haat-columns': columns.length } as CSSProperties} aria-disabled={disabled || undefined}>
          <Heads options={grouped ? options.slice(1) : options} columns={columns} disabled={disabled} onFill={hands.fillColumn} />
          {groupsOf(variants, grouped).map((group) => (
            <tbody key={group.start} role="rowgroup">
              {grouped && (
                <tr className="haat-variants-group" role="row">
                  <th scope="rowgroup" colSpan={columns.length + 1} role="rowheader">
                    <bdi>{group.name}</bdi>
                    <span>{say('ui.variants.count', { count: group.variants.length })}</span>
                  </th>
                </tr>
              )}
              {group.variants.map((variant, i) => (
                <Row
                  key={variant.id}
                  variant={variant}
                  index={group.start + i}
                  name={nameOf(variant, grouped, say('ui.variants.only'))}
                  columns={columns}
                  problems={problemsOf(variant, columns, problems)}
                  active={at.row === group.start + i ? at.column : null}
                  disabled={disabled}
                  hands={hands}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <Foot filled={filled} onUndo={hands.undo} disabled={disabled} />
    </div>
  );
}

function useColumns(given: readonly GridColumn[] | undefined): readonly GridColumn[] {
  const { say } = useUi();
  return useMemo(
    () =>
      given ?? [
        { id: 'price', title: say('ui.variants.price'), kind: 'money', required: true },
        { id: 'stock', title: say('ui.variants.stock'), kind: 'count' },
      ],
    [given, say],
  );
}

/** Every problem by the key of its cell, in the order of the grid. */
function useProblems({ variants, problems: told, currency }: Props, columns: readonly GridColumn[]): ReadonlyMap<string, string> {
  const { say } = useUi();
  // A variant that was not touched is the same object as before and is not looked at again.
  const own = useMemo(() => new WeakMap<GridVariant, readonly (readonly [string, string])[]>(), [columns, currency, say]);
  return useMemo(() => {
    const look = (variant: GridVariant) =>
      columns.flatMap((column) => {
        const why = isOpen(variant, column.id) ? cellProblem(variant.cells[column.id] ?? '', column, currency) : null;
        return why === null ? [] : [[cellKey(variant.id, column.id), say(`ui.variants.${why}`, { currency })] as const];
      });
    const found = new Map<string, string>();
    for (const variant of variants) {
      const seen = own.get(variant) ?? look(variant);
      own.set(variant, seen);
      for (const [key, text] of seen) found.set(key, text);
      if (told) for (const { id } of columns) addTold(found, told, cellKey(variant.id, id));
    }
    return found;
  }, [variants, columns, told, currency, say, own]);
}

function addTold(found: Map<string, string>, told: Readonly<Record<string, string>>, key: string): void {
  const text = told[key];
  if (text) found.set(key, text);
}

/** A row's problems as one text per column: equal texts let the row stay as it is drawn. */
function problemsOf(variant: GridVariant, columns: readonly GridColumn[], problems: ReadonlyMap<string, string>): string {
  if (problems.size === 0) return '';
  return columns.map((c) => problems.get(cellKey(variant.id, c.id)) ?? '').join('\n');
}

function nameOf(variant: GridVariant, grouped: boolean, only: string): string {
  return (grouped ? variant.values.slice(1) : variant.values).join(' / ') || only;
}

interface GroupOfVariants {
  readonly name: string;
  readonly start: number;
  readonly variants: readonly GridVariant[];
}

function groupsOf(variants: readonly GridVariant[], grouped: boolean): GroupOfVariants[] {
  if (!grouped) return [{ name: '', start: 0, variants }];
  const groups: { name: string; start: number; variants: GridVariant[] }[] = [];
  variants.forEach((variant, start) => {
    const name = variant.values[0] ?? '';
    const last = groups.at(-1);
    if (last?.name === name) last.variants.push(variant);
    else groups.push({ name, start, variants: [variant] });
  });
  return groups;
}

/** What cells do. One object for the grid's life, so that rows need not be drawn again for it. */
interface Hands {
  readonly type: (id: string, column: string, value: string) => void;
  readonly enter: (place: Place) => void;
  readonly key: (event: KeyboardEvent<HTMLInputElement>, place: Place) => void;
  readonly paste: (event: ClipboardEvent<HTMLInputElement>, place: Place) => void;
  readonly fillColumn: (column: string) => void;
  readonly undo: () => void;
  readonly focusKey: (key: string) => void;
}

interface Live {
  readonly current: { readonly props: Props; readonly columns: readonly GridColumn[]; readonly at: Place };
}

function handsOf(live: Live, table: { readonly current: HTMLTableElement | null }, setActive: (p: Place) => void, setFilled: (was: readonly CellChange[] | null) => void): Hands {
  let undoing: readonly CellChange[] = [];

  const change = (changes: readonly CellChange[]) => {
    if (changes.length === 0) return;
    const { variants, onChange } = live.current.props;
    if (changes.length > 1) {
      undoing = before(variants, changes);
      setFilled(undoing);
    }
    onChange(changes);
  };

  const cellAt = ({ row, column }: Place) => {
    const variant = live.current.props.variants[row];
    const target = live.current.columns[column];
    return variant && target ? inputOf(table.current, cellKey(variant.id, target.id)) : null;
  };

  const go = (place: Place) => {
    const input = cellAt(place);
    if (!input) return false;
    input.focus();
    input.select();
    return true;
  };

  const fill = (column: string, row: number) => change(filledDown(live.current.props.variants, column, row));

  // Escape lets the next Tab go where the browser would: out of the grid.
  let leaving = false;

  return {
    type: (id, column, value) => {
      setFilled(null);
      live.current.props.onChange([{ id, column, value }]);
    },
    enter: setActive,
    key: (event, place) => {
      const left = leaving;
      leaving = event.key === 'Escape';
      if (event.key === 'Tab' && left) return;
      if (event.key === 'd' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        const column = live.current.columns[place.column];
        if (column) fill(column.id, place.row);
        return;
      }
      // Within a form this Enter would save; at the last row it does nothing.
      if (event.key === 'Enter') event.preventDefault();
      const next = moveOf(event, place, live.current.columns.length);
      if (next && go(next)) event.preventDefault();
    },
    paste: (event, place) => {
      const text = event.clipboardData.getData('text/plain');
      if (!/[\n\t]/.test(text.trim())) return;
      event.preventDefault();
      change(spread(text, live.current.props.variants, live.current.columns, place.row, place.column));
    },
    fillColumn: (column) => {
      const { at, columns } = live.current;
      fill(column, columns[at.column]?.id === column ? at.row : 0);
    },
    undo: () => {
      setFilled(null);
      live.current.props.onChange(undoing);
    },
    focusKey: (key) => inputOf(table.current, key)?.focus(),
  };
}

function inputOf(table: HTMLTableElement | null, key: string): HTMLInputElement | null {
  return table?.querySelector<HTMLInputElement>(`input[data-cell="${CSS.escape(key)}"]`) ?? null;
}

/** The changes that take these back. */
function before(variants: readonly GridVariant[], changes: readonly CellChange[]): CellChange[] {
  const byId = new Map(variants.map((v) => [v.id, v]));
  return changes.map(({ id, column }) => ({ id, column, value: byId.get(id)?.cells[column] ?? '' }));
}

/** Where a key leads from a cell, or null when it belongs to the text in it. */
function moveOf(event: KeyboardEvent<HTMLInputElement>, { row, column }: Place, columns: number): Place | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  switch (event.key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'Enter':
      return { row: event.shiftKey ? row - 1 : row + 1, column };
    case 'Tab':
      return beside(row, column, event.shiftKey ? -1 : 1, columns);
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = onward(event) ? 1 : -1;
      return event.shiftKey || !atEdge(event.currentTarget, step) ? null : beside(row, column, step, columns);
    }
    default:
      return null;
  }
}

function beside(row: number, column: number, step: 1 | -1, columns: number): Place {
  const next = row * columns + column + step;
  return { row: Math.floor(next / columns), column: ((next % columns) + columns) % columns };
}

/** Whether the key points the way the columns run: to the left in right-to-left text. */
function onward(event: KeyboardEvent<HTMLInputElement>): boolean {
  // From the parent: a field of numbers itself always runs left to right.
  const rtl = event.currentTarget.parentElement?.closest('[dir]')?.getAttribute('dir') === 'rtl';
  return (event.key === 'ArrowRight') !== rtl;
}

/** The arrows walk through the text first and leave the cell at its end, or when all of it is marked. */
function atEdge(input: HTMLInputElement, step: 1 | -1): boolean {
  if (input.type === 'checkbox') return true;
  const { selectionStart: start, selectionEnd: end, value } = input;
  if (start === 0 && end === value.length) return true;
  return start === end && start === (step === 1 ? value.length : 0);
}

interface HeadsProps {
  readonly options: readonly string[];
  readonly columns: readonly GridColumn[];
  readonly disabled: boolean;
  readonly onFill: (column: string) => void;
}

const Heads = memo(function Heads({ options, columns, disabled, onFill }: HeadsProps) {
  const { say } = useUi();
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">
          {options.join(' / ') || say('ui.variants.variant')}
        </th>
        {columns.map((c) => (
          <th key={c.id} scope="col" role="columnheader" data-kind={c.kind}>
            <span className="haat-variants-head">
              {c.title}
              {!disabled && (
                // The mouse does not take the focus away from the cell to fill from.
                <IconButton label={say('ui.variants.fill', { column: c.title })} icon={<IconArrowBarDown size={16} aria-hidden="true" />} onMouseDown={(e) => e.preventDefault()} onClick={() => onFill(c.id)} />
              )}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
});

interface RowProps {
  readonly variant: GridVariant;
  readonly index: number;
  readonly name: string;
  readonly columns: readonly GridColumn[];
  readonly problems: string;
  /** The column the Tab key reaches, when this row holds it. */
  readonly active: number | null;
  readonly disabled: boolean;
  readonly hands: Hands;
}

const Row = memo(function Row({ variant, index, name, columns, problems, active, disabled, hands }: RowProps) {
  const { say } = useUi();
  const wrong = problems.split('\n');
  const isNew = variant.saved !== undefined && Object.keys(variant.saved).length === 0;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <bdi>{name}</bdi>
        {isNew && <span className="haat-variants-new">{say('ui.variants.new')}</span>}
      </th>
      {columns.map((column, n) => (
        <td key={column.id} role="gridcell" data-kind={column.kind} data-title={column.title} data-unsaved={isUnsaved(variant, column.id) || undefined}>
          <Cell variant={variant} column={column} place={{ row: index, column: n }} name={name} problem={wrong[n] ?? ''} reached={active === n} disabled={disabled} hands={hands} />
        </td>
      ))}
    </tr>
  );
});

interface CellProps {
  readonly variant: GridVariant;
  readonly column: GridColumn;
  readonly place: Place;
  readonly name: string;
  readonly problem: string;
  readonly reached: boolean;
  readonly disabled: boolean;
  readonly hands: Hands;
}

function Cell({ variant, column, place, name, problem, reached, disabled, hands }: CellProps): ReactNode {
  const { say } = useUi();
  const key = cellKey(variant.id, column.id);
  const open = isOpen(variant, column.id);
  const unsaved = isUnsaved(variant, column.id);
  const described = [problem !== '' && `${key}-problem`, unsaved && `${key}-unsaved`].filter(Boolean).join(' ');
  const usual = {
    'data-cell': key,
    'aria-label': say('ui.variants.cell', { column: column.title, variant: variant.values.join(' / ') || name }),
    'aria-invalid': problem !== '' || undefined,
    'aria-describedby': described || undefined,
    disabled,
    tabIndex: reached ? 0 : -1,
    onFocus: () => hands.enter(place),
    onKeyDown: (e: KeyboardEvent<HTMLInputElement>) => hands.key(e, place),
    onPaste: (e: ClipboardEvent<HTMLInputElement>) => hands.paste(e, place),
  };
  return (
    <>
      {column.kind === 'flag' && open ? (
        <input {...usual} type="checkbox" checked={(variant.cells[column.id] ?? '') !== ''} onChange={(e) => hands.type(variant.id, column.id, e.currentTarget.checked ? 'yes' : '')} />
      ) : (
        <input
          {...usual}
          // A locked cell can be walked over and read, but not typed into.
          readOnly={!open}
          inputMode={column.kind === 'money' ? 'decimal' : column.kind === 'count' ? 'numeric' : 'text'}
          dir={column.kind === 'text' ? 'auto' : 'ltr'}
          autoComplete="off"
          value={open ? (variant.cells[column.id] ?? '') : '–'}
          onChange={(e) => hands.type(variant.id, column.id, e.currentTarget.value)}
        />
      )}
      {unsaved && (
        <span id={`${key}-unsaved`} className="haat-variants-unsaved">
          {say('ui.variants.unsaved')}
        </span>
      )}
      {problem !== '' && (
        <span id={`${key}-problem`} className="haat-variants-problem">
          {problem}
        </span>
      )}
    </>
  );
}

function Wrong({ problems, onShow }: { readonly problems: ReadonlyMap<string, string>; readonly onShow: (key: string) => void }) {
  const { say } = useUi();
  const first = [...problems.keys()][0];
  return (
    <div className="haat-variants-wrong" role="status">
      {first !== undefined && (
        <>
          <span>{say('ui.variants.wrong', { count: problems.size })}</span>
          <button type="button" className="haat-text-button" onClick={() => onShow(first)}>
            {say('ui.variants.show')}
          </button>
        </>
      )}
    </div>
  );
}

interface FootProps {
  readonly filled: readonly CellChange[] | null;
  readonly onUndo: () => void;
  readonly disabled: boolean;
}

function Foot({ filled, onUndo, disabled }: FootProps) {
  const { say } = useUi();
  if (disabled) return null;
  return (
    <div className="haat-variants-foot">
      <span className="haat-variants-hint">{say('ui.variants.hint')}</span>
      <span role="status">
        {filled && (
          <>
            {say('ui.variants.filled', { count: filled.length })}{' '}
            <button type="button" className="haat-text-button" onClick={onUndo}>
              {say('ui.undo')}
            </button>
          </>
        )}
      </span>
    </div>
  );
}
