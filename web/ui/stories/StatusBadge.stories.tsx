import type { Meta, StoryObj } from '@storybook/react-vite';
import { Group } from '@mantine/core';
import { StatusBadge } from '../src/index.ts';
import type { Tone } from '../src/index.ts';

const meta: Meta<typeof StatusBadge> = { title: 'Values/StatusBadge', component: StatusBadge };
export default meta;
type Story = StoryObj<typeof StatusBadge>;

const tones: readonly Tone[] = ['neutral', 'info', 'waiting', 'good', 'bad'];

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
export const Tones: Story = {
  render: () => (
    <Group>
      {tones.map((tone) => (
        <StatusBadge key={tone} status={tone} tone={tone} />
      ))}
    </Group>
  ),
};
export const Unknown: Story = { args: { status: 'brand_new_state' } };
export const LongWord: Story = { args: { status: 'pending', label: 'Waiting for the second approval of the regional office' } };
export const Arabic: Story = { args: { status: 'paid', label: 'مدفوع جزئيًا' } };
