import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { DataTable, EmptyState, FilterBar, Money, StatusBadge, When } from '../src/index.ts';
import type { Column, FilterValues, Sort } from '../src/index.ts';
import { arabic, long } from './samples.tsx';

const meta: Meta = { title: 'Lists/DataTable' };
export default meta;
type Story = StoryObj;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly buyer: string;
  readonly status: string;
  readonly total: number;
  readonly at: string;
}

const rows: readonly Row[] = [
  { id: 'a', number: '#1004', buyer: 'Asha Gurung', status: 'pending', total: 5400, at: '2026-03-05T10:02:00Z' },
  { id: 'b', number: '#1003', buyer: 'Omar Haddad', status: 'confirmed', total: 129900, at: '2026-03-05T08:40:00Z' },
  { id: 'c', number: '#1002', buyer: 'June Park', status: 'completed', total: 1800, at: '2026-03-04T17:21:00Z' },
];

const columns: readonly Column<Row>[] = [
  { id: 'number', title: 'Order', cell: (r) => r.number, sort: 'number', phone: 'title' },
  { id: 'buyer', title: 'Buyer', cell: (r) => r.buyer },
  { id: 'status', title: 'State', cell: (r) => <StatusBadge status={r.status} />, phone: 'end' },
  { id: 'at', title: 'Placed', cell: (r) => <When at={r.at} />, sort: 'placed_at' },
  { id: 'total', title: 'Total', cell: (r) => <Money value={{ amount: r.total, currency: 'USD' }} />, align: 'end' },
];

function Orders({ list = rows, picked = [] }: { readonly list?: readonly Row[]; readonly picked?: readonly string[] }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(picked));
  const [sort, setSort] = useState<Sort>({ key: 'placed_at', desc: true });
  const [values, setValues] = useState<FilterValues>({});
  return (
    <DataTable
      label="Orders"
      rows={list}
      columns={columns}
      rowId={(r) => r.id}
      rowHref={(r) => `#${r.id}`}
      onOpen={() => {}}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={setSelected}
      bulk={(ids) => <Button size="compact-sm">Confirm {ids.size}</Button>}
      more={{ available: true, loading: false, load: () => {} }}
      remember="story"
      toolbar={<FilterBar search="q" searchLabel="Search orders" filters={[{ name: 'status', label: 'State', options: [{ value: 'pending', label: 'Pending' }] }]} values={values} onChange={setValues} />}
      empty={<EmptyState title="No orders yet">The first one will appear here by itself.</EmptyState>}
    />
  );
}

export const Filled: Story = { render: () => <Orders /> };
export const Empty: Story = { render: () => <Orders list={[]} /> };
export const Loading: Story = { render: () => <DataTable label="Orders" rows={[]} columns={columns} rowId={(r) => r.id} loading /> };
export const Failed: Story = { render: () => <DataTable label="Orders" rows={[]} columns={columns} rowId={(r) => r.id} error={new Error('The server could not be reached.')} onRetry={() => {}} /> };
export const Selected: Story = { render: () => <Orders picked={['a', 'c']} /> };
export const Many: Story = { render: () => <Orders list={[...Array(60).keys()].map((i) => ({ ...(rows[i % 3] as Row), id: String(i), number: `#${1100 - i}` }))} /> };
export const Long: Story = { render: () => <Orders list={[...Array(5000).keys()].map((i) => ({ ...(rows[i % 3] as Row), id: String(i), number: `#${9100 - i}` }))} /> };
export const LongText: Story = { render: () => <Orders list={rows.map((r) => ({ ...r, buyer: long }))} /> };
export const Arabic: Story = { render: () => <Orders list={rows.map((r) => ({ ...r, buyer: arabic }))} /> };
export const FailedWithRows: Story = { render: () => <DataTable label="Orders" rows={rows} columns={columns} rowId={(r) => r.id} error={new Error('The next page could not be read.')} onRetry={() => {}} /> };
export const LoadingMore: Story = { render: () => <DataTable label="Orders" rows={rows} columns={columns} rowId={(r) => r.id} more={{ available: true, loading: true, load: () => {} }} /> };
export const Plain: Story = { render: () => <DataTable label="Orders" rows={rows} columns={columns} rowId={(r) => r.id} /> };
export const Phone: Story = {
  render: () => (
    <div style={{ maxWidth: 360 }}>
      <Orders />
    </div>
  ),
};
