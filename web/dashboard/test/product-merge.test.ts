import { describe, expect, it } from 'vitest';
import type { ProductDraft, VariantDraft } from '../src/parts/productDraft.ts';
import { draftOf, saveOf, withOptions } from '../src/parts/productDraft.ts';
import { mergeProduct } from '../src/parts/productMerge.ts';
import { product } from './fixtures.ts';

const start = draftOf(product, 'USD');
const sand = start.variants[0] as VariantDraft;
const coloured = (draft: ProductDraft, ...values: string[]) => withOptions(draft, [{ name: 'Colour', values }]);
/** The draft with a variant changed. */
const set = (draft: ProductDraft, colour: string, part: Partial<VariantDraft>): ProductDraft => ({ ...draft, variants: draft.variants.map((v) => (v.values[0] === colour ? { ...v, ...part } : v)) });
/** The draft as somebody else has it once it is saved: what was new has an id. */
const kept = (draft: ProductDraft): ProductDraft => ({ ...draft, variants: draft.variants.map((v) => ({ ...v, id: v.id ?? `var_${v.values.join('_').toLowerCase()}`, stockWas: Number(v.stock) })) });
const merge = (mine: ProductDraft, theirs: ProductDraft) => {
  const clashes: unknown[] = [];
  return { merged: mergeProduct(start, mine, theirs, (path, value, of) => clashes.push([path, value, of])), clashes };
};
const shown = (draft: ProductDraft) => draft.variants.map((v) => [v.values.join(' / '), v.id, v.price]);

describe('a product that two people changed', () => {
  it('has the title of the one and the price of the other', () => {
    const { merged, clashes } = merge({ ...start, title: 'Mug' }, set(start, 'Ink', { price: '21.50' }));
    expect(merged.title).toBe('Mug');
    expect(shown(merged)).toEqual([['Sand', 'var_sand', '18.00'], ['Ink', 'var_ink', '21.50']]);
    expect(clashes).toEqual([]);
  });

  it('keeps here what both changed, and says what the other one has', () => {
    const mine = set({ ...start, title: 'Mug', seo: { title: 'Mine', description: '' } }, 'Ink', { price: '21.50', sku: 'SAME' });
    const theirs = set({ ...start, title: 'Cup', seo: { title: '', description: 'Theirs' } }, 'Ink', { price: '23.00', sku: 'SAME', weight: '300' });
    const { merged, clashes } = merge(mine, theirs);
    expect(merged).toMatchObject({ title: 'Mug', seo: { title: 'Mine', description: 'Theirs' } });
    expect(merged.variants[1]).toMatchObject({ price: '21.50', sku: 'SAME', weight: '300' });
    expect(clashes).toEqual([['title', 'Cup', undefined], ['variants.price', '23.00', 'Ink']]);
  });

  it('takes in a variant that was added there while another one was changed here', () => {
    const { merged, clashes } = merge(set(start, 'Ink', { price: '21.50' }), kept(coloured(start, 'Sand', 'Fern', 'Ink')));
    expect(merged.options).toEqual([{ name: 'Colour', values: ['Sand', 'Fern', 'Ink'] }]);
    expect(shown(merged)).toEqual([['Sand', 'var_sand', '18.00'], ['Fern', 'var_fern', '18.00'], ['Ink', 'var_ink', '21.50']]);
    expect(clashes).toEqual([]);
  });

  it('lets go of a variant that was deleted there, and leaves the others as they are typed', () => {
    const { merged, clashes } = merge(set(start, 'Sand', { price: '19.00' }), kept(coloured(start, 'Sand')));
    expect(merged.options).toEqual([{ name: 'Colour', values: ['Sand'] }]);
    expect(shown(merged)).toEqual([['Sand', 'var_sand', '19.00']]);
    expect(clashes).toEqual([]);
  });

  it('saves anew what was deleted there while it was changed here, and says so', () => {
    const { merged, clashes } = merge(set(start, 'Ink', { price: '21.50' }), kept(coloured(start, 'Sand')));
    expect(merged.options).toEqual([{ name: 'Colour', values: ['Sand', 'Ink'] }]);
    expect(shown(merged)).toEqual([['Sand', 'var_sand', '18.00'], ['Ink', undefined, '21.50']]);
    expect(saveOf(merged, 'USD').variants?.[1]).not.toHaveProperty('stock_was');
    expect(clashes).toEqual([['variants', 'gone', 'Ink']]);
  });

  it('stays without what was deleted here, and says when it was changed there', () => {
    expect(merge(coloured(start, 'Sand'), { ...start, title: 'Cup' })).toMatchObject({ merged: { title: 'Cup', variants: [{ id: 'var_sand' }] }, clashes: [] });
    expect(merge(coloured(start, 'Sand'), set(start, 'Ink', { price: '23.00' }))).toMatchObject({ merged: { variants: [{ id: 'var_sand' }] }, clashes: [['variants', 'changed', 'Ink']] });
  });

  it('has the colours that both added, and one of a colour that both did', () => {
    const mine = set(coloured(start, 'Sand', 'Ink', 'Moss', 'Clay'), 'Clay', { price: '20.00' });
    const theirs = kept(set(coloured(start, 'Sand', 'Ink', 'Fern', 'Clay'), 'Clay', { stock: '4' }));
    const { merged, clashes } = merge(mine, theirs);
    expect(merged.options).toEqual([{ name: 'Colour', values: ['Sand', 'Ink', 'Fern', 'Clay', 'Moss'] }]);
    expect(shown(merged).map(([, id]) => id)).toEqual(['var_sand', 'var_ink', 'var_fern', 'var_clay', undefined]);
    // Nobody counted those of this new one here: what is on hand is not taken away.
    expect(merged.variants[3]).toMatchObject({ price: '20.00', stock: '4', stockWas: 4 });
    expect(clashes).toEqual([['variants.price', '18.00', 'Clay']]);
  });

  it('has the options of here where both changed what they are', () => {
    const sized = withOptions(start, [...start.options, { name: 'Size', values: ['S', 'L'] }]);
    const { merged, clashes } = merge(sized, kept(coloured(start, 'Sand', 'Ink', 'Fern')));
    expect(merged.options).toEqual(sized.options);
    expect(merged.variants.map((v) => v.id)).toEqual(['var_sand', undefined, 'var_ink', undefined]);
    expect(clashes).toEqual([['options', [{ name: 'Colour', values: ['Sand', 'Ink', 'Fern'] }], undefined]]);
  });

  it('counts anew from what is on hand now: what was not counted here follows', () => {
    const moved = { ...start, variants: start.variants.map((v) => ({ ...v, stock: '3', stockWas: 3 })) };
    const { merged } = merge(set(start, 'Sand', { stock: '9' }), moved);
    expect(merged.variants).toMatchObject([{ stock: '9', stockWas: 3 }, { stock: '3', stockWas: 3 }]);
    expect(saveOf(merged, 'USD').variants).toMatchObject([{ stock: 9, stock_was: 3 }, {}]);
    expect(saveOf(merged, 'USD').variants?.[1]).not.toHaveProperty('stock');
  });

  it('knows a new variant again once it is saved', () => {
    const sent = coloured(start, 'Sand', 'Ink', 'Moss');
    const merged = mergeProduct(sent, set(sent, 'Moss', { price: '20.00' }), kept(sent));
    expect(shown(merged)[2]).toEqual(['Moss', 'var_moss', '20.00']);
    expect(mergeProduct(sent, sent, kept(sent))).toEqual(kept(sent));
  });

  it('keeps combinations that are not sold away', () => {
    const sparse = { ...start, options: [{ name: 'Colour', values: ['Sand', 'Ink'] }], variants: [sand] };
    const merged = mergeProduct(sparse, { ...sparse, title: 'Mug' }, { ...sparse, vendor: 'Kiln' });
    expect(merged).toMatchObject({ title: 'Mug', vendor: 'Kiln' });
    expect(merged.variants).toHaveLength(1);
  });
});
