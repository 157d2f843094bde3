import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../app/i18n.ts';
import { failed, told } from '../app/notify.ts';
import { fieldError, isStatus } from '../app/problems.ts';
import { mergeDraft, same } from './mergeDraft.ts';
import type { Clashed } from './mergeDraft.ts';
import { refusedLanguage, said } from './translated.ts';

interface Kept {
  readonly version: number;
}

/** A record as its page reads it; null for one that is still to be made. */
type Base = Kept | null;

/** What keeps a draft from being sent, by the path of the field. */
export type Problems = Readonly<Record<string, TextKey>>;

interface How<Draft extends object, B extends Base> {
  readonly saved: B;
  readonly draftOf: (saved: B) => Draft;
  readonly send: (draft: Draft, base: B) => PromiseLike<NonNullable<B>>;
  readonly load: (base: NonNullable<B>) => PromiseLike<NonNullable<B>>;
  /** Under which its page reads it. */
  readonly key: (saved: NonNullable<B>) => QueryKey;
  /** What the fields are called, by their path. */
  readonly names: Readonly<Record<string, string>>;
  /** What a value is called that is no text of its own, by the path of its field. */
  readonly says?: Readonly<Record<string, (value: never) => string>>;
  readonly problems?: (draft: Draft) => Problems;
  readonly message: string;
  /** What else shows it. */
  readonly lists?: readonly string[];
  /** Goes to the page of what was just made. */
  readonly onMade?: (made: NonNullable<B>) => unknown;
  /** Where a draft is more than its fields. */
  readonly merge?: (start: Draft, mine: Draft, theirs: Draft, clashed?: Clashed) => Draft;
  /** Where the API has the draft's fields. */
  readonly under?: string;
  /** Only looked at. */
  readonly locked?: boolean;
}

export interface Clash {
  readonly path: string;
  readonly theirs: unknown;
  readonly of: string | undefined;
}

/** The fields that are text, those of a part with the part before. */
type TextPath<D> = {
  [K in keyof D & string]: D[K] extends string ? K : D[K] extends readonly unknown[] ? never : D[K] extends object ? `${K}.${keyof D[K] & string}` : never;
}[keyof D & string];

export interface RecordState<Draft, B> extends Pick<How<object, Base>, 'says'> {
  readonly base: B;
  /** The draft as it was before anything was typed. */
  readonly start: Draft;
  readonly draft: Draft;
  /** Given a function, it is asked with the newest draft: for what arrives later than it was begun. */
  readonly change: (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;
  readonly dirty: boolean;
  /** What a field is called, or the part it belongs to. */
  readonly name: (path: string) => string;
  /** Binds a text field: what it is called, what is in it and what is wrong with it. */
  readonly text: (path: TextPath<Draft>) => Bound;
  readonly errorAt: (path: string) => string | undefined;
  /** What the server said; nothing where it was only behind. */
  readonly error: unknown;
  /** The draft that the server said it to. */
  readonly sent: Draft | undefined;
  /** Another one each time that what is missing kept it from being sent. */
  readonly tried: object | null;
  readonly incomplete: boolean;
  /** Somebody else's changes came under what is typed here. */
  readonly merged: boolean;
  readonly clashes: readonly Clash[];
  readonly locked: boolean;
  readonly saving: boolean;
  readonly submit: () => void;
  /** The language its words are written in; null for the shop's first. */
  readonly written: string | null;
  readonly write: (locale: string | null) => void;
}

interface Bound {
  readonly label: string;
  readonly value: string;
  readonly onChange: (e: { readonly currentTarget: { readonly value: string } }) => void;
  readonly error: string | undefined;
  readonly disabled: boolean;
}

interface State<Draft, B> extends Pick<RecordState<Draft, B>, 'base' | 'start' | 'draft' | 'merged' | 'clashes'> {
  /** As the page had it last. */
  readonly seen: B;
}

const none: Problems = {};

/** A record under the hands of a person: what is kept, what they changed, what others did meanwhile, and what the server said to it. */
export function useRecord<Draft extends object, B extends Base>(how: How<Draft, B>): RecordState<Draft, B> {
  const { saved, draftOf, names, under = '', locked = false } = how;
  const { t } = useTranslation();
  const [state, setState] = useState<State<Draft, B>>(() => ({ base: saved, seen: saved, start: draftOf(saved), draft: draftOf(saved), merged: false, clashes: [] }));
  const [tried, setTried] = useState<object | null>(null);
  const [written, write] = useState<string | null>(null);
  const { base, start, draft } = state;
  // While drawing, so that no picture is ever of one version's fields and another's number.
  if (saved !== state.seen) setState(arrived(state, saved, draftOf(saved), how.merge));

  const save = useSave(how, base, setState, () => setTried(null), write);

  const missing = how.problems?.(draft) ?? none;
  const name = (path: string) => names[path] ?? names[path.split('.')[0] ?? ''] ?? path;
  const change: RecordState<Draft, B>['change'] = (part) => setState((now) => ({ ...now, draft: { ...now.draft, ...(typeof part === 'function' ? part(now.draft) : part) } }));
  const errorAt = (path: string) => (tried && missing[path] ? t(missing[path]) : fieldError(save.error, under + path));
  return {
    ...state,
    name,
    ...(how.says && { says: how.says }),
    change,
    dirty: !alike(draft, start),
    text: (path) => ({
      label: name(path),
      value: String(valueAt(draft, path) ?? ''),
      onChange: ({ currentTarget: { value } }) => change((now) => withValue(now, path, value)),
      error: errorAt(path),
      disabled: locked,
    }),
    errorAt,
    error: isStatus(save.error, 412) ? undefined : save.error,
    sent: save.variables,
    tried,
    incomplete: tried !== null && Object.keys(missing).length > 0,
    locked,
    saving: save.isPending,
    submit: () => {
      if (Object.keys(missing).length === 0) return save.mutate(draft);
      setTried({});
      write(null);
    },
    written,
    write,
  };
}

function useSave<Draft extends object, B extends Base>(how: How<Draft, B>, base: B, setState: Dispatch<SetStateAction<State<Draft, B>>>, onSaved: () => void, onRefused: (language: string | null) => void) {
  const { draftOf, merge = mergeDraft } = how;
  const queries = useQueryClient();
  const catchUp = async (old: NonNullable<B>) => {
    try {
      queries.setQueryData(how.key(old), await how.load(old));
    } catch (err) {
      failed(err);
    }
  };
  return useMutation({
    mutationFn: async (sent: Draft) => await how.send(sent, base),
    onSuccess: async (next, sent) => {
      queries.setQueryData(how.key(next), next);
      // What was typed while the answer was on its way is still there, and still unsaved.
      setState((now) => ({ ...now, base: next, start: draftOf(next), draft: merge(sent, now.draft, draftOf(next)), merged: false, clashes: [] }));
      onSaved();
      told(how.message);
      for (const list of how.lists ?? []) void queries.invalidateQueries({ queryKey: [list] });
      if (!base) await how.onMade?.(next);
    },
    onError: async (err) => {
      // What is kept is not what was seen here: it comes in below what was typed.
      if (base && (isStatus(err, 412) || isStatus(err, 409))) await catchUp(base);
      // The first field that was refused is shown, in its language.
      const language = refusedLanguage(err);
      if (language !== undefined) onRefused(language);
    },
  });
}

/** Whether two drafts say the same: a language in which nothing is said is none. */
function alike(a: object, b: object): boolean {
  const text = (draft: object) => JSON.stringify(draft, (key, value: unknown) => (key === 'translations' ? said(value as Record<string, object>) : value));
  return text(a) === text(b);
}

/** Somebody else's version below what is typed here; one from before the last save says nothing new. */
function arrived<Draft extends object, B extends Base>(state: State<Draft, B>, saved: B, theirs: Draft, merge: How<Draft, B>['merge'] = mergeDraft): State<Draft, B> {
  const { base, start, draft } = state;
  if (!saved || !base || saved.version < base.version) return { ...state, seen: saved };
  const clashes: Clash[] = [];
  const next = merge(start, draft, theirs, (path, value, of) => clashes.push({ path, theirs: value, of }));
  const seen = { ...state, seen: saved, base: saved, start: theirs, draft: next };
  // Within a version only what is counted moves, stock for one: its own field says so.
  if (saved.version === base.version || alike(draft, start)) return seen;
  const fresh = (old: Clash) => !clashes.some((c) => c.path === old.path && c.of === old.of);
  return { ...seen, merged: state.merged || !same(start, theirs), clashes: [...state.clashes.filter(fresh), ...clashes] };
}

/** What keeps a draft from being sent while this field is empty. */
export const filled =
  <K extends string>(field: K) =>
  (draft: { readonly [P in K]: string }): Problems =>
    draft[field].trim() === '' ? { [field]: 'product.problem_required' } : {};

type Fields = Readonly<Record<string, unknown>>;

function valueAt(draft: object, path: string): unknown {
  return path.split('.').reduce<unknown>((thing, key) => (thing as Fields | undefined)?.[key], draft);
}

function withValue<Draft extends object>(draft: Draft, path: string, value: string): Draft {
  const [key = '', part] = path.split('.');
  return { ...draft, [key]: part === undefined ? value : { ...((draft as Fields)[key] as object), [part]: value } };
}
