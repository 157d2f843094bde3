// Hooks of lists whose things are put in an order. In a module of components, not of plain
// functions: a server that renders components must not run them.
import { useEffect, useState } from 'react';
import type { DragEvent } from 'react';

/** Gives the focus to a button (`data-act`) of a thing (`data-id`) once the list has been drawn in its new order. */
export function useFocusAfter(list: { readonly current: HTMLElement | null }): (id: string, button: string) => void {
  const [wanted, want] = useState<{ readonly id: string; readonly button: string } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    list.current?.querySelector<HTMLButtonElement>(`[data-id="${CSS.escape(wanted.id)}"] [data-act="${wanted.button}"]`)?.focus();
  }, [wanted, list]);
  return (id, button) => want({ id, button });
}

/**
 * Dragging by position. `handle` is what is taken hold of, `target` what it is dropped on; a
 * thing may be both. Dragging that begins in a field marks its text instead.
 */
export function useDrag(onDrop: (from: number, to: number) => void) {
  const [from, setFrom] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    setFrom(null);
    setOver(null);
  };
  const handle = (at: number) => ({
    draggable: true,
    onDragStart: (e: DragEvent) => {
      if (e.target instanceof HTMLInputElement) return e.preventDefault();
      e.dataTransfer.effectAllowed = 'move';
      e.dataTransfer.setData('text/plain', ''); // some browsers drag nothing else
      const whole = e.currentTarget.closest('li');
      if (whole && whole !== e.currentTarget) e.dataTransfer.setDragImage(whole, 16, 16);
      setFrom(at);
    },
    onDragEnd: end,
  });
  const target = (at: number) => ({
    onDragOver: (e: DragEvent) => {
      if (from === null) return;
      e.preventDefault();
      setOver(at);
    },
    onDrop: (e: DragEvent) => {
      if (from === null) return;
      e.preventDefault();
      onDrop(from, at);
      end();
    },
  });
  return { from, over: over === from ? null : over, handle, target };
}
