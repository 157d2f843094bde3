import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button, SimpleGrid } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { useState } from 'react';
import { Confirm, EmptyState, Money, PageHeader, ProblemNotice, ProductThumb, StatCard, StatusBadge } from '../src/index.ts';

const meta: Meta = { title: 'Screens/Parts' };
export default meta;
type Story = StoryObj;

export const Header: Story = {
  render: () => <PageHeader title="Order #1004" back={<a href="#orders">Orders</a>} badges={<StatusBadge status="pending" />} actions={<Button>Confirm</Button>} />,
};

export const Numbers: Story = {
  render: () => (
    <SimpleGrid cols={3}>
      <StatCard label="Sales today" value={<Money value={{ amount: 129900, currency: 'USD' }} />} note="12 orders" />
      <StatCard label="To confirm" value="4" tone="alert" />
      <StatCard label="Visitors" value="0" loading />
    </SimpleGrid>
  ),
};

export const Empty: Story = {
  render: () => (
    <EmptyState icon={<IconBox />} title="No products yet" action={<Button>Add a product</Button>}>
      Products you add appear in the shop at once.
    </EmptyState>
  ),
};

export const Problem: Story = {
  render: () => <ProblemNotice error={{ message: 'The price is missing.', fields: [{ path: 'variants[0].price', message: 'expected a number' }], requestId: 'req_1' }} onRetry={() => {}} />,
};

export const Thumbs: Story = {
  render: () => (
    <>
      <ProductThumb src={null} /> <ProductThumb src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='3' fill='%2311694a'/%3E%3C/svg%3E" alt="Green plate" size={64} />
    </>
  ),
};

function Asking() {
  const [opened, setOpened] = useState(true);
  return (
    <>
      <Button onClick={() => setOpened(true)}>Cancel order</Button>
      <Confirm opened={opened} onClose={() => setOpened(false)} onConfirm={() => setOpened(false)} title="Cancel order #1004?" verb="Cancel order" danger typed="1004">
        The buyer is told, and the goods go back on the shelf.
      </Confirm>
    </>
  );
}

export const Question: Story = { render: () => <Asking /> };
