import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AddressForm, AddressView, addressFormat, addressLines, addressProblems, countryCodes, englishTexts, formattedCountries, missingFields, personName, placeOrder, postcodeFits } from '../src/index.ts';
import { show } from './render.tsx';

const us = { first_name: 'June', last_name: 'Park', line1: '1 Main St', city: 'Springfield', region: 'IL', postcode: '62701', country: 'US' };
const tokyo = { first_name: '花子', last_name: '山田', company: '山田商店', line1: '丸の内1-1-1', city: '千代田区', region: '東京都', postcode: '100-0005', country: 'JP' };

const labels = () => [...document.querySelectorAll('label')].map((l) => l.textContent?.replace(/\s*\*$/, ''));

describe('the lines of an address', () => {
  it('are in the order of its country', () => {
    expect(addressLines(us, 'en')).toEqual(['June Park', '1 Main St', 'Springfield, IL 62701', 'United States']);
    expect(addressLines({ ...us, country: 'DE', region: '', city: 'Berlin', postcode: '10115' }, 'en').slice(2)).toEqual(['10115 Berlin', 'Germany']);
    expect(addressLines({ ...us, country: 'HU', city: 'Budapest', postcode: '1051' }, 'en')).toEqual(['Park June', 'Budapest', '1 Main St', '1051', 'Hungary']);
  });

  it('run from large to small in East Asian script only', () => {
    expect(addressLines(tokyo, 'ja')).toEqual(['〒100-0005', '東京都千代田区', '丸の内1-1-1', '山田商店', '山田 花子', '日本']);
    expect(addressLines({ ...us, country: 'JP' }, 'en').at(0)).toBe('June Park');
    expect(personName(tokyo)).toBe('山田 花子');
  });

  it('leave no gap and no stray comma for what is empty', () => {
    expect(addressLines({ ...us, region: '' }, 'en')[2]).toBe('Springfield 62701');
    expect(addressLines({ ...us, city: '' }, 'en')[2]).toBe('IL 62701');
    expect(addressLines({ country: 'BR', city: 'São Paulo' }, 'en')).toEqual(['São Paulo', 'Brazil']);
    expect(addressLines({}, 'en')).toEqual([]);
  });

  it('are said to be none when there are none', () => {
    show(<AddressView address={null} />);
    expect(screen.getByText('No address')).toBeTruthy();
  });
});

describe('the countries', () => {
  it('of the table are real, have words for what they ask, and an example that fits', () => {
    expect(formattedCountries.length).toBeGreaterThanOrEqual(60);
    for (const code of formattedCountries) {
      const { city, region, postcode, masks, example, tail } = addressFormat(code);
      expect(countryCodes, code).toContain(code);
      for (const asked of [city, region, postcode]) if (asked) expect(englishTexts, code).toHaveProperty([`ui.address.${asked.word}`]);
      expect(masks.length > 0, code).toBe(example !== undefined);
      if (example) expect(postcodeFits(code, example), `${code} ${example}`).toBe(true);
      for (const [letter, asked] of [['C', city], ['S', region]] as const) if (asked) expect(tail, code).toContain(letter);
      expect(tail, code).toContain('A');
    }
  });

  it('judge a postcode by its shape, however it is spaced', () => {
    for (const [country, code] of [['GB', 'sw1a1aa'], ['US', '62701-1234'], ['CA', 'k1a0b1'], ['LV', '1010'], ['CH', 'CH-8001'], ['JP', '〒1000001'], ['SA', '١١٥٦٤'], ['NP', '४४६००'], ['QA', 'anything'], ['US', '']] as const) expect(postcodeFits(country, code), `${country} ${code}`).toBe(true);
    for (const [country, code] of [['US', '9021'], ['GB', '62701'], ['DE', '1011'], ['CA', 'K1A 0BB'], ['IN', '56000A']] as const) expect(postcodeFits(country, code), `${country} ${code}`).toBe(false);
  });

  it('can all be named', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    expect(countryCodes.filter((code) => !names.of(code))).toEqual([]);
    expect(new Set(countryCodes).size).toBe(245);
  });
});

describe('what an address lacks', () => {
  it('depends on the country', () => {
    expect(missingFields({ ...us, region: ' ', postcode: null })).toEqual(['region', 'postcode']);
    expect(missingFields({ ...us, country: 'SG', city: '', region: '' })).toEqual([]);
    expect(missingFields({ ...us, country: 'DE', region: '' })).toEqual([]);
    expect(missingFields(us)).toEqual([]);
  });

  it('is no name when there is a company, or one name of two', () => {
    expect(missingFields({ ...us, first_name: '', last_name: '' })).toEqual(['first_name']);
    expect(missingFields({ ...us, first_name: '' })).toEqual([]);
    expect(missingFields({ ...us, first_name: '', last_name: '', company: 'Kiln' })).toEqual([]);
  });

  it('is told apart from what is wrong', () => {
    expect(addressProblems({ ...us, city: '', postcode: '9021' })).toEqual({ city: 'required', postcode: 'postcode' });
    expect(addressProblems(us)).toEqual({});
  });
});

describe('AddressForm', () => {
  it('asks for what the country needs, by its own name', () => {
    const change = vi.fn();
    const { again } = show(<AddressForm value={{ country: 'US' }} onChange={change} errors={{ postcode: 'No such ZIP.' }} />);
    expect(screen.getByLabelText(/ZIP code/)).toBeTruthy();
    expect(screen.getByText('No such ZIP.')).toBeTruthy();
    expect(screen.getByText('For example \u206662701\u2069')).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/^City/), { target: { value: 'Springfield' } });
    expect(change).toHaveBeenCalledWith({ country: 'US', city: 'Springfield' });
    again(<AddressForm value={{ country: 'AE' }} onChange={change} />);
    expect(screen.queryByLabelText(/ZIP code/)).toBeNull();
    expect(screen.getByLabelText(/Emirate/)).toBeTruthy();
  });

  it('asks in the order of the country', () => {
    const { again } = show(<AddressForm value={{ country: 'DE' }} onChange={vi.fn()} />);
    expect(labels()).toEqual(['Country', 'Company', 'First name', 'Last name', 'Street and number', 'Flat, floor, landmark', 'Postcode', 'City', 'Phone']);
    again(<AddressForm value={{ country: 'JP' }} onChange={vi.fn()} />);
    expect(labels()).toEqual(['Country', 'Company', 'Last name', 'First name', 'Postcode', 'Prefecture', 'City', 'Street and number', 'Flat, floor, landmark', 'Phone']);
    expect(placeOrder('SG')).toEqual(['street', 'city', 'postcode']);
    again(<AddressForm value={{ country: 'SG' }} onChange={vi.fn()} />);
    expect(screen.queryByLabelText(/City/)).toBeNull();
  });

  it('wants a first name unless a company or a family name stands for it', () => {
    const wanted = () => (screen.getByLabelText(/First name/) as HTMLInputElement).required;
    const { again } = show(<AddressForm value={{ country: 'DE' }} onChange={vi.fn()} />);
    expect(wanted()).toBe(true);
    again(<AddressForm value={{ country: 'DE', company: 'Kiln' }} onChange={vi.fn()} />);
    expect(wanted()).toBe(false);
    again(<AddressForm value={{ country: 'DE', last_name: 'Madonna' }} onChange={vi.fn()} />);
    expect(wanted()).toBe(false);
    again(<AddressForm value={{ country: 'DE', first_name: 'June', last_name: 'Park' }} onChange={vi.fn()} />);
    expect(wanted()).toBe(true);
  });

  it('asks for a place alone without names, a telephone or anything that must be known', () => {
    show(<AddressForm value={{ country: 'GB' }} onChange={vi.fn()} placeOnly />);
    expect(labels()).toEqual(['Country', 'Street and number', 'Flat, floor, landmark', 'Town or city', 'County', 'Postcode']);
    expect([...document.querySelectorAll<HTMLInputElement>('input, select')].some((f) => f.required)).toBe(false);
  });

  it('marks what is required, and offers the countries it is given', () => {
    show(<AddressForm value={{ country: 'IE' }} onChange={vi.fn()} countries={['IE', 'GB']} disabled />);
    expect((screen.getByLabelText(/Town or city/) as HTMLInputElement).required).toBe(true);
    expect((screen.getByLabelText(/Eircode/) as HTMLInputElement).required).toBe(false);
    expect([...document.querySelectorAll('option')].map((o) => o.textContent)).toEqual(['', 'Ireland', 'United Kingdom']);
    expect([...document.querySelectorAll<HTMLInputElement>('input, select')].every((f) => f.disabled)).toBe(true);
  });
});
