import './buttons.css';

import type { MouseEventHandler, ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  /** What it does, for `useFocusAfter` to find it by. */
  readonly act?: string;
  readonly off?: boolean;
  readonly onMouseDown?: MouseEventHandler;
}

/**
 * A button that shows only a picture; its words are for who points at it or listens. One that
 * is off says so but can be stood on: the focus of someone who moves a thing to the end of its
 * list step by step would fall into nowhere.
 */
export function IconButton({ label, icon, onClick, act, off = false, onMouseDown }: Props) {
  return (
    <button type="button" className="haat-icon-button" data-act={act} aria-label={label} title={label} aria-disabled={off || undefined} onMouseDown={onMouseDown} onClick={off ? undefined : onClick}>
      {icon}
    </button>
  );
}
