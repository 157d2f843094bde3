import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { DataTable, EmptyState, FilterBar, Money, StatusBadge, When } from '../src/index.ts';
import type { Column, FilterValues, Sort } from '../src/index.ts';

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

function Orders({ list = rows }: { readonly list?: readonly Row[] }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
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
export const Phone: Story = {
  render: () => (
    <div style={{ maxWidth: 360 }}>
      <Orders />
    </div>
  ),
};
