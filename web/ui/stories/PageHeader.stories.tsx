import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { PageHeader, StatusBadge } from '../src/index.ts';
import { arabic, long, unbroken } from './samples.tsx';

const meta: Meta<typeof PageHeader> = { title: 'Screens/PageHeader', component: PageHeader };
export default meta;
type Story = StoryObj<typeof PageHeader>;

const back = <a href="#orders">Orders</a>;

export const TitleOnly: Story = { args: { title: 'Orders' } };
export const Full: Story = { args: { title: 'Order #1004', back, badges: <StatusBadge status="pending" />, description: 'Placed by June Park on 4 March', actions: <Button>Confirm</Button> } };
export const ManyActions: Story = {
  args: {
    title: 'Order #1004',
    badges: ['pending', 'unpaid', 'unfulfilled'].map((s) => <StatusBadge key={s} status={s} />),
    actions: ['Confirm', 'Ship', 'Refund', 'Cancel'].map((verb, i) => (
      <Button key={verb} variant={i === 0 ? 'filled' : 'default'}>
        {verb}
      </Button>
    )),
  },
};
export const LongTitle: Story = { args: { title: long, back, actions: <Button>Save</Button> } };
export const UnbrokenTitle: Story = { args: { title: unbroken, actions: <Button>Save</Button> } };
export const Arabic: Story = { args: { title: arabic, back: <a href="#products">المنتجات</a>, badges: <StatusBadge status="active" label="نشط" /> } };
