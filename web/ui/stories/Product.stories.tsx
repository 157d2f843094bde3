import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import type { ComponentProps } from 'react';
import { ProductCard, ProductCardSkeleton, ProductThumb, StatusBadge } from '../src/index.ts';
import type { ProductCardValue } from '../src/index.ts';
import { arabic, colors, drawn, long, unbroken } from './samples.tsx';

const meta: Meta = { title: 'Products/ProductCard' };
export default meta;
type Story = StoryObj;

const mug: ProductCardValue = { id: 'mug', title: 'Tidal Mug', image: drawn(colors[0]), price: { amount: 2400, currency: 'USD' }, store: "Potter's Row", stock: 24 };

function Card({ product, ...rest }: Partial<Omit<ComponentProps<typeof ProductCard>, 'product'>> & { readonly product?: Partial<ProductCardValue> }) {
  const [selected, setSelected] = useState(rest.selected ?? false);
  return (
    <div style={{ maxWidth: 240 }}>
      <ProductCard {...rest} href={rest.href ?? '#mug'} product={{ ...mug, ...product }} selected={selected} onSelect={rest.onSelect && setSelected} />
    </div>
  );
}

export const Plain: Story = { render: () => <Card /> };
export const Reduced: Story = { render: () => <Card product={{ price: { amount: 1800, currency: 'USD' }, compareAt: { amount: 2400, currency: 'USD' } }} /> };
export const PricesDiffer: Story = { render: () => <Card product={{ from: true }} /> };
export const FewLeft: Story = { render: () => <Card product={{ stock: 3 }} /> };
export const SoldOut: Story = { render: () => <Card product={{ stock: 0 }} /> };
export const WithoutPictureAndPrice: Story = { render: () => <Card product={{ image: null, price: null }} badge={<StatusBadge status="draft" />} /> };
export const BrokenPicture: Story = { render: () => <Card product={{ image: 'data:image/png;base64,AAAA' }} /> };
export const Selected: Story = { render: () => <Card selected onSelect={() => {}} /> };
export const WithActions: Story = { render: () => <Card actions={<Button size="xs">Add to cart</Button>} /> };
export const WithoutLink: Story = {
  render: () => (
    <div style={{ maxWidth: 240 }}>
      <ProductCard product={mug} />
    </div>
  ),
};
export const LongText: Story = { render: () => <Card product={{ title: `${long} ${unbroken}`, store: long }} /> };
export const Arabic: Story = { render: () => <Card product={{ title: arabic, store: 'ورشة النهر', price: { amount: 9900, currency: 'SAR' }, compareAt: { amount: 12000, currency: 'SAR' }, stock: 2 }} /> };
export const Loading: Story = {
  render: () => (
    <div style={{ maxWidth: 240 }}>
      <ProductCardSkeleton />
    </div>
  ),
};
export const Many: Story = {
  render: () => (
    <SimpleGrid type="container" cols={{ base: 2, '560px': 3, '760px': 4 }} spacing="md">
      {[...Array(8).keys()].map((i) => (
        <ProductCard key={i} href={`#${i}`} product={{ ...mug, id: String(i), image: i === 5 ? null : drawn(colors[i % 5] ?? colors[0]), title: i === 2 ? long : `Mug no. ${i + 1}`, stock: i === 3 ? 0 : 24, compareAt: i === 1 ? { amount: 3000, currency: 'USD' } : null }} />
      ))}
    </SimpleGrid>
  ),
};
export const Thumbs: Story = {
  render: () => (
    <>
      <ProductThumb src={null} /> <ProductThumb src={drawn(colors[2])} alt="Blue mug" size={64} /> <ProductThumb src="data:image/png;base64,AAAA" alt="A picture that does not load" size={96} />
    </>
  ),
};
