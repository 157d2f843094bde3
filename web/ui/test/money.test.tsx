import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Money, exponentOf, formatMoney, parseDecimal, sumMoney, toDecimal } from '../src/index.ts';
import { show } from './render.tsx';

describe('money', () => {
  it('writes exact decimals for 0, 2 and 3 digit currencies', () => {
    expect(toDecimal({ amount: 1999, currency: 'USD' })).toBe('19.99');
    expect(toDecimal({ amount: 5, currency: 'USD' })).toBe('0.05');
    expect(toDecimal({ amount: -5, currency: 'USD' })).toBe('-0.05');
    expect(toDecimal({ amount: 1980, currency: 'JPY' })).toBe('1980');
    expect(toDecimal({ amount: 12500, currency: 'KWD' })).toBe('12.500');
  });

  it('reads back every amount it writes', () => {
    for (const currency of ['USD', 'JPY', 'KWD', 'CLF'])
      for (const amount of [0, 1, 9, 10, 99, 100, 12345, 9_007_199_254_740_991, -77]) expect(parseDecimal(toDecimal({ amount, currency }), currency), `${amount} ${currency}`).toBe(amount);
  });

  it('reads what people type', () => {
    expect(parseDecimal('1,299.5', 'USD')).toBe(129950);
    expect(parseDecimal('12,50', 'EUR')).toBe(1250);
    expect(parseDecimal(' 1 299 ', 'USD')).toBe(129900);
    expect(parseDecimal('१२३', 'NPR')).toBe(12300);
    expect(parseDecimal('١٢٫٥', 'USD')).toBe(1250);
    expect(parseDecimal('1,00,000', 'INR')).toBe(10000000);
  });

  it('refuses what is no amount of the currency instead of rounding', () => {
    for (const text of ['', '.', 'abc', '1.999', '1.2.3', '--1', '1,2,3', '99999999999999999']) expect(parseDecimal(text, 'USD'), text).toBeNull();
    expect(parseDecimal('1.5', 'JPY')).toBeNull();
  });

  it('keeps Latin digits in Arabic and Nepali', () => {
    for (const locale of ['ar', 'ne']) expect(formatMoney({ amount: 129950, currency: 'USD' }, locale)).toContain('1,299.50');
  });

  it('keeps the sign of US$ behind its letters in right-to-left text', () => {
    expect(formatMoney({ amount: 100, currency: 'USD' }, 'ar')).toMatch(/US\$\u200e$/);
    expect(formatMoney({ amount: 100, currency: 'SAR' }, 'ar')).not.toContain('\u200e');
    expect(formatMoney({ amount: 100, currency: 'USD' }, 'en-CA')).toBe('US$1.00');
  });

  it('does not lose a cent of large amounts', () => {
    expect(formatMoney({ amount: 9_007_199_254_740_991, currency: 'USD' }, 'en')).toBe('$90,071,992,547,409.91');
  });

  it('never adds two currencies', () => {
    expect(sumMoney([{ amount: 1, currency: 'USD' }, { amount: 2, currency: 'USD' }])).toEqual({ amount: 3, currency: 'USD' });
    expect(sumMoney([{ amount: 1, currency: 'USD' }, { amount: 2, currency: 'EUR' }])).toBeNull();
    expect(exponentOf('usd')).toBe(2);
  });

  it('shows an amount, a struck one, and a dash for none', () => {
    const { container, again } = show(<Money value={{ amount: 1800, currency: 'USD' }} />);
    expect(container.textContent).toContain('$18.00');
    again(<Money value={{ amount: 1800, currency: 'USD' }} struck />);
    expect(container.querySelector('s')?.textContent).toBe('$18.00');
    again(<Money value={null} />);
    expect(screen.getByText('–')).toBeTruthy();
  });
});
