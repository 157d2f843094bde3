import './screens.css';

import type { ReactNode } from 'react';

interface Props {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** The next step, as a button or link. */
  readonly action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="haat-empty">
      {icon && (
        <div className="haat-empty-icon" aria-hidden="true">
          {icon}
        </div>
      )}
      <div className="haat-empty-title">{title}</div>
      {children && <div className="haat-empty-text">{children}</div>}
      {action && <div className="haat-empty-action">{action}</div>}
    </div>
  );
}
