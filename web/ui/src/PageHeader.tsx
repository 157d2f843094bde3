import './screens.css';

import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  /** Where this page hangs: a link to its list. */
  readonly back?: ReactNode;
  readonly badges?: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
}

/** What this is, what state it is in, what can be done: in that order. */
export function PageHeader({ title, back, badges, description, actions }: Props) {
  return (
    <header className="haat-page-header">
      {back && <div className="haat-page-back">{back}</div>}
      <div className="haat-page-row">
        <div className="haat-page-name">
          <h1>{title}</h1>
          {badges && <div className="haat-page-badges">{badges}</div>}
        </div>
        {actions && <div className="haat-page-actions">{actions}</div>}
      </div>
      {description && <div className="haat-page-text">{description}</div>}
    </header>
  );
}
