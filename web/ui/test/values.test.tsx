import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ProductThumb, StatusBadge, When, formatAgo, toneOf } from '../src/index.ts';
import { nepaliDate, nepaliRelative } from '../src/nepali.ts';
import { show } from './render.tsx';

describe('StatusBadge', () => {
  it('shows the translated word and the tone of the state', () => {
    show(<StatusBadge status="partially_paid" label="Partly paid" />);
    expect(screen.getByText('Partly paid').closest('[data-tone]')?.getAttribute('data-tone')).toBe('waiting');
  });

  it('stays neutral for a state it does not know', () => {
    show(<StatusBadge status="brand_new" />);
    expect(screen.getByText('brand new')).toBeTruthy();
    expect(toneOf('brand_new')).toBe('neutral');
  });
});

describe('When', () => {
  const now = Date.parse('2026-03-04T12:00:00Z');

  it('counts back in the fitting unit, and gives the date beyond a week', () => {
    expect(formatAgo('2026-03-04T11:59:40Z', now, 'en')).toBe('this minute');
    expect(formatAgo('2026-03-04T11:55:00Z', now, 'en')).toBe('5 minutes ago');
    expect(formatAgo('2026-03-03T12:00:00Z', now, 'en')).toBe('yesterday');
    expect(formatAgo('2026-02-01T12:00:00Z', now, 'en', 'UTC')).toBe('Feb 1, 2026');
  });

  it('keeps the machine-readable time', () => {
    const { container } = show(<When at="2026-03-04T09:30:00Z" />);
    expect(container.querySelector('time')?.dateTime).toBe('2026-03-04T09:30:00Z');
    expect(container.textContent).toContain('Mar 4, 2026');
  });

  it('goes on counting while nothing else is drawn, and stops when it is gone', () => {
    vi.useFakeTimers({ now });
    try {
      const { container, unmount } = show(<When at="2026-03-04T11:58:00Z" show="ago" />);
      const shown = () => container.querySelector('time')?.textContent;
      expect(shown()).toBe('2 minutes ago');
      act(() => void vi.advanceTimersByTime(3 * 60_000));
      expect(shown()).toBe('5 minutes ago');
      unmount();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not fall over a time it cannot read', () => {
    const { container } = show(<When at="soon" />);
    expect(container.querySelector('time')?.textContent).toBe('soon');
  });
});

describe('Nepali where the browser knows none', () => {
  const at = new Date('2026-11-05T18:20:00Z');

  it('writes dates the way the shop does', () => {
    const write = (options: Intl.DateTimeFormatOptions) => nepaliDate({ ...options, timeZone: 'Asia/Kathmandu' }).format(at);
    expect(write({ dateStyle: 'medium', timeStyle: 'short' })).toBe('2026 नोभेम्बर 6, 00:05');
    expect(write({ dateStyle: 'medium' })).toBe('2026 नोभेम्बर 6');
    expect(write({ timeStyle: 'short' })).toBe('00:05');
    expect(write({ day: 'numeric', month: 'short' })).toBe('नोभेम्बर 6');
    expect(write({ month: 'short', year: '2-digit' })).toBe('26 नोभेम्बर');
  });

  it('counts back and forth', () => {
    expect(nepaliRelative.format(-3, 'day')).toBe('3 दिन अघि');
    expect(nepaliRelative.format(-1, 'day')).toBe('हिजो');
    expect(nepaliRelative.format(0, 'minute')).toBe('यही मिनेट');
    expect(nepaliRelative.format(2, 'hour')).toBe('2 घण्टा पछि');
  });
});

describe('ProductThumb', () => {
  it('falls back to the placeholder when the picture does not load', () => {
    const { container } = show(<ProductThumb src="/media/gone.jpg" alt="Mug" />);
    fireEvent.error(screen.getByAltText('Mug'));
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByTitle('No picture')).toBeTruthy();
  });
});
