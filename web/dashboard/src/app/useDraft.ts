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

/** What was changed since `start` stays, everything else is as `theirs` has it. */
export function mergeDraft<T extends object>(start: T, form: T, theirs: T): T {
  return Object.fromEntries(Object.entries(theirs).map(([key, value]) => [key, same(form[key as keyof T], start[key as keyof T]) ? value : form[key as keyof T]])) as T;
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
