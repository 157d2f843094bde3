import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { FilterBar } from '../src/index.ts';
import type { FilterValues } from '../src/index.ts';

const meta: Meta = { title: 'Lists/FilterBar' };
export default meta;
type Story = StoryObj;

function Bar({ start }: { readonly start: FilterValues }) {
  const [values, setValues] = useState(start);
  const filters = [
    { name: 'status', label: 'State', options: [{ value: 'pending', label: 'Pending' }] },
    { name: 'from', label: 'From', kind: 'date' as const },
  ];
  return <FilterBar search="q" filters={filters} values={values} onChange={setValues} />;
}

export const Nothing: Story = { render: () => <Bar start={{}} /> };
export const Active: Story = { render: () => <Bar start={{ q: 'mug', status: 'pending' }} /> };
