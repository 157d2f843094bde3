/** Hears of a field that two people changed: where it is and what it is in theirs; `of` is what it belongs to, where there are many alike. */
export type Clashed = (path: string, theirs: unknown, of?: string) => void;

export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Fields whose own fields stand for themselves; of all others half of one and half of another would be neither. */
const inParts = new Set(['address', 'footer_text', 'policies', 'seo', 'translations']);

/** A text that is not given and an empty one are the same nothing. */
const alike = (a: unknown, b: unknown) => same(a ?? '', b ?? '');

type Fields = Readonly<Record<string, unknown>>;
const isFields = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v);

/** What was changed since `start` stays, everything else is as `theirs` has it. */
export function mergeDraft<T extends object>(start: T, mine: T, theirs: T, clashed: Clashed = () => {}): T {
  return merged(start as Fields, mine as Fields, theirs as Fields, '', clashed) as T;
}

function merged(start: Fields, mine: Fields, theirs: Fields, above: string, clashed: Clashed): Fields {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [was, my, now] = [start[key], mine[key], theirs[key]];
      const path = above + key;
      if ((above !== '' || inParts.has(key)) && isFields(was) && isFields(my) && isFields(now)) return [[key, merged(was, my, now, `${path}.`, clashed)]];
      if (!alike(my, was) && !alike(now, was) && !alike(my, now)) clashed(path, now);
      const value = alike(my, was) ? now : my;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
