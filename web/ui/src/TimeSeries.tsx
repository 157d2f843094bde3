import './charts.css';

import { Skeleton, useDirection } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { formatPoint, formatTick, formatValue, heightOf, labelled, nearest, placeOf, scaleOf, stretches } from './chart.ts';
import type { ChartUnit, Scale, TimePoint, TimeStep } from './chart.ts';
import { EmptyState } from './EmptyState.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { useUi } from './texts.tsx';

interface Props {
  /** Names the chart, e.g. "Sales". */
  readonly label: string;
  readonly unit: ChartUnit;
  readonly points: readonly TimePoint[];
  /** The period before, point by point: its first stands behind the first. */
  readonly compare?: readonly TimePoint[];
  readonly step?: TimeStep;
  /** What the two lines are called; "This period" and "Period before" without. */
  readonly pointsLabel?: string;
  readonly compareLabel?: string;
  /** The figure shown while no point is read: the period's total or average. */
  readonly summary?: ReactNode;
  readonly loading?: boolean;
  readonly error?: unknown;
  readonly onRetry?: () => void;
}

/**
 * A line over time with the period before behind it. Time runs with the reading
 * direction: in Arabic the newest point is on the left, where a line of text ends too,
 * so that chart, axis and table are read the same way round.
 */
export function TimeSeries(props: Props) {
  const { say } = useUi();
  const { label, points, loading = false, error } = props;
  const failed = error !== undefined && error !== null;
  return (
    <figure className="haat-chart" aria-label={label}>
      {failed ? (
        <ProblemNotice error={error} onRetry={props.onRetry} />
      ) : loading ? (
        <div className="haat-chart-waiting" role="status" aria-label={say('ui.chart.loading')}>
          <Skeleton height={22} width="35%" />
          <Skeleton height={180} />
        </div>
      ) : points.every((p) => p.value === null) ? (
        <EmptyState title={say('ui.chart.empty')} />
      ) : (
        <Drawn {...props} />
      )}
    </figure>
  );
}

function Drawn(props: Props) {
  const { points, compare = [], unit } = props;
  const [at, setAt] = useState<number | null>(null);
  // Fewer points may come with the next answer than the reader had walked over.
  const index = at === null ? null : Math.min(at, points.length - 1);
  const scale = scaleOf([...points, ...compare].flatMap((p) => p.value ?? []), unit);
  return (
    <>
      <Head {...props} index={index} />
      <Plot {...props} scale={scale} index={index} onRead={setAt} />
      <Numbers {...props} />
    </>
  );
}

/** The period's figure, or the point being read, always at the same place: nothing covers the line. */
function Head({ label, unit, points, compare, step = 'day', pointsLabel, compareLabel, summary, index }: Props & { readonly index: number | null }) {
  const { locale, timeZone, say } = useUi();
  const now = index === null ? undefined : points[index];
  const before = index === null ? undefined : compare?.[index];
  const time = (p: TimePoint) => formatPoint(p.at, step, 'long', locale, timeZone);
  const figure = (p: TimePoint) => (p.value === null ? say('ui.chart.none') : formatValue(p.value, unit, locale));
  return (
    <div className="haat-chart-head">
      <div>
        <div className="haat-chart-label">{now ? time(now) : label}</div>
        <div className="haat-chart-figure">
          <bdi>{now ? figure(now) : (summary ?? '\u00a0')}</bdi>
        </div>
      </div>
      <ul className="haat-chart-legend">
        <li data-line="now">{pointsLabel ?? say('ui.chart.now')}</li>
        {compare && (
          <li data-line="before">
            {before ? time(before) : (compareLabel ?? say('ui.chart.before'))}
            {before && <strong>{figure(before)}</strong>}
          </li>
        )}
      </ul>
    </div>
  );
}

interface PlotProps extends Props {
  readonly scale: Scale;
  readonly index: number | null;
  readonly onRead: (index: number | null) => void;
}

function Plot({ label, unit, points, compare = [], step = 'day', scale, index, onRead }: PlotProps) {
  const { locale, timeZone, say } = useUi();
  const { dir } = useDirection();
  const count = points.length;

  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (box.width === 0) return;
    const along = (event.clientX - box.left) / box.width;
    onRead(nearest(dir === 'rtl' ? 1 - along : along, count));
  };

  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onRead(null);
    const next = stepTo(event.key, index ?? 0, count, dir);
    if (next === null) return;
    event.preventDefault();
    onRead(next);
  };

  return (
    <div className="haat-chart-plot">
      <div className="haat-chart-y" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ insetBlockEnd: percent(heightOf(tick, scale)) }}>
            <bdi>{formatTick(tick, unit, locale)}</bdi>
          </span>
        ))}
      </div>
      <div
        className="haat-chart-area"
        role="slider"
        tabIndex={0}
        aria-label={say('ui.chart.read', { label })}
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={index ?? 0}
        aria-valuetext={spoken(index ?? 0)}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => onRead(null)}
        onFocus={(e) => e.currentTarget.matches(':focus-visible') && onRead(index ?? count - 1)}
        onBlur={() => onRead(null)}
        onKeyDown={keys}
      >
        <Lines points={points} compare={compare} scale={scale} />
        {index !== null && <Reading at={index} points={points} compare={compare} scale={scale} />}
      </div>
      <div className="haat-chart-x" aria-hidden="true">
        {labelled(count, 7).map((i, n) => (
          <span key={i} data-rank={n % 2 === 1 ? 3 : n % 4 === 2 ? 2 : 1} data-edge={i === 0 ? 'start' : i === count - 1 && count > 1 ? 'end' : undefined} style={{ insetInlineStart: percent(placeOf(i, count)) }}>
            {formatPoint(points[i]?.at ?? '', step, 'short', locale, timeZone)}
          </span>
        ))}
      </div>
    </div>
  );

  function spoken(i: number): string {
    const now = points[i];
    const before = compare[i];
    const figure = (p: TimePoint) => (p.value === null ? say('ui.chart.none') : formatValue(p.value, unit, locale));
    const time = (p: TimePoint) => formatPoint(p.at, step, 'long', locale, timeZone);
    if (!now) return '';
    if (!before) return say('ui.chart.point', { time: time(now), value: figure(now) });
    return say('ui.chart.point_compared', { time: time(now), value: figure(now), time_before: time(before), before: figure(before) });
  }
}

/** Where a key leads. The left and right keys go where they point, whichever way time runs. */
function stepTo(key: string, index: number, count: number, dir: 'ltr' | 'rtl'): number | null {
  const forward = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward || key === 'ArrowUp') return Math.min(index + 1, count - 1);
  if (key === back || key === 'ArrowDown') return Math.max(index - 1, 0);
  if (key === 'PageUp') return Math.min(index + 7, count - 1);
  if (key === 'PageDown') return Math.max(index - 7, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

interface LinesProps {
  readonly points: readonly TimePoint[];
  readonly compare: readonly TimePoint[];
  readonly scale: Scale;
}

// The drawing is a square of 100 that the style sheet stretches to its box (and turns
// round in right-to-left text), so that nothing has to be measured before it is drawn.
function Lines({ points, compare, scale }: LinesProps) {
  const x = (i: number) => placeOf(i, points.length) * 100;
  const y = (value: number | null | undefined) => 100 - heightOf(value ?? 0, scale) * 100;
  const path = (line: readonly TimePoint[], indexes: readonly number[]) => indexes.map((i, n) => `${n === 0 ? 'M' : 'L'}${round(x(i))} ${round(y(line[i]?.value))}`).join('');
  const ends = (indexes: readonly number[]) => `L${round(x(indexes.at(-1) ?? 0))} ${round(y(0))}L${round(x(indexes[0] ?? 0))} ${round(y(0))}Z`;
  // A longer period before (31 days behind 30) ends where this one does.
  const behind = compare.slice(0, points.length);
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {scale.ticks.map((tick) => (
        <line key={tick} className="haat-chart-grid" data-zero={tick === 0 || undefined} x1="0" x2="100" y1={y(tick)} y2={y(tick)} />
      ))}
      {stretches(behind).map((s) => (
        <path key={s[0]} className="haat-chart-before" d={path(behind, s)} />
      ))}
      {stretches(points).map((s) => (
        <g key={s[0]}>
          <path className="haat-chart-ground" d={path(points, s) + ends(s)} />
          <path className="haat-chart-now" data-dot={s.length === 1 || undefined} d={s.length === 1 ? dot(path(points, s)) : path(points, s)} />
        </g>
      ))}
    </svg>
  );
}

/** A line of no length, which round ends make a dot: a value between two gaps stays visible. */
const dot = (move: string) => `${move}h0`;

const round = (n: number) => Math.round(n * 100) / 100;
const percent = (share: number) => `${round(share * 100)}%`;

function Reading({ at, points, compare, scale }: LinesProps & { readonly at: number }) {
  const inline = percent(placeOf(at, points.length));
  const mark = (line: string, value: number | null | undefined) =>
    value !== null && value !== undefined && <span className="haat-chart-mark" data-line={line} style={{ insetInlineStart: inline, insetBlockEnd: percent(heightOf(value, scale)) }} />;
  return (
    <>
      <span className="haat-chart-rule" style={{ insetInlineStart: inline }} />
      {mark('before', compare[at]?.value)}
      {mark('now', points[at]?.value)}
    </>
  );
}

/** The same figures as a table, for those who would rather read than look. */
function Numbers({ label, unit, points, compare, step = 'day', pointsLabel, compareLabel }: Props) {
  const { locale, timeZone, say } = useUi();
  const figure = (p: TimePoint | undefined) => (p === undefined || p.value === null ? '–' : formatValue(p.value, unit, locale));
  return (
    <details className="haat-chart-numbers">
      <summary>{say('ui.chart.table')}</summary>
      <div className="haat-chart-scroll" role="region" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('ui.chart.time')}</th>
              <th scope="col">{pointsLabel ?? say('ui.chart.now')}</th>
              {compare && <th scope="col">{compareLabel ?? say('ui.chart.before')}</th>}
            </tr>
          </thead>
          <tbody>
            {points.map((p, i) => (
              <tr key={p.at}>
                <th scope="row">{formatPoint(p.at, step, 'long', locale, timeZone)}</th>
                <td>
                  <bdi>{figure(p)}</bdi>
                </td>
                {compare && (
                  <td>
                    <bdi>{figure(compare[i])}</bdi>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
