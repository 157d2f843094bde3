import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { UndoNotice } from '../parts/UndoNotice.tsx';
import { problemText } from './problems.ts';

export function told(message: string): void {
  notifications.show({ message, color: 'pine' });
}

export function failed(error: unknown): void {
  notifications.show({ message: problemText(error), color: 'red', autoClose: 8000 });
}

type Undo = () => unknown;

let last: Undo | null = null;

/**
 * Says what was done and offers to take it back. `undo` is the real inverse: it asks the server, and may be refused
 * when somebody else has gone on from there.
 */
export function toldUndo(message: string, undo: Undo): void {
  const take: Undo = async () => {
    if (last === take) last = null;
    notifications.hide(id);
    try {
      await undo();
    } catch (err) {
      failed(err);
    }
  };
  const id = notifications.show({
    message: createElement(UndoNotice, { message, onUndo: () => void take() }),
    color: 'pine',
    // Long enough to read, to think, and to get there by the keyboard.
    autoClose: 12_000,
    onClose: () => {
      if (last === take) last = null;
    },
  });
  last = take;
}

/** Takes back what was told last, while that is still on the screen; says whether there was anything. */
export function undoLast(): boolean {
  if (!last) return false;
  void last();
  return true;
}
