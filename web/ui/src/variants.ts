import { parseDecimal } from './amounts.ts';

/** A variant while it is being typed: every cell is text until it is saved. */
export interface GridVariant {
  readonly id: string;
  /** One value per option, in the options' order. */
  readonly values: readonly string[];
  /** What stands in the cells, by column. */
  readonly cells: Readonly<Record<string, string>>;
  /** Columns that do not apply to this variant, e.g. the stock of what is not counted. */
  readonly locked?: readonly string[];
  /** What is saved, by column; empty for a variant that is not saved itself. Cells that differ are marked; without it none is. */
  readonly saved?: Readonly<Record<string, string>>;
}

export interface GridColumn {
  readonly id: string;
  readonly title: string;
  /** A flag is a box to tick: any text is yes, none is no. */
  readonly kind: 'money' | 'count' | 'text' | 'flag';
  readonly required?: boolean;
}

export interface CellChange {
  readonly id: string;
  readonly column: string;
  readonly value: string;
}

export type CellProblem = 'missing' | 'bad_money' | 'bad_count';

/** Where a problem stands, e.g. to mark what the server refused. */
export function cellKey(id: string, column: string): string {
  return `${id}.${column}`;
}

/** What is wrong with the text of a cell, if anything. */
export function cellProblem(text: string, column: GridColumn, currency: string): CellProblem | null {
  const typed = text.trim();
  if (typed === '') return column.required ? 'missing' : null;
  if (column.kind === 'money' && (parseDecimal(typed, currency) ?? -1) < 0) return 'bad_money';
  // As many digits as a stock level can have.
  if (column.kind === 'count' && !/^\d{1,9}$/.test(typed)) return 'bad_count';
  return null;
}

/** The variants with these changes made. Untouched variants stay the same objects. */
export function withChanges<V extends GridVariant>(variants: readonly V[], changes: readonly CellChange[]): V[] {
  const byId = new Map<string, Record<string, string>>();
  for (const { id, column, value } of changes) byId.set(id, { ...byId.get(id), [column]: value });
  return variants.map((v) => {
    const cells = byId.get(v.id);
    return cells ? { ...v, cells: { ...v.cells, ...cells } } : v;
  });
}

/** Spreads lines (pasted from a spreadsheet, columns by tabs) over the cells from one cell on. */
export function spread(text: string, variants: readonly GridVariant[], columns: readonly GridColumn[], row: number, column: number): CellChange[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n').slice(0, variants.length - row);
  return lines.flatMap((line, down) =>
    line.split('\t').slice(0, columns.length - column).flatMap((value, along) => {
      const target = columns[column + along];
      const variant = variants[row + down];
      return target && variant && isOpen(variant, target.id) ? [{ id: variant.id, column: target.id, value: target.kind === 'flag' ? flagOf(value) : value.trim() }] : [];
    }),
  );
}

// As spreadsheets and people write it.
const flagOf = (text: string) => (/^(1|x|yes|true|on)$/i.test(text.trim()) ? 'yes' : '');

/** Copies a cell into the open cells of its column below it, down to and including `last`. */
export function filledDown(variants: readonly GridVariant[], column: string, row: number, last = variants.length - 1): CellChange[] {
  const value = variants[row]?.cells[column] ?? '';
  return variants
    .slice(row + 1, last + 1)
    .filter((v) => isOpen(v, column) && (v.cells[column] ?? '') !== value)
    .map((v) => ({ id: v.id, column, value }));
}

export function isUnsaved({ saved, cells, locked }: GridVariant, column: string): boolean {
  return saved !== undefined && !locked?.includes(column) && (saved[column] ?? '') !== (cells[column] ?? '');
}

export function isOpen(variant: GridVariant, column: string): boolean {
  return !variant.locked?.includes(column);
}
