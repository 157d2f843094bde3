import { addressFormat, postalLines, postcodeFits } from './addressFormat.ts';
import { countryName } from './countries.ts';
import type { AddressValue } from './types.ts';

export type AddressField = keyof AddressValue;

/** The lines of an address as its own country writes them, the country and the phone last. */
export function addressLines(address: AddressValue, locale: string): string[] {
  const after = [address.country ? countryName(address.country, locale) : '', address.phone ?? ''];
  return [...postalLines(address), ...after].filter((line) => line !== '');
}

/** The fields the country's format asks for but the value lacks. */
export function missingFields(value: AddressValue): AddressField[] {
  const { city, region, postcode } = addressFormat(value.country);
  const wanted: AddressField[] = ['line1'];
  if (city?.required) wanted.push('city');
  if (region?.required) wanted.push('region');
  if (postcode?.required) wanted.push('postcode');
  wanted.push('country');
  const missing = wanted.filter((f) => !value[f]?.trim());
  // People have one name or two, and some parcels go to a company alone.
  return value.first_name?.trim() || value.last_name?.trim() || value.company?.trim() ? missing : ['first_name', ...missing];
}

/** What keeps an address from being written on a parcel, by field. */
export function addressProblems(value: AddressValue): Partial<Record<AddressField, 'required' | 'postcode'>> {
  const problems: Partial<Record<AddressField, 'required' | 'postcode'>> = {};
  for (const field of missingFields(value)) problems[field] = 'required';
  if (!postcodeFits(value.country, value.postcode)) problems.postcode = 'postcode';
  return problems;
}
