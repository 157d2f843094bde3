import type { Meta, StoryObj } from '@storybook/react-vite';
import { SimpleGrid } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { Money, StatCard } from '../src/index.ts';
import { long } from './samples.tsx';

const meta: Meta<typeof StatCard> = { title: 'Screens/StatCard', component: StatCard };
export default meta;
type Story = StoryObj<typeof StatCard>;

export const Plain: Story = { args: { label: 'Orders', value: '12' } };
export const WithIconAndNote: Story = { args: { label: 'Sales today', value: <Money value={{ amount: 129900, currency: 'USD' }} />, note: '12 orders', icon: <IconReceipt size={16} /> } };
export const Alert: Story = { args: { label: 'To confirm', value: '4', tone: 'alert' } };
export const Loading: Story = { args: { label: 'Visitors', value: '0', loading: true } };
export const Nothing: Story = { args: { label: 'Returns', value: '–', note: 'None so far' } };
export const LongText: Story = { args: { label: long, value: '9,007,199,254,740,991', note: long } };
export const Arabic: Story = { args: { label: 'مبيعات اليوم', value: <Money value={{ amount: 129900, currency: 'SAR' }} />, note: '12 طلبًا' } };
export const Row: Story = {
  render: () => (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      <StatCard label="Sales today" value={<Money value={{ amount: 129900, currency: 'USD' }} />} note="12 orders" />
      <StatCard label="To confirm" value="4" tone="alert" />
      <StatCard label="Visitors" value="0" loading />
    </SimpleGrid>
  ),
};
