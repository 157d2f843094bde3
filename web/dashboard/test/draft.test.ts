import { describe, expect, it } from 'vitest';
import { combinations, draftOf, emptyDraft, problemsOf, saveOf, withOptions } from '../src/parts/productDraft.ts';
import { gridOf, withCells } from '../src/parts/variantCells.ts';
import { product } from './fixtures.ts';

const draft = draftOf(product, 'USD');

describe('a product draft', () => {
  it('saves what it was made from unchanged', () => {
    const saved = saveOf(draft, 'USD');
    expect(problemsOf(draft, 'USD')).toEqual({});
    expect(saved.title).toBe(product.title);
    expect(saved.variants?.map((v) => v.prices)).toEqual(product.variants.map((v) => v.prices));
    expect(saved.variants?.map((v) => v.id)).toEqual(['var_sand', 'var_ink']);
  });

  it('makes every combination of the options, in order', () => {
    expect(combinations([{ name: 'Colour', values: ['Sand', 'Ink'] }, { name: 'Size', values: ['S', 'L'] }])).toEqual([
      ['Sand', 'S'],
      ['Sand', 'L'],
      ['Ink', 'S'],
      ['Ink', 'L'],
    ]);
    expect(combinations([{ name: ' ', values: ['x'] }])).toEqual([[]]);
  });

  it('keeps the variants that still have their place when a value is added or removed', () => {
    const more = withOptions(draft, [{ name: 'Colour', values: ['Moss', 'Ink', 'Sand'] }]);
    expect(more.variants.map((v) => [v.values[0], v.id])).toEqual([
      ['Moss', undefined],
      ['Ink', 'var_ink'],
      ['Sand', 'var_sand'],
    ]);
    expect(more.variants[0]).toMatchObject({ price: '18.00', stock: '0', sku: '' });
    expect(withOptions(more, [{ name: 'Colour', values: ['Ink'] }]).variants.map((v) => v.id)).toEqual(['var_ink']);
  });

  it('is drawn as a grid that tells new variants from saved ones, and keeps what was not touched', () => {
    const more = withOptions(draft, [{ name: 'Colour', values: ['Sand', 'Ink', 'Moss & Fern'] }]);
    const saved = new Map(draft.variants.map((v) => [v.id ?? '', v]));
    const kept = new WeakMap();
    const rows = gridOf(more.variants, saved, kept);
    expect(rows.map((r) => r.id)).toEqual(['var_sand', 'var_ink', 'new-Moss%20%26%20Fern']);
    expect(rows.map((r) => Object.keys(r.saved ?? {}).length > 0)).toEqual([true, true, false]);
    const next = gridOf(withCells(more.variants, [{ id: 'new-Moss%20%26%20Fern', column: 'backorder', value: 'yes' }]), saved, kept);
    expect(next.map((r, i) => r === rows[i])).toEqual([true, true, false]);
    expect(next[2]?.cells).toMatchObject({ price: '18.00', stock: '0', backorder: 'yes' });
    expect(gridOf(more.variants, new Map(), new WeakMap()).every((r) => r.saved === undefined)).toBe(true);
  });

  it('lets each variant live on in one place when an option is added', () => {
    const sized = withOptions(draft, [...draft.options, { name: 'Size', values: ['S', 'L'] }]);
    expect(sized.variants.map((v) => v.id)).toEqual(['var_sand', undefined, 'var_ink', undefined]);
  });

  it('names what is wrong where it is wrong', () => {
    const bad = { ...emptyDraft(''), variants: [{ ...draft.variants[0]!, price: '', compareAt: '-1', stock: '1.5', weight: 'x' }] };
    expect(problemsOf(bad, 'USD')).toEqual({
      title: 'required',
      store_id: 'required',
      'variants[0].price': 'required',
      'variants[0].compareAt': 'price',
      'variants[0].stock': 'stock',
      'variants[0].weight': 'weight',
    });
  });
});
