import { latinKey } from '@haat/ui';
import type { TextKey } from './i18n.ts';
import { navFor } from './nav.ts';
import type { NavItem } from './nav.ts';
import type { Permission } from './types.ts';

interface Shortcut {
  /** Ways to ask for it; each is pressed together or one after the other. */
  readonly ways: readonly (readonly string[])[];
  readonly label: TextKey;
}

interface Group {
  readonly title: TextKey;
  readonly items: readonly Shortcut[];
}

const fixed: readonly Group[] = [
  {
    title: 'keyboard.anywhere',
    items: [
      { ways: [['?']], label: 'keyboard.map' },
      { ways: [['Ctrl', 'K']], label: 'shell.search_hint' },
      { ways: [['/']], label: 'keyboard.search' },
      { ways: [['n']], label: 'keyboard.new' },
      { ways: [['z']], label: 'keyboard.undo' },
      { ways: [['Esc']], label: 'keyboard.close' },
    ],
  },
  {
    title: 'keyboard.list',
    items: [
      { ways: [['j'], ['↓']], label: 'keyboard.next' },
      { ways: [['k'], ['↑']], label: 'keyboard.previous' },
      { ways: [['Home'], ['End']], label: 'keyboard.ends' },
      { ways: [['Enter']], label: 'keyboard.open' },
      { ways: [['x'], ['Space']], label: 'keyboard.select' },
    ],
  },
];

type Can = (permission: Permission) => boolean;

/** Every shortcut somebody has, as the map shows them. */
export function shortcutsFor(can: Can): readonly Group[] {
  const pages = navFor(can).flatMap((g) => g.items);
  return [...fixed, { title: 'keyboard.go', items: pages.map((p) => ({ ways: [['g', p.key]], label: p.label })) }];
}

export type Action = { readonly do: 'map' | 'search' | 'new' | 'undo' | 'rows' | 'wait' | 'none' } | { readonly do: 'go'; readonly to: NavItem['to'] };

const plain: Readonly<Record<string, Action>> = {
  '?': { do: 'map' },
  '/': { do: 'search' },
  n: { do: 'new' },
  z: { do: 'undo' },
  j: { do: 'rows' },
  k: { do: 'rows' },
  g: { do: 'wait' },
};

type Pressed = Parameters<typeof latinKey>[0] & { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean };

/** What a key asks for; `waiting` is after a g. A key with Ctrl, Alt or ⌘ is the browser's. */
export function actionOf(pressed: Pressed, waiting: boolean, can: Can): Action {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return { do: 'none' };
  const key = latinKey(pressed);
  if (!waiting) return plain[key] ?? { do: 'none' };
  const page = navFor(can)
    .flatMap((g) => g.items)
    .find((p) => p.key === key);
  return page ? { do: 'go', to: page.to } : { do: 'none' };
}

const fields = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [role="grid"]';

/** Whether keys belong to what has the focus: somebody writes there, or chooses by letters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(fields) !== null;
}
