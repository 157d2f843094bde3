import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FilterBar, between } from '../src/index.ts';
import type { FilterValues } from '../src/index.ts';
import { show } from './render.tsx';

describe('the days of a filter', () => {
  // In Kathmandu it is five past midnight of the 5th; in New York still the 4th.
  const now = Date.parse('2026-03-04T18:20:00Z');

  it('begin where the clocks of the shop say so', () => {
    expect(between('today', now, 'Asia/Kathmandu')).toEqual({ from: '2026-03-04T18:15:00.000Z' });
    expect(between('today', now, 'America/New_York')).toEqual({ from: '2026-03-04T05:00:00.000Z' });
    expect(between('7d', now, 'Asia/Kathmandu')).toEqual({ from: '2026-02-26T18:15:00.000Z' });
    expect(between('30d', now, 'UTC')).toEqual({ from: '2026-02-03T00:00:00.000Z' });
    expect(between('month', now, 'Asia/Kathmandu')).toEqual({ from: '2026-02-28T18:15:00.000Z' });
  });

  it('go from one to another, both of them and each end open', () => {
    expect(between('2026-03-01..2026-03-02', now, 'UTC')).toEqual({ from: '2026-03-01T00:00:00.000Z', until: '2026-03-03T00:00:00.000Z' });
    expect(between('2026-03-01..', now, 'UTC')).toEqual({ from: '2026-03-01T00:00:00.000Z' });
    expect(between('..2025-12-31', now, 'Asia/Kathmandu')).toEqual({ until: '2025-12-31T18:15:00.000Z' });
  });

  it('are whole when the clocks are moved in them, also at midnight', () => {
    expect(between('2026-03-29..2026-03-29', now, 'Europe/Berlin')).toEqual({ from: '2026-03-28T23:00:00.000Z', until: '2026-03-29T22:00:00.000Z' });
    // In Cairo that day begins at one; in Havana its first hour comes twice.
    expect(between('2026-04-24..2026-04-24', now, 'Africa/Cairo')).toEqual({ from: '2026-04-23T22:00:00.000Z', until: '2026-04-24T21:00:00.000Z' });
    expect(between('2026-11-01..2026-11-01', now, 'America/Havana')).toEqual({ from: '2026-11-01T04:00:00.000Z', until: '2026-11-02T05:00:00.000Z' });
    // A day that never was in Samoa is empty.
    expect(between('2011-12-30..2011-12-30', now, 'Pacific/Apia')).toEqual({ from: '2011-12-30T10:00:00.000Z', until: '2011-12-30T10:00:00.000Z' });
  });

  it('ask for nothing when they are none', () => {
    for (const value of [undefined, '', '..', 'evil', '2026-02-31..', '0202-01-01..', '2026-03-01', '1..2..3']) expect(between(value, now, 'UTC'), String(value)).toEqual({});
  });
});

describe('FilterBar with days', () => {
  const bar = (values: FilterValues, onChange: (v: FilterValues) => void) => <FilterBar filters={[{ name: 'placed', label: 'Placed', kind: 'days' }]} values={values} onChange={onChange} />;

  it('offers the last days in one press, and two fields for any others', () => {
    const change = vi.fn();
    const { again } = show(bar({ sort: 'x' }, change));
    expect(screen.queryByLabelText('From')).toBeNull();
    fireEvent.change(screen.getByLabelText('Placed'), { target: { value: '7d' } });
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', placed: '7d' });
    again(bar({ sort: 'x', placed: '7d' }, change));
    expect((screen.getByLabelText('Placed') as HTMLSelectElement).value).toBe('7d');
    fireEvent.change(screen.getByLabelText('Placed'), { target: { value: '..' } });
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', placed: '..' });
    again(bar({ sort: 'x', placed: '..' }, change));
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-03-01' } });
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', placed: '2026-03-01..' });
    again(bar({ sort: 'x', placed: '2026-03-01..' }, change));
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-03-04' } });
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', placed: '2026-03-01..2026-03-04' });
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', placed: undefined });
  });
});
