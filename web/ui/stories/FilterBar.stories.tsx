import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { FilterBar } from '../src/index.ts';
import type { FilterDef, FilterValues } from '../src/index.ts';
import { arabic, long } from './samples.tsx';

const meta: Meta = { title: 'Lists/FilterBar' };
export default meta;
type Story = StoryObj;

const two: readonly FilterDef[] = [
  { name: 'status', label: 'State', options: [{ value: 'pending', label: 'Pending' }, { value: 'completed', label: 'Completed' }] },
  { name: 'from', label: 'From', kind: 'date' },
];
const many: readonly FilterDef[] = ['State', 'Payment', 'Delivery', 'Store', 'Country', 'Channel'].map((label) => ({ name: label.toLowerCase(), label, options: [{ value: 'a', label: `${label} A` }] }));

function Bar({ start, filters = two }: { readonly start: FilterValues; readonly filters?: readonly FilterDef[] }) {
  const [values, setValues] = useState(start);
  return (
    <FilterBar search="q" filters={filters} values={values} onChange={setValues}>
      <Button size="sm" variant="default">
        Export
      </Button>
    </FilterBar>
  );
}

export const Nothing: Story = { render: () => <Bar start={{}} /> };
export const Active: Story = { render: () => <Bar start={{ q: 'mug', status: 'pending', from: '2026-03-01' }} /> };
export const Many: Story = { render: () => <Bar start={{ store: 'a' }} filters={many} /> };
export const Days: Story = { render: () => <Bar start={{ placed: '7d' }} filters={[{ name: 'placed', label: 'Placed', kind: 'days' }]} /> };
export const DaysFromTo: Story = { render: () => <Bar start={{ placed: '2026-03-01..2026-03-10' }} filters={[{ name: 'placed', label: 'Placed', kind: 'days' }]} /> };
export const LongText: Story = { render: () => <Bar start={{ q: long, status: 'x' }} filters={[{ name: 'status', label: 'State', options: [{ value: 'x', label: long }] }]} /> };
export const Arabic: Story = { render: () => <Bar start={{ q: arabic }} filters={[{ name: 'status', label: 'الحالة', options: [{ value: 'pending', label: 'قيد الانتظار' }] }]} /> };
export const WithoutSearch: Story = { render: () => <FilterBar filters={two} values={{}} onChange={() => {}} /> };
