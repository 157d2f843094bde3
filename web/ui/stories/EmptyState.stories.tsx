import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { EmptyState } from '../src/index.ts';
import { long } from './samples.tsx';

const meta: Meta<typeof EmptyState> = { title: 'Screens/EmptyState', component: EmptyState };
export default meta;
type Story = StoryObj<typeof EmptyState>;

export const TitleOnly: Story = { args: { title: 'Nothing here yet' } };
export const WithNextStep: Story = { args: { icon: <IconBox />, title: 'No products yet', children: 'Products you add appear in the shop at once.', action: <Button>Add a product</Button> } };
export const LongText: Story = { args: { icon: <IconBox />, title: long, children: `${long} ${long}` } };
export const Arabic: Story = { args: { icon: <IconBox />, title: 'لا منتجات بعد', children: 'تظهر المنتجات التي تضيفها في المتجر فورًا.', action: <Button>أضف منتجًا</Button> } };
