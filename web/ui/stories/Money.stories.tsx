import type { Meta, StoryObj } from '@storybook/react-vite';
import { Money } from '../src/index.ts';

const meta: Meta<typeof Money> = { title: 'Values/Money', component: Money };
export default meta;
type Story = StoryObj<typeof Money>;

export const Dollars: Story = { args: { value: { amount: 199900, currency: 'USD' } } };
export const YenHasNoMinorUnit: Story = { args: { value: { amount: 1980, currency: 'JPY' } } };
export const DinarHasThree: Story = { args: { value: { amount: 12500, currency: 'KWD' } } };
export const Negative: Story = { args: { value: { amount: -2500, currency: 'USD' } } };
export const Largest: Story = { args: { value: { amount: 9_007_199_254_740_991, currency: 'USD' } } };
export const FormerPrice: Story = { args: { value: { amount: 2400, currency: 'EUR' }, struck: true } };
export const Unknown: Story = { args: { value: null } };
export const InsideText: Story = {
  render: () => (
    <p dir="rtl" lang="ar">
      المبلغ <Money value={{ amount: -129950, currency: 'USD' }} /> أو <Money value={{ amount: 48500, currency: 'SAR' }} />.
    </p>
  ),
};
