import { parseDecimal, toDecimal } from '@haat/ui';
import type { NewProduct, Product } from '../app/types.ts';

type Price = Product['variants'][number]['prices'][number];

/** A variant as it is being typed: numbers are text until they are saved. */
export interface VariantDraft {
  /** Absent for a variant that is not saved yet. */
  readonly id?: string;
  readonly values: readonly string[];
  readonly sku: string;
  readonly price: string;
  readonly compareAt: string;
  readonly stock: string;
  /** What was on hand when this was read; absent for a variant that is not saved yet. */
  readonly stockWas?: number;
  readonly tracked: boolean;
  readonly backorder: boolean;
  readonly weight: string;
  readonly barcode: string;
  readonly shipped: boolean;
  /** Prices in other currencies and for groups, which this screen carries along untouched. */
  readonly otherPrices: readonly Price[];
}

export interface OptionDraft {
  readonly name: string;
  readonly values: readonly string[];
}

export interface ProductDraft {
  readonly store_id: string;
  readonly title: string;
  readonly handle: string;
  readonly description_html: string;
  readonly vendor: string;
  readonly origin: string;
  readonly status: NonNullable<NewProduct['status']>;
  readonly category_ids: readonly string[];
  readonly tags: readonly string[];
  readonly images: Product['images'];
  readonly seo: Product['seo'];
  readonly options: readonly OptionDraft[];
  readonly variants: readonly VariantDraft[];
}

/** As many as the server keeps. */
export const mostImages = 30;

export const emptyVariant: VariantDraft = { values: [], sku: '', price: '', compareAt: '', stock: '0', tracked: true, backorder: false, weight: '', barcode: '', shipped: true, otherPrices: [] };

export function emptyDraft(storeId: string): ProductDraft {
  return {
    store_id: storeId,
    title: '',
    handle: '',
    description_html: '',
    vendor: '',
    origin: '',
    status: 'draft',
    category_ids: [],
    tags: [],
    images: [],
    seo: { title: '', description: '' },
    options: [],
    variants: [emptyVariant],
  };
}

export function draftOf(product: Product, currency: string): ProductDraft {
  return {
    store_id: product.store_id,
    title: product.title,
    handle: product.handle,
    description_html: product.description_html,
    vendor: product.vendor,
    origin: product.origin,
    status: product.status as ProductDraft['status'],
    category_ids: product.category_ids,
    tags: product.tags,
    images: product.images,
    seo: { title: product.seo.title, description: product.seo.description },
    options: product.options,
    variants: product.variants.map((v) => {
      const own = v.prices.find((p) => isPlain(p, currency));
      const text = (amount: number | null | undefined) => (amount === null || amount === undefined ? '' : toDecimal({ amount, currency }));
      return {
        id: v.id,
        values: v.option_values,
        sku: v.sku,
        price: text(own?.amount),
        compareAt: text(own?.compare_at),
        stock: String(v.stock.on_hand),
        stockWas: v.stock.on_hand,
        tracked: v.stock.tracked,
        backorder: v.stock.allow_backorder,
        weight: v.weight_grams === 0 ? '' : String(v.weight_grams),
        barcode: v.barcode,
        shipped: v.requires_shipping,
        otherPrices: v.prices.filter((p) => p !== own),
      };
    }),
  };
}

/** The price everyone pays for one piece, without a season: the one this screen edits. */
function isPlain(p: Price, currency: string): boolean {
  return p.currency === currency && !p.group && (p.min_quantity ?? 0) <= 1 && !p.from && !p.until;
}

/** The pictures as the gallery orders them. An old product may have one twice: each has a name of its own. */
export function picturesOf(images: ProductDraft['images']) {
  const seen = new Map<string, number>();
  return images.map((image) => {
    const times = (seen.get(image.url) ?? 0) + 1;
    seen.set(image.url, times);
    return { ...image, id: times === 1 ? image.url : `${image.url}#${times}`, src: image.url };
  });
}

/** Every combination of the options' values, in their order; one empty combination without options. */
export function combinations(options: readonly OptionDraft[]): string[][] {
  const filled = options.filter((o) => o.name.trim() !== '' && o.values.length > 0);
  return filled.reduce<string[][]>((rows, o) => rows.flatMap((row) => o.values.map((v) => [...row, v])), [[]]);
}

/**
 * Changes the options and makes the variants fit: a combination that existed
 * keeps its variant, a new one copies the price of its nearest relative.
 */
export function withOptions(draft: ProductDraft, options: readonly OptionDraft[]): ProductDraft {
  const old = draft.variants;
  const used = new Set<VariantDraft>();
  const take = (values: string[]): VariantDraft => {
    const same = old.find((v) => !used.has(v) && sameValues(v.values, values)) ?? old.find((v) => !used.has(v) && startsAlike(v.values, values));
    if (same) {
      used.add(same);
      return { ...same, values };
    }
    const model = old[0] ?? emptyVariant;
    return { ...emptyVariant, values, price: model.price, compareAt: model.compareAt, weight: model.weight, shipped: model.shipped };
  };
  // Exact matches first, so that a neighbour cannot take a variant that still has its own place.
  const wanted = combinations(options);
  const exact = new Map(wanted.map((values) => [values, old.find((v) => sameValues(v.values, values))]));
  for (const v of exact.values()) if (v) used.add(v);
  return { ...draft, options, variants: wanted.map((values) => exact.get(values) ?? take(values)) };
}

export const sameValues = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((v, i) => v === b[i]);
const startsAlike = (a: readonly string[], b: readonly string[]) => a.length !== b.length && a.every((v, i) => i >= b.length || v === b[i]);

export type DraftProblems = Readonly<Record<string, 'required' | 'price' | 'stock' | 'weight'>>;

/** What keeps a draft from being saved, by the place the screen shows it. */
export function problemsOf(draft: ProductDraft, currency: string): DraftProblems {
  const problems: Record<string, 'required' | 'price' | 'stock' | 'weight'> = {};
  if (draft.title.trim() === '') problems.title = 'required';
  if (draft.store_id === '') problems.store_id = 'required';
  draft.variants.forEach((v, i) => {
    const at = (field: string) => `variants[${i}].${field}`;
    const price = parseDecimal(v.price, currency);
    if (v.price.trim() === '') problems[at('price')] = 'required';
    else if (price === null || price < 0) problems[at('price')] = 'price';
    if (v.compareAt.trim() !== '' && (parseDecimal(v.compareAt, currency) ?? -1) < 0) problems[at('compareAt')] = 'price';
    if (v.tracked && whole(v.stock) === null) problems[at('stock')] = 'stock';
    if (v.weight.trim() !== '' && whole(v.weight) === null) problems[at('weight')] = 'weight';
  });
  return problems;
}

export function whole(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** Stock moves while an editor is open: it is sent only when it was changed, with the count that was looked at. */
function stockOf(v: VariantDraft) {
  const stock = whole(v.stock) ?? 0;
  if (v.id === undefined || v.stockWas === undefined) return { stock };
  return stock === v.stockWas ? {} : { stock, stock_was: v.stockWas };
}

/** The one document that saves a product with its variants, prices and stock. Call only without problems. */
export function saveOf(draft: ProductDraft, currency: string): NewProduct {
  return {
    store_id: draft.store_id,
    title: draft.title.trim(),
    ...(draft.handle.trim() === '' ? {} : { handle: draft.handle.trim() }),
    description_html: draft.description_html,
    vendor: draft.vendor.trim(),
    origin: draft.origin.trim(),
    status: draft.status,
    category_ids: [...draft.category_ids],
    tags: [...draft.tags],
    images: draft.images,
    seo: { title: draft.seo.title.trim(), description: draft.seo.description.trim() },
    options: draft.options.filter((o) => o.name.trim() !== '' && o.values.length > 0).map((o) => ({ name: o.name.trim(), values: [...o.values] })),
    variants: draft.variants.map((v) => ({
      ...(v.id === undefined ? {} : { id: v.id }),
      sku: v.sku.trim(),
      barcode: v.barcode.trim(),
      option_values: [...v.values],
      prices: [{ currency, amount: parseDecimal(v.price, currency) ?? 0, ...(v.compareAt.trim() === '' ? {} : { compare_at: parseDecimal(v.compareAt, currency) ?? 0 }) }, ...v.otherPrices],
      ...stockOf(v),
      tracked: v.tracked,
      allow_backorder: v.backorder,
      weight_grams: whole(v.weight) ?? 0,
      requires_shipping: v.shipped,
    })),
  };
}
