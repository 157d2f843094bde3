import type { Meta, StoryObj } from '@storybook/react-vite';
import { Group } from '@mantine/core';
import { StatusBadge } from '../src/index.ts';

const meta: Meta<typeof StatusBadge> = { title: 'Values/StatusBadge', component: StatusBadge };
export default meta;
type Story = StoryObj<typeof StatusBadge>;

export const One: Story = { args: { status: 'partially_fulfilled', label: 'Partly sent' } };
export const All: Story = {
  render: () => (
    <Group>
      {['pending', 'confirmed', 'completed', 'cancelled', 'unpaid', 'paid', 'failed', 'unfulfilled', 'fulfilled', 'delivered'].map((s) => (
        <StatusBadge key={s} status={s} />
      ))}
    </Group>
  ),
};
