import './charts.css';

import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatValue } from './chart.ts';
import type { ChartUnit } from './chart.ts';
import { EmptyState } from './EmptyState.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { useUi } from './texts.tsx';

export interface BreakdownPart {
  readonly id: string;
  readonly label: ReactNode;
  readonly value: number;
}

interface Props {
  /** Names the list, e.g. "Sales by store". */
  readonly label: string;
  readonly unit: ChartUnit;
  readonly parts: readonly BreakdownPart[];
  /** What the parts are parts of, when they are not all of it. */
  readonly total?: number;
  /** Bars shown; the smallest beyond them become one. */
  readonly most?: number;
  readonly loading?: boolean;
  readonly error?: unknown;
  readonly onRetry?: () => void;
}

interface Bar extends BreakdownPart {
  readonly rest?: boolean;
}

/**
 * What a number is made of, largest first. Each bar stands under its own words and
 * figures, so the list is the table as well.
 */
export function Breakdown({ label, unit, parts, total, most = 8, loading = false, error, onRetry }: Props) {
  const { locale, say } = useUi();
  if (error !== undefined && error !== null) return <ProblemNotice error={error} onRetry={onRetry} />;
  if (loading) return <Waiting />;
  if (parts.length === 0) return <EmptyState title={say('ui.chart.empty')} />;
  const bars = largest(parts, most, (count) => say('ui.chart.others', { count }));
  const longest = bars.reduce((m, b) => Math.max(m, b.value), 0);
  const whole = total ?? parts.reduce((sum, p) => sum + Math.max(p.value, 0), 0);
  return (
    <ol className="haat-breakdown" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id} data-rest={bar.rest || undefined}>
          <span className="haat-breakdown-label">{bar.label}</span>
          <bdi className="haat-breakdown-value">{formatValue(bar.value, unit, locale)}</bdi>
          <Share value={bar.value} whole={whole} />
          <span className="haat-breakdown-bar" aria-hidden="true">
            <span style={{ inlineSize: `${longest > 0 ? (Math.max(bar.value, 0) / longest) * 100 : 0}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A part below zero (more refunded than sold) is no share of anything. */
function Share({ value, whole }: { readonly value: number; readonly whole: number }) {
  const { locale, say } = useUi();
  if (whole <= 0 || value < 0) return <span className="haat-breakdown-share" />;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', numberingSystem: 'latn', maximumFractionDigits: value / whole < 0.1 ? 1 : 0 }).format(value / whole);
  return (
    <span className="haat-breakdown-share" title={say('ui.chart.share', { percent })}>
      <bdi>{percent}</bdi>
    </span>
  );
}

function Waiting() {
  const { say } = useUi();
  return (
    <div className="haat-chart-waiting" role="status" aria-label={say('ui.chart.loading')}>
      {[88, 64, 41, 20].map((width) => (
        <Skeleton key={width} height={18} width={`${width}%`} />
      ))}
    </div>
  );
}

function largest(parts: readonly BreakdownPart[], most: number, others: (count: number) => string): Bar[] {
  const sorted = [...parts].sort((a, b) => b.value - a.value);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const sum = rest.reduce((n, p) => n + p.value, 0);
  return [...sorted.slice(0, most - 1), { id: '\u0000rest', label: others(rest.length), value: sum, rest: true }];
}
