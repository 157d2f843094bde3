import type { Meta, StoryObj } from '@storybook/react-vite';
import { Breakdown } from '../src/index.ts';
import { long, unbroken } from './samples.tsx';

const meta: Meta<typeof Breakdown> = { title: 'Charts/Breakdown', component: Breakdown };
export default meta;
type Story = StoryObj<typeof Breakdown>;

const usd = { kind: 'money', currency: 'USD' } as const;
const stores = [
  { id: 'a', label: "Potter's Row", value: 1_284_000 },
  { id: 'b', label: 'Far Ridge', value: 912_500 },
  { id: 'c', label: 'Kiln', value: 310_000 },
  { id: 'd', label: 'Loom & Thread', value: 42_000 },
];
const base = { label: 'Sales by store', unit: usd, parts: stores };

export const Money: Story = { args: base };
export const Counts: Story = { args: { label: 'Visits by source', unit: { kind: 'count' }, parts: [{ id: 's', label: 'Search', value: 812 }, { id: 'd', label: 'Direct', value: 344 }, { id: 'm', label: 'Mail', value: 51 }] } };
export const WithLinks: Story = { args: { ...base, parts: stores.map((s) => ({ ...s, label: <a href={`#${s.id}`}>{s.label}</a> })) } };
export const PartOfMore: Story = { args: { ...base, total: 5_000_000 } };
export const BelowZero: Story = { args: { ...base, parts: [...stores, { id: 'e', label: 'Returned more than sold', value: -12_000 }] } };
export const AllZero: Story = { args: { ...base, parts: stores.map((s) => ({ ...s, value: 0 })) } };
export const Many: Story = { args: { ...base, parts: [...Array(40).keys()].map((i) => ({ id: String(i), label: `Store ${i + 1}`, value: 900_000 - i * 21_000 })) } };
export const Empty: Story = { args: { ...base, parts: [] } };
export const Loading: Story = { args: { ...base, loading: true } };
export const Failed: Story = { args: { ...base, error: new Error('The figures could not be read.'), onRetry: () => {} } };
export const LongText: Story = { args: { ...base, parts: [{ id: 'a', label: long, value: 90_071_992_547_409 }, { id: 'b', label: unbroken, value: 4_100_000_000_000 }] } };
export const Arabic: Story = { args: { label: 'المبيعات حسب المتجر', unit: { kind: 'money', currency: 'SAR' }, parts: [{ id: 'a', label: 'ورشة النهر', value: 1_284_000 }, { id: 'b', label: 'خيط ونول', value: 512_500 }] } };
