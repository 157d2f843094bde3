import { mergeDraft, same } from './mergeDraft.ts';
import type { Clashed } from './mergeDraft.ts';
import { emptyVariant, sameValues, withOptions } from './productDraft.ts';
import type { OptionDraft, ProductDraft, VariantDraft } from './productDraft.ts';

/**
 * A product is merged as every draft is, but that its variants are told apart: each by its id, one that is not saved
 * yet by its values. Of what others took away only stays what was changed here; it is saved as a new variant.
 */
export function mergeProduct(start: ProductDraft, mine: ProductDraft, theirs: ProductDraft, clashed: Clashed = () => {}): ProductDraft {
  const rest = mergeDraft(alone(start), alone(mine), alone(theirs), clashed);
  const variants = variantsHere(start, mine, theirs, clashed);
  const added = mine.variants.filter((v) => v.id === undefined && !find(theirs.variants, v));
  const back = broughtBack(start, mine, theirs, clashed);
  const options = withRoom(mergeOptions(start.options, mine.options, theirs.options, clashed), back);
  const merged = { ...rest, options, variants: [...variants, ...added, ...back] };
  // Where the options are theirs so is their order, and a combination that they do not sell is not made up.
  return variants.length === merged.variants.length && same(options, theirs.options) ? merged : withOptions(merged, options);
}

const alone = (draft: ProductDraft): ProductDraft => ({ ...draft, options: [], variants: [] });

function find(variants: readonly VariantDraft[], one: VariantDraft): VariantDraft | undefined {
  return variants.find((v) => (v.id !== undefined && one.id !== undefined ? v.id === one.id : sameValues(v.values, one.values)));
}

const nameOf = (variant: VariantDraft) => variant.values.join(' / ') || undefined;

/** Theirs, with what was changed here on top; without those that were taken away here. */
function variantsHere(start: ProductDraft, mine: ProductDraft, theirs: ProductDraft, clashed: Clashed): VariantDraft[] {
  return theirs.variants.flatMap((now) => {
    const was = find(start.variants, now);
    const my = find(mine.variants, now);
    if (my) return [mergeDraft(was ?? { ...emptyVariant, values: now.values }, my, now, (path, value) => clashed(`variants.${path}`, value, nameOf(now)))];
    if (!was) return [now];
    if (!same(was, now)) clashed('variants', 'changed', nameOf(now));
    return [];
  });
}

/** What they took away while it was changed here, to be saved as new. */
function broughtBack(start: ProductDraft, mine: ProductDraft, theirs: ProductDraft, clashed: Clashed): VariantDraft[] {
  return mine.variants.flatMap((my) => {
    if (my.id === undefined || find(theirs.variants, my) || same(find(start.variants, my), my)) return [];
    clashed('variants', 'gone', nameOf(my));
    const { id: _, stockWas: __, ...fresh } = my;
    return [fresh];
  });
}

function mergeOptions(start: readonly OptionDraft[], mine: readonly OptionDraft[], theirs: readonly OptionDraft[], clashed: Clashed): readonly OptionDraft[] {
  if (same(mine, start)) return theirs;
  if (same(theirs, start) || same(mine, theirs)) return mine;
  const names = (options: readonly OptionDraft[]) => options.map((o) => o.name);
  if (same(names(mine), names(start)) && same(names(theirs), names(start))) return mine.map((o, i) => ({ ...o, values: mergeValues(start[i]?.values ?? [], o.values, theirs[i]?.values ?? []) }));
  clashed('options', theirs);
  return mine;
}

function mergeValues(was: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  return [...theirs.filter((v) => mine.includes(v) || !was.includes(v)), ...mine.filter((v) => !was.includes(v) && !theirs.includes(v))];
}

/** The options with the values of these variants; one that fits into none of them is left out. */
function withRoom(options: readonly OptionDraft[], variants: readonly VariantDraft[]): readonly OptionDraft[] {
  const fitting = variants.filter((v) => v.values.length === options.length);
  return options.map((o, i) => ({ ...o, values: [...new Set([...o.values, ...fitting.flatMap((v) => v.values[i] ?? [])])] }));
}
