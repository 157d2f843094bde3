import type { Meta, StoryObj } from '@storybook/react-vite';
import { Timeline } from '../src/index.ts';

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
