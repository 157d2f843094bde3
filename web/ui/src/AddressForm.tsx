import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { addressFormat, countryCodes, countryName } from './countries.ts';
import { useUi } from './texts.tsx';
import type { UiText } from './texts.tsx';
import type { AddressValue } from './types.ts';

type Field = keyof AddressValue;

interface Props {
  readonly value: AddressValue;
  readonly onChange: (next: AddressValue) => void;
  /** Problems by field name, e.g. from HaatError.field(). */
  readonly errors?: Partial<Record<Field, string | undefined>>;
  /** The countries on offer; all of them without. */
  readonly countries?: readonly string[];
  readonly disabled?: boolean;
}

const autocomplete: Readonly<Record<Field, string>> = {
  first_name: 'given-name',
  last_name: 'family-name',
  company: 'organization',
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  region: 'address-level1',
  postcode: 'postal-code',
  country: 'country',
  phone: 'tel',
};

/** The fields the country's format has but the value lacks. */
export function missingFields(value: AddressValue): Field[] {
  const format = addressFormat(value.country);
  const wanted: Field[] = ['first_name', 'last_name', 'line1', 'city', 'country'];
  if (format.regionRequired) wanted.push('region');
  if (format.postcodeRequired) wanted.push('postcode');
  return wanted.filter((f) => !value[f]?.trim());
}

/** Country first, because it decides which fields there are and what they are called. */
export function AddressForm({ value, onChange, errors = {}, countries = countryCodes, disabled = false }: Props) {
  const { locale, say } = useUi();
  const format = addressFormat(value.country);
  const options = useMemo(() => {
    const named = countries.map((code) => ({ value: code, label: countryName(code, locale) }));
    return [{ value: '', label: '' }, ...named.sort((a, b) => a.label.localeCompare(b.label, locale))];
  }, [countries, locale]);

  const input = (field: Field, label: UiText, required = false) => (
    <TextInput
      label={say(label)}
      value={value[field] ?? ''}
      onChange={(e) => onChange({ ...value, [field]: e.currentTarget.value })}
      error={errors[field]}
      autoComplete={autocomplete[field]}
      type={field === 'phone' ? 'tel' : 'text'}
      required={required}
      disabled={disabled}
    />
  );

  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <NativeSelect
        label={say('ui.address.country')}
        data={options}
        value={value.country ?? ''}
        onChange={(e) => onChange({ ...value, country: e.currentTarget.value })}
        error={errors.country}
        autoComplete="country"
        required
        disabled={disabled}
      />
      {input('company', 'ui.address.company')}
      {input('first_name', 'ui.address.first_name', true)}
      {input('last_name', 'ui.address.last_name', true)}
      {input('line1', 'ui.address.line1', true)}
      {input('line2', 'ui.address.line2')}
      {input('city', 'ui.address.city', true)}
      {format.region && input('region', format.region, format.regionRequired)}
      {format.postcode && input('postcode', format.postcode, format.postcodeRequired)}
      {input('phone', 'ui.address.phone')}
    </SimpleGrid>
  );
}
