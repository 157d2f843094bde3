import { useEffect } from 'react';

/** Something that had the focus, and what lies around it, the closest first. */
interface Place {
  readonly element: HTMLElement;
  readonly around: readonly HTMLElement[];
  /** A window over the page is a world of its own. */
  readonly over: boolean;
}

function placeOf(element: HTMLElement): Place {
  const around: HTMLElement[] = [];
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    if (up.hasAttribute('data-portal')) return { element, around, over: true };
    around.push(up);
  }
  return { element, around, over: false };
}

/**
 * Keeps the keyboard where it was. When what has the focus goes away — a link with its page, a button
 * that has done its work — browsers let go of it, and the next Tab begins at the top of the page. It
 * goes on from the closest thing around it that is still there, or waits for a button that is only
 * busy; after a window, from where the window was opened.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let held: Place | null = null;
    let below: Place | null = null;
    const hold = (e: FocusEvent) => {
      if (!(e.target instanceof HTMLElement)) return;
      const next = placeOf(e.target);
      if (next.over && held && !held.over) below = held;
      held = next;
    };
    const back = (place: Place | null): boolean => {
      if (!place) return false;
      const next = [place.element, ...place.around].find((e) => e.isConnected);
      if (!next) return false;
      if (next.matches(':disabled')) return true; // it comes back
      if (next !== place.element && next.tabIndex < 0) next.setAttribute('tabindex', '-1');
      next.focus({ preventScroll: true });
      return true;
    };
    const keep = () => {
      if (document.activeElement === document.body && !back(held)) back(below);
    };
    // A press on the bare page lets go on purpose.
    const letGo = () => (held = below = null);
    const watch = new MutationObserver(keep);
    document.addEventListener('focusin', hold);
    document.addEventListener('pointerdown', letGo);
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', hold);
      document.removeEventListener('pointerdown', letGo);
      watch.disconnect();
    };
  }, []);
}
