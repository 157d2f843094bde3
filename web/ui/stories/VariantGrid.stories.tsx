import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import type { ComponentProps } from 'react';
import { VariantGrid, cellKey, withChanges } from '../src/index.ts';
import type { GridVariant } from '../src/index.ts';
import { long, unbroken, variants } from './samples.tsx';

const meta: Meta = { title: 'Products/VariantGrid' };
export default meta;
type Story = StoryObj;

type GridProps = ComponentProps<typeof VariantGrid>;

function Grid({ start, ...rest }: Partial<GridProps> & { readonly start: readonly GridVariant[] }) {
  const [rows, setRows] = useState(start);
  return <VariantGrid label="Variants of Field Shirt" options={['Colour', 'Size', 'Cloth']} currency="USD" {...rest} variants={rows} onChange={(changes) => setRows((now) => withChanges(now, changes))} />;
}

const small = variants(500).filter((v) => ['Sand', 'Pine'].includes(v.values[0] ?? '') && ['S', 'M'].includes(v.values[1] ?? '') && v.values[2] !== 'Hemp' && v.values[2] !== 'Silk');
const sizes = ['S', 'M', 'L'].map((size) => ({ id: size, values: [size], cells: { price: '24.00', stock: '8' } }));

export const ThreeOptions: Story = { render: () => <Grid start={small} /> };
export const OneOption: Story = { render: () => <Grid options={['Size']} start={sizes} /> };
export const NoOption: Story = { render: () => <Grid options={[]} start={[{ id: 'only', values: [], cells: { price: '24.00', stock: '8' } }]} /> };
export const Empty: Story = { render: () => <Grid start={[]} /> };
export const WithErrors: Story = {
  render: () => (
    <Grid
      options={['Size']}
      start={withChanges(sizes, [
        { id: 'S', column: 'price', value: '' },
        { id: 'M', column: 'price', value: '19.999' },
        { id: 'M', column: 'stock', value: '-3' },
      ])}
      problems={{ [cellKey('L', 'stock')]: 'Two are reserved by open orders.' }}
    />
  ),
};
export const LockedCells: Story = { render: () => <Grid options={['Size']} start={sizes.map((v) => (v.id === 'M' ? { ...v, locked: ['stock'] } : v))} /> };
export const MoreColumns: Story = {
  render: () => (
    <Grid
      options={['Size']}
      start={sizes.map((v) => ({ ...v, cells: { ...v.cells, sku: `FS-${v.id}` } }))}
      columns={[
        { id: 'sku', title: 'SKU', kind: 'text' },
        { id: 'price', title: 'Price', kind: 'money', required: true },
        { id: 'stock', title: 'Stock', kind: 'count' },
      ]}
    />
  ),
};
const stored: GridVariant['cells'] = { price: '24.00', stock: '8' };

export const Unsaved: Story = {
  render: () => (
    <Grid
      options={['Size']}
      start={withChanges(sizes, [{ id: 'S', column: 'price', value: '26.00' }]).map((v) => ({ ...v, cells: { ...v.cells, late: v.id === 'M' ? 'yes' : '' }, saved: v.id === 'L' ? {} : stored }))}
      columns={[
        { id: 'price', title: 'Price', kind: 'money', required: true },
        { id: 'stock', title: 'Stock', kind: 'count' },
        { id: 'late', title: 'Back-order', kind: 'flag' },
      ]}
    />
  ),
};
export const Disabled: Story = { render: () => <Grid options={['Size']} start={sizes} disabled /> };
export const LongText: Story = { render: () => <Grid options={['Size', 'Cloth']} start={[unbroken, 'B'].map((cloth) => ({ id: cloth, values: [long, cloth], cells: { price: '24.00', stock: '8' } }))} /> };
export const Arabic: Story = { render: () => <Grid label="خيارات القميص" options={['اللون', 'المقاس']} currency="SAR" start={['صغير', 'كبير'].map((size) => ({ id: size, values: ['أخضر', size], cells: { price: '99.00', stock: '8' } }))} /> };
export const FiveHundred: Story = { render: () => <Grid start={variants(500)} /> };
export const FilledDown: Story = {
  render: () => <Grid start={small} />,
  play: ({ canvasElement }) => {
    canvasElement.querySelector<HTMLInputElement>('tbody input')?.focus();
    canvasElement.querySelector<HTMLElement>('thead th:last-child button')?.click();
  },
};
