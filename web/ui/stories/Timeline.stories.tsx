import type { Meta, StoryObj } from '@storybook/react-vite';
import { Timeline } from '../src/index.ts';
import { long } from './samples.tsx';

const meta: Meta<typeof Timeline> = { title: 'Records/Timeline', component: Timeline };
export default meta;
type Story = StoryObj<typeof Timeline>;

export const Order: Story = {
  args: {
    items: [
      { id: '3', at: '2026-03-05T10:02:00Z', title: 'Parcel handed over', actor: 'Mina, Kiln', body: 'Tracking KL-20931', tone: 'info' },
      { id: '2', at: '2026-03-04T15:45:00Z', title: 'Order confirmed', actor: 'Mina, Kiln', tone: 'good' },
      { id: '1', at: '2026-03-04T15:30:00Z', title: 'Order placed', actor: null },
    ],
  },
};
export const Empty: Story = { args: { items: [] } };
export const OneEntry: Story = { args: { items: [{ id: '1', at: '2026-03-04T15:30:00Z', title: 'Order placed' }] } };
export const LongText: Story = { args: { items: [{ id: '1', at: '2026-03-04T15:30:00Z', title: long, actor: 'A seller with a long name, who signs with the name of the workshop as well', body: `${long}\n${long}`, tone: 'waiting' }] } };
export const Many: Story = {
  args: {
    items: [...Array(30).keys()].map((i) => ({ id: String(i), at: new Date(Date.parse('2026-03-05T10:00:00Z') - i * 5_400_000).toISOString(), title: `Stock set to ${40 - i}`, actor: 'Mina', tone: i % 7 === 0 ? ('bad' as const) : ('neutral' as const) })),
  },
};
export const Arabic: Story = { args: { items: [{ id: '1', at: '2026-03-04T15:30:00Z', title: 'تم تأكيد الطلب', actor: 'مينا', body: 'رقم التتبع KL-20931', tone: 'good' }] } };
