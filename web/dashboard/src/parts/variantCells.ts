import { cellKey } from '@haat/ui';
import type { CellChange, GridColumn, GridVariant } from '@haat/ui';
import { isHaatError } from '@haat/store-client';
import type { ProductDraft, VariantDraft } from './productDraft.ts';

export type Cell = 'price' | 'compareAt' | 'stock' | 'sku' | 'weight' | 'backorder';

/** Where the server says a cell is wrong, below "variants[i].". */
const places: Readonly<Record<string, Cell>> = {
  'prices[0].amount': 'price',
  'prices[0].compare_at': 'compareAt',
  stock: 'stock',
  sku: 'sku',
  weight_grams: 'weight',
};

/** Names a variant while it is edited. New ones have no id yet but have their values; no space is in it, as names of elements are made of it. */
export function keyOf(variant: VariantDraft): string {
  return variant.id ?? `new-${encodeURIComponent(variant.values.join('/'))}`;
}

export function cellsOf(variant: VariantDraft): Readonly<Record<Cell, string>> {
  const { price, compareAt, stock, sku, weight, backorder } = variant;
  return { price, compareAt, stock, sku, weight, backorder: backorder ? 'yes' : '' };
}

const untracked: readonly Cell[] = ['stock', 'backorder'];

/**
 * The variants as the grid draws them. A variant that was not changed is the same object again,
 * so that typing into one of hundreds draws one row.
 */
export function gridOf(variants: readonly VariantDraft[], saved: ReadonlyMap<string, VariantDraft>, kept: WeakMap<VariantDraft, GridVariant>): readonly GridVariant[] {
  return variants.map((variant) => {
    const known = kept.get(variant);
    if (known) return known;
    const was = variant.id === undefined ? undefined : saved.get(variant.id);
    const row: GridVariant = {
      id: keyOf(variant),
      values: variant.values,
      cells: cellsOf(variant),
      // In a product that is new itself, marks at every cell would say nothing.
      ...(saved.size > 0 && { saved: was ? cellsOf(was) : {} }),
      ...(!variant.tracked && { locked: untracked }),
    };
    kept.set(variant, row);
    return row;
  });
}

/** The variants with these cells changed; the others stay the same objects. */
export function withCells(variants: readonly VariantDraft[], changes: readonly CellChange[]): readonly VariantDraft[] {
  const byKey = new Map<string, Partial<VariantDraft>>();
  for (const { id, column, value } of changes) byKey.set(id, { ...byKey.get(id), [column]: column === 'backorder' ? value !== '' : value });
  return variants.map((variant) => {
    const next = byKey.get(keyOf(variant));
    return next ? { ...variant, ...next } : variant;
  });
}

/** What the server refused, by cell, as long as the cell is still what was sent. */
export function refusedCells(error: unknown, sent: ProductDraft | undefined, now: readonly VariantDraft[]): Readonly<Record<string, string>> {
  if (!isHaatError(error) || !sent) return {};
  const byKey = new Map(now.map((v) => [keyOf(v), cellsOf(v)]));
  return Object.fromEntries(
    error.fields.flatMap(({ path, message }) => {
      const [, index = '', place = ''] = /^variants\[(\d+)\]\.(.+)$/.exec(path) ?? [];
      const cell = places[place];
      const variant = sent.variants[Number(index)];
      if (!cell || !variant || index === '') return [];
      const key = keyOf(variant);
      return byKey.get(key)?.[cell] === cellsOf(variant)[cell] ? [[cellKey(key, cell), message]] : [];
    }),
  );
}

/** A refusal of a whole variant or of its options, which has no cell to stand at. */
export function refusedRest(error: unknown): readonly string[] {
  if (!isHaatError(error)) return [];
  return error.fields.flatMap(({ path, message }) => {
    const place = /^variants(?:\[\d+\]\.(.+))?/.exec(path);
    return place && !(place[1] !== undefined && place[1] in places) ? [message] : [];
  });
}

export type Column = GridColumn & { readonly id: Cell };
