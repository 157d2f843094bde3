import { fireEvent, screen, within } from '@testing-library/react';
import { DirectionProvider } from '@mantine/core';
import { describe, expect, it, vi } from 'vitest';
import { Breakdown, TimeSeries } from '../src/index.ts';
import type { TimePoint } from '../src/index.ts';
import { formatPoint, formatTick, heightOf, labelled, nearest, placeOf, scaleOf, stretches } from '../src/chart.ts';
import { show } from './render.tsx';

const usd = { kind: 'money', currency: 'USD' } as const;
const days = (values: readonly (number | null)[], month = '03'): TimePoint[] => values.map((value, i) => ({ at: `2026-${month}-0${i + 1}`, value }));

describe('the scale', () => {
  it('is made of round numbers that hold every value and zero', () => {
    expect(scaleOf([830, 1240], usd).ticks).toEqual([0, 500, 1000, 1500]);
    expect(scaleOf([-300, 900], usd).ticks).toEqual([-500, 0, 500, 1000]);
    expect(scaleOf([3], usd).ticks).toEqual([0, 1, 2, 3]);
  });

  it('stays a scale for nothing, all zeroes and all below zero', () => {
    for (const values of [[], [0, 0]]) {
      expect(scaleOf(values, { kind: 'count' })).toEqual({ min: 0, max: 1, ticks: [0, 1] });
      expect(scaleOf(values, usd).ticks).toEqual([0, 100]);
    }
    expect(scaleOf([-40], usd).ticks).toEqual([-40, -30, -20, -10, 0]);
  });

  it('holds any whole amounts with few ticks', () => {
    for (let size = 1; size < 1e15; size *= 7) {
      const { ticks, min, max } = scaleOf([Math.round(size), Math.round(size / 3)], usd);
      expect(ticks.length, String(size)).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(heightOf(size, { min, max, ticks })).toBeLessThanOrEqual(1);
    }
  });
});

describe('the places along the line', () => {
  it('spread from end to end, and a lone point stands in the middle', () => {
    expect([0, 1, 2].map((i) => placeOf(i, 3))).toEqual([0, 0.5, 1]);
    expect(placeOf(0, 1)).toBe(0.5);
    expect(nearest(0.6, 3)).toBe(1);
    expect(nearest(1.7, 3)).toBe(2);
    expect(nearest(-1, 3)).toBe(0);
  });

  it('carry no more labels than there is room for', () => {
    expect(labelled(3, 7)).toEqual([0, 1, 2]);
    expect(labelled(31, 7)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(labelled(365, 7)).toHaveLength(7);
  });

  it('break where nothing is known', () => {
    expect(stretches(days([1, 2, null, 4, null, null, 7]))).toEqual([[0, 1], [3], [6]]);
    expect(stretches([])).toEqual([]);
  });

  it('are named in the language, and a plain day never slips into another', () => {
    expect(formatPoint('2026-03-05', 'day', 'short', 'en', 'America/Los_Angeles')).toBe('Mar 5');
    expect(formatPoint('2026-03-05T02:00:00Z', 'day', 'short', 'en', 'America/Los_Angeles')).toBe('Mar 4');
    expect(formatTick(1_250_000, usd, 'en')).toBe('$12.5K');
    expect(formatTick(1_250_000, { kind: 'money', currency: 'JPY' }, 'en')).toBe('¥1.25M');
    expect(formatTick(5, { kind: 'money', currency: 'KWD' }, 'en')).toMatch(/0\.005$/);
  });
});

describe('TimeSeries', () => {
  const now = days([1000, 2500, null]);
  const before = days([900, 800, 700], '02');
  const chart = <TimeSeries label="Sales" unit={usd} points={now} compare={before} summary="$35.00" />;

  it('has the table of its numbers behind it', () => {
    show(chart);
    const rows = [...document.querySelectorAll('details tr')].map((r) => [...r.children].map((c) => c.textContent));
    expect(rows).toEqual([
      ['Time', 'This period', 'Period before'],
      ['Mar 1, 2026', '$10.00', '$9.00'],
      ['Mar 2, 2026', '$25.00', '$8.00'],
      ['Mar 3, 2026', '–', '$7.00'],
    ]);
  });

  it('is read point by point with the arrow keys', () => {
    show(chart);
    const reader = screen.getByRole('slider', { name: 'Read Sales point by point' });
    fireEvent.keyDown(reader, { key: 'ArrowRight' });
    expect(reader.getAttribute('aria-valuetext')).toBe('Mar 2, 2026: $25.00; Feb 2, 2026: $8.00');
    fireEvent.keyDown(reader, { key: 'End' });
    expect(reader.getAttribute('aria-valuetext')).toContain('no figure');
    fireEvent.keyDown(reader, { key: 'ArrowRight' });
    expect(reader.getAttribute('aria-valuenow')).toBe('2');
    fireEvent.keyDown(reader, { key: 'ArrowLeft' });
    expect(document.querySelector('.haat-chart-figure')?.textContent).toBe('$25.00');
    fireEvent.keyDown(reader, { key: 'Escape' });
    expect(document.querySelector('.haat-chart-figure')?.textContent).toBe('$35.00');
  });

  it('runs with the reading direction: in Arabic the left key goes on in time', () => {
    show(<DirectionProvider initialDirection="rtl" detectDirection={false}>{chart}</DirectionProvider>);
    const reader = screen.getByRole('slider');
    fireEvent.keyDown(reader, { key: 'ArrowLeft' });
    expect(reader.getAttribute('aria-valuenow')).toBe('1');
    fireEvent.keyDown(reader, { key: 'ArrowRight' });
    expect(reader.getAttribute('aria-valuenow')).toBe('0');
  });

  it('draws a line per stretch, and no more of the period before than there is of this one', () => {
    const { container } = show(<TimeSeries label="Sales" unit={usd} points={days([1, null, 3])} compare={days([1, 2, 3, 4], '02')} />);
    expect(container.querySelectorAll('.haat-chart-now')).toHaveLength(2);
    expect(container.querySelector('.haat-chart-before')?.getAttribute('d')?.split('L')).toHaveLength(3);
  });

  it('tells loading, empty and failed apart', () => {
    const retry = vi.fn();
    const { again } = show(<TimeSeries label="Sales" unit={usd} points={[]} loading />);
    expect(screen.getByRole('status', { name: 'Chart is loading' })).toBeTruthy();
    again(<TimeSeries label="Sales" unit={usd} points={days([null])} />);
    expect(screen.getByText('Nothing to draw yet')).toBeTruthy();
    again(<TimeSeries label="Sales" unit={usd} points={now} error={new Error('Away.')} onRetry={retry} />);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalled();
    expect(screen.queryByRole('slider')).toBeNull();
  });
});

describe('Breakdown', () => {
  const parts = [
    { id: 'a', label: 'Kiln', value: 100 },
    { id: 'b', label: 'Far Ridge', value: 300 },
    { id: 'c', label: 'Loom', value: 0 },
  ];
  const lines = () => within(screen.getByRole('list', { name: 'By store' })).getAllByRole('listitem').map((li) => [...li.children].map((c) => c.textContent));

  it('lists the largest first, with figure and share', () => {
    show(<Breakdown label="By store" unit={usd} parts={parts} />);
    expect(lines()).toEqual([['Far Ridge', '$3.00', '75%', ''], ['Kiln', '$1.00', '25%', ''], ['Loom', '$0.00', '0%', '']]);
    const widths = [...document.querySelectorAll<HTMLElement>('.haat-breakdown-bar > span')].map((b) => b.style.inlineSize);
    expect(widths[0]).toBe('100%');
    expect(Number.parseFloat(widths[1] ?? '')).toBeCloseTo(33.3, 1);
  });

  it('sums up the smallest and counts them', () => {
    show(<Breakdown label="By store" unit={{ kind: 'count' }} parts={[...Array(10).keys()].map((i) => ({ id: String(i), label: `S${i}`, value: i }))} most={3} />);
    expect(lines().map((l) => l.slice(0, 2))).toEqual([['S9', '9'], ['S8', '8'], ['8 others', '28']]);
  });

  it('gives what is below zero no share and no bar', () => {
    show(<Breakdown label="By store" unit={usd} parts={[...parts.slice(0, 2), { id: 'd', label: 'Returned', value: -50 }]} />);
    expect(lines()[2]).toEqual(['Returned', '-$0.50', '', '']);
    expect(lines()[0]?.[2]).toBe('75%');
  });

  it('measures against a whole it is told', () => {
    show(<Breakdown label="By store" unit={usd} parts={parts} total={1000} />);
    expect(lines()[0]?.[2]).toBe('30%');
  });
});
