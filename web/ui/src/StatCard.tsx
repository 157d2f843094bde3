import './screens.css';

import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly value: ReactNode;
  /** A word beside the number: the comparison, the unit, the hint. */
  readonly note?: ReactNode;
  readonly icon?: ReactNode;
  readonly loading?: boolean;
  readonly tone?: 'plain' | 'alert';
}

export function StatCard({ label, value, note, icon, loading = false, tone = 'plain' }: Props) {
  return (
    <div className="haat-stat" data-tone={tone} role="group" aria-label={label}>
      <div className="haat-stat-label">
        {icon && <span aria-hidden="true">{icon}</span>}
        {label}
      </div>
      {loading ? <Skeleton height={30} width="60%" mt={4} /> : <div className="haat-stat-value">{value}</div>}
      {note && <div className="haat-stat-note">{note}</div>}
    </div>
  );
}
