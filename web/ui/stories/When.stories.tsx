import type { Meta, StoryObj } from '@storybook/react-vite';
import { When } from '../src/index.ts';

const meta: Meta<typeof When> = { title: 'Values/When', component: When };
export default meta;
type Story = StoryObj<typeof When>;

export const Moment: Story = { args: { at: '2026-03-04T09:30:00Z' } };
export const Day: Story = { args: { at: '2026-03-04T09:30:00Z', show: 'date' } };
export const Time: Story = { args: { at: '2026-03-04T09:30:00Z', show: 'time' } };
export const Ago: Story = { args: { at: '2026-03-04T09:30:00Z', show: 'ago' } };
export const Unknown: Story = { args: { at: null } };
