import { useState } from 'react';

export interface Draft<T> {
  readonly form: T;
  /** Onto the newest: something may arrive later than it was begun, a picture for one. */
  readonly change: (part: Partial<T>) => void;
  readonly dirty: boolean;
  /** The version that a save is made on. */
  readonly version: number;
  /** Somebody else's changes came under what is typed here. */
  readonly merged: boolean;
  /** To be told what was sent once it is saved: only what was typed after that is a change still. */
  readonly landed: (sent: T) => void;
}

interface State<T> {
  readonly version: number;
  readonly start: T;
  readonly form: T;
  readonly merged: boolean;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Fields whose own fields stand for themselves; of all others half of one and half of another would be neither. */
const inParts = new Set(['address', 'seo', 'translations']);

type Fields = Readonly<Record<string, unknown>>;
const isFields = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v);

/** What was changed since `start` stays, everything else is as `theirs` has it. */
export function mergeDraft<T extends object>(start: T, form: T, theirs: T): T {
  return merged(start as Fields, form as Fields, theirs as Fields, false) as T;
}

function merged(start: Fields, form: Fields, theirs: Fields, deep: boolean): Fields {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(form)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [was, mine, now] = [start[key], form[key], theirs[key]];
      if ((deep || inParts.has(key)) && isFields(was) && isFields(mine) && isFields(now)) return [[key, merged(was, mine, now, true)]];
      const value = same(mine, was) ? now : mine;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/**
 * A form of a saved thing that may be saved by somebody else while it is open: fields nobody
 * touched follow, what was typed is never taken away.
 */
export function useDraft<T extends object>(version: number, start: T): Draft<T> {
  const [state, setState] = useState<State<T>>({ version, start, form: start, merged: false });
  const dirty = !same(state.form, state.start);
  if (version !== state.version) {
    // While drawing, so that no picture is ever of one version's fields and another's number.
    setState({ version, start, form: mergeDraft(state.start, state.form, start), merged: dirty && !same(state.start, start) });
  }
  return {
    form: state.form,
    change: (part) => setState((now) => ({ ...now, form: { ...now.form, ...part } })),
    dirty,
    version: state.version,
    merged: state.merged && dirty,
    landed: (sent) => setState((now) => ({ ...now, start: sent, merged: false })),
  };
}
