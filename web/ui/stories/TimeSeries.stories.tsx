import type { Meta, StoryObj } from '@storybook/react-vite';
import { Money, TimeSeries } from '../src/index.ts';
import { days, long } from './samples.tsx';

const meta: Meta<typeof TimeSeries> = { title: 'Charts/TimeSeries', component: TimeSeries };
export default meta;
type Story = StoryObj<typeof TimeSeries>;

const usd = { kind: 'money', currency: 'USD' } as const;
const march = days(31, '2026-03-01');
const february = days(28, '2026-02-01', 0.8);
const base = { label: 'Sales', unit: usd, points: march, summary: <Money value={{ amount: 2_345_600, currency: 'USD' }} /> };

export const Compared: Story = { args: { ...base, compare: february } };
export const OnePeriod: Story = { args: base };
export const Counts: Story = { args: { label: 'Orders', unit: { kind: 'count' }, points: march.map((p) => ({ ...p, value: Math.round((p.value ?? 0) / 12_000) })), summary: '131' } };
export const Hours: Story = { args: { label: 'Orders today', unit: { kind: 'count' }, step: 'hour', points: [...Array(24).keys()].map((i) => ({ at: new Date(Date.UTC(2026, 2, 5, i)).toISOString(), value: i > 14 ? null : (i * 5) % 9 })), summary: '57' } };
export const Months: Story = { args: { ...base, step: 'month', points: [...Array(12).keys()].map((i) => ({ at: new Date(Date.UTC(2025, i, 1)).toISOString().slice(0, 10), value: 3_000_000 + ((i * 811) % 7) * 420_000 })) } };
export const WithGaps: Story = { args: { ...base, points: march.map((p, i) => (i > 8 && i < 13 ? { ...p, value: null } : i === 14 || i === 16 ? { ...p, value: null } : p)) } };
export const BelowZero: Story = { args: { ...base, label: 'Net sales', points: march.map((p) => ({ ...p, value: (p.value ?? 0) - 60_000 })) } };
export const AllZero: Story = { args: { ...base, points: march.map((p) => ({ ...p, value: 0 })), summary: <Money value={{ amount: 0, currency: 'USD' }} /> } };
export const OneDay: Story = { args: { ...base, points: march.slice(0, 1) } };
export const Many: Story = { args: { ...base, points: days(365, '2025-03-01'), compare: days(365, '2024-03-01', 0.7) } };
export const Dinars: Story = { args: { ...base, unit: { kind: 'money', currency: 'KWD' }, summary: <Money value={{ amount: 2_345_600, currency: 'KWD' }} /> } };
export const Empty: Story = { args: { ...base, points: [] } };
export const Loading: Story = { args: { ...base, loading: true } };
export const Failed: Story = { args: { ...base, error: new Error('The figures could not be read.'), onRetry: () => {} } };
export const LongText: Story = { args: { ...base, label: long, compare: february, pointsLabel: long, compareLabel: long } };
export const Arabic: Story = { args: { ...base, label: 'المبيعات', unit: { kind: 'money', currency: 'SAR' }, compare: february, pointsLabel: 'مارس', compareLabel: 'فبراير', summary: <Money value={{ amount: 2_345_600, currency: 'SAR' }} /> } };
export const InNarrowPanel: Story = {
  render: () => (
    <div style={{ maxWidth: 300 }}>
      <TimeSeries {...base} compare={february} />
    </div>
  ),
};
export const BeingRead: Story = {
  args: { ...base, compare: february },
  play: ({ canvasElement }) => {
    const reader = canvasElement.querySelector<HTMLElement>('[role=slider]');
    reader?.focus();
    for (const key of ['Home', 'PageUp', 'PageUp']) reader?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  },
};
export const WithItsTable: Story = {
  args: { ...base, compare: february },
  play: ({ canvasElement }) => canvasElement.querySelector('details')?.setAttribute('open', ''),
};
