import './screens.css';

import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { AddressField } from './address.ts';
import { addressFormat, placeOrder } from './addressFormat.ts';
import { countryCodes, countryName } from './countries.ts';
import { leftToRight, useUi } from './texts.tsx';
import type { UiText } from './texts.tsx';
import type { AddressValue } from './types.ts';

interface Props {
  readonly value: AddressValue;
  readonly onChange: (next: AddressValue) => void;
  /** Problems by field name, e.g. from HaatError.field(). */
  readonly errors?: Partial<Record<AddressField, string | undefined>>;
  /** The countries on offer; all of them without. */
  readonly countries?: readonly string[];
  readonly disabled?: boolean;
  /** Where something is, not who lives there: no names and no telephone, and nothing has to be known. */
  readonly placeOnly?: boolean;
}

const autocomplete: Readonly<Record<AddressField, string>> = {
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

/** Country first, because it decides which fields there are, their order and what they are called. */
export function AddressForm({ value, onChange, errors = {}, countries = countryCodes, disabled = false, placeOnly = false }: Props) {
  const { say } = useUi();
  const set = (field: AddressField, text: string) => onChange({ ...value, [field]: text });

  const input = (field: AddressField, label: UiText, more: { readonly required?: boolean; readonly hint?: string } = {}) => (
    <TextInput
      key={field}
      label={say(label)}
      description={more.hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value[field] ?? ''}
      onChange={(e) => set(field, e.currentTarget.value)}
      error={errors[field]}
      autoComplete={autocomplete[field]}
      type={field === 'phone' ? 'tel' : 'text'}
      required={(more.required ?? false) && !placeOnly}
      disabled={disabled}
    />
  );

  const { city, region, postcode, example } = addressFormat(value.country);
  const places: Readonly<Record<string, ReactNode>> = {
    street: [input('line1', 'ui.address.line1', { required: true }), input('line2', 'ui.address.line2')],
    city: city && input('city', `ui.address.${city.word}`, { required: city.required }),
    region: region && input('region', `ui.address.${region.word}`, { required: region.required }),
    postcode: postcode && input('postcode', `ui.address.${postcode.word}`, { required: postcode.required, hint: example && say('ui.address.example', { example: leftToRight(example) }) }),
  };

  // A company is a name, and so is a family name alone.
  const named = Boolean(value.company?.trim() || (value.last_name?.trim() && !value.first_name?.trim()));

  return (
    <SimpleGrid className="haat-address-form" type="container" cols={{ base: 1, '420px': 2 }} spacing="sm">
      <CountrySelect value={value.country ?? ''} onChange={(code) => set('country', code)} error={errors.country} countries={countries} disabled={disabled} required={!placeOnly} />
      {!placeOnly && input('company', 'ui.address.company')}
      {!placeOnly && names(value.country).map((field) => input(field, `ui.address.${field}`, { required: field === 'first_name' && !named }))}
      {placeOrder(value.country).map((place) => places[place])}
      {!placeOnly && input('phone', 'ui.address.phone')}
    </SimpleGrid>
  );
}

/** Where the family name comes first, the form asks for it first. */
function names(country: string | null | undefined): readonly ('first_name' | 'last_name')[] {
  return ['CN', 'HU', 'JP', 'KR', 'TW'].includes((country ?? '').toUpperCase()) ? ['last_name', 'first_name'] : ['first_name', 'last_name'];
}

interface CountryProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly error: string | undefined;
  readonly countries: readonly string[];
  readonly disabled: boolean;
  readonly required: boolean;
}

function CountrySelect({ value, onChange, error, countries, disabled, required }: CountryProps) {
  const { locale, say } = useUi();
  const options = useMemo(() => {
    const named = countries.map((code) => ({ value: code, label: countryName(code, locale) }));
    return [{ value: '', label: '' }, ...named.sort((a, b) => a.label.localeCompare(b.label, locale))];
  }, [countries, locale]);
  return (
    <NativeSelect
      label={say('ui.address.country')}
      data={options}
      value={value}
      onChange={(e) => onChange(e.currentTarget.value)}
      error={error}
      autoComplete="country"
      required={required}
      disabled={disabled}
    />
  );
}
