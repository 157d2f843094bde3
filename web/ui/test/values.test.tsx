import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AddressForm, AddressView, ProductThumb, StatusBadge, When, addressLines, countryCodes, formatAgo, missingFields, toneOf } from '../src/index.ts';
import { show } from './render.tsx';

const us = { first_name: 'June', last_name: 'Park', line1: '1 Main St', city: 'Springfield', region: 'IL', postcode: '62701', country: 'US' };

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

describe('an address', () => {
  it('is written the way its country writes it', () => {
    expect(addressLines(us, 'en')).toEqual(['June Park', '1 Main St', 'Springfield IL 62701', 'United States']);
    expect(addressLines({ ...us, country: 'DE', region: '', city: 'Berlin', postcode: '10115' }, 'en').slice(2)).toEqual(['10115 Berlin', 'Germany']);
    expect(addressLines({ ...us, country: 'JP' }, 'en').at(0)).toBe('62701');
  });

  it('says so when there is none', () => {
    show(<AddressView address={null} />);
    expect(screen.getByText('No address')).toBeTruthy();
  });

  it('asks for what its country needs, by its own name', () => {
    const change = vi.fn();
    const { again } = show(<AddressForm value={{ country: 'US' }} onChange={change} errors={{ postcode: 'No such ZIP.' }} />);
    expect(screen.getByLabelText(/ZIP code/)).toBeTruthy();
    expect(screen.getByText('No such ZIP.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/^City/), { target: { value: 'Springfield' } });
    expect(change).toHaveBeenCalledWith({ country: 'US', city: 'Springfield' });
    again(<AddressForm value={{ country: 'AE' }} onChange={change} />);
    expect(screen.queryByLabelText(/ZIP code/)).toBeNull();
    expect(screen.getByLabelText(/Emirate/)).toBeTruthy();
  });

  it('knows what is missing', () => {
    expect(missingFields({ ...us, region: ' ', postcode: null })).toEqual(['region', 'postcode']);
    expect(missingFields(us)).toEqual([]);
  });

  it('can name every country', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    expect(countryCodes.filter((code) => !names.of(code))).toEqual([]);
    expect(new Set(countryCodes).size).toBe(245);
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

  it('does not fall over a time it cannot read', () => {
    const { container } = show(<When at="soon" />);
    expect(container.querySelector('time')?.textContent).toBe('soon');
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
