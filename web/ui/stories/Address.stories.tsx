import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { AddressForm, AddressView } from '../src/index.ts';
import type { AddressValue } from '../src/index.ts';

const meta: Meta = { title: 'Values/Address' };
export default meta;
type Story = StoryObj;

const kathmandu: AddressValue = { first_name: 'Asha', last_name: 'Gurung', line1: 'Jhamsikhel Marg 12', city: 'Lalitpur', region: 'Bagmati', country: 'NP', phone: '+977 1 5550101' };

function Editing({ start, errors }: { readonly start: AddressValue; readonly errors?: Record<string, string> }) {
  const [value, setValue] = useState(start);
  return <AddressForm value={value} onChange={setValue} errors={errors} />;
}

export const View: Story = { render: () => <AddressView address={kathmandu} /> };
export const None: Story = { render: () => <AddressView address={null} /> };
export const Form: Story = { render: () => <Editing start={kathmandu} /> };
export const FormWithErrors: Story = { render: () => <Editing start={{ country: 'US' }} errors={{ postcode: 'Please fill this in.' }} /> };
