import type { Meta, StoryObj } from '@storybook/react-vite';
import { SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { AddressForm, AddressView, addressProblems, useUi } from '../src/index.ts';
import type { AddressValue } from '../src/index.ts';
import { kathmandu, long, riyadh, tokyo } from './samples.tsx';

const meta: Meta = { title: 'Values/Address' };
export default meta;
type Story = StoryObj;

interface EditingProps {
  readonly start: AddressValue;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly countries?: readonly string[];
  readonly placeOnly?: boolean;
}

function Editing({ start, checked = false, disabled, countries, placeOnly }: EditingProps) {
  const { say } = useUi();
  const [value, setValue] = useState(start);
  const problems = checked ? addressProblems(value) : {};
  const errors = Object.fromEntries(Object.entries(problems).map(([field, why]) => [field, say(why === 'required' ? 'ui.address.required' : 'ui.address.bad_postcode')]));
  return <AddressForm value={value} onChange={setValue} errors={errors} disabled={disabled} countries={countries} placeOnly={placeOnly} />;
}

export const View: Story = { render: () => <AddressView address={kathmandu} /> };
export const None: Story = { render: () => <AddressView address={null} /> };
export const LongLines: Story = { render: () => <AddressView address={{ ...kathmandu, company: long }} /> };
export const Countries: Story = {
  render: () => (
    <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
      {[
        { first_name: 'June', last_name: 'Park', line1: '1 Prairie Avenue', city: 'Springfield', region: 'IL', postcode: '62701', country: 'US' },
        { first_name: 'Lena', last_name: 'Vogt', company: 'Vogt GmbH', line1: 'Torstraße 8', city: 'Berlin', postcode: '10119', country: 'DE' },
        { first_name: 'Ana', last_name: 'Souza', line1: 'Av. Paulista 1000', city: 'São Paulo', region: 'SP', postcode: '01310-100', country: 'BR' },
        { first_name: 'Réka', last_name: 'Nagy', line1: 'Fő utca 3', city: 'Budapest', postcode: '1011', country: 'HU' },
        tokyo,
        riyadh,
      ].map((address) => (
        <AddressView key={address.country} address={address} />
      ))}
    </SimpleGrid>
  ),
};
export const FormNepal: Story = { render: () => <Editing start={kathmandu} /> };
export const FormEmpty: Story = { render: () => <Editing start={{}} /> };
export const FormUnitedStates: Story = { render: () => <Editing start={{ country: 'US' }} /> };
export const FormJapan: Story = { render: () => <Editing start={tokyo} /> };
export const FormSingaporeHasNoCity: Story = { render: () => <Editing start={{ country: 'SG' }} /> };
export const FormSaudiArabia: Story = { render: () => <Editing start={riyadh} /> };
export const FormFewCountries: Story = { render: () => <Editing start={{ country: 'IE' }} countries={['GB', 'IE']} /> };
export const FormWithErrors: Story = { render: () => <Editing start={{ country: 'US', postcode: '9021' }} checked /> };
export const FormPlaceOnly: Story = { render: () => <Editing start={{ country: 'NP', city: 'Patan' }} placeOnly /> };
export const FormDisabled: Story = { render: () => <Editing start={kathmandu} disabled /> };
export const FormInNarrowPanel: Story = {
  render: () => (
    <div style={{ maxWidth: 320 }}>
      <Editing start={kathmandu} />
    </div>
  ),
};
