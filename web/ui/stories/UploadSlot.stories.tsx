import type { Meta, StoryObj } from '@storybook/react-vite';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { IconButton, UploadSlot } from '../src/index.ts';
import { drawn, unbroken } from './samples.tsx';

const meta: Meta = { title: 'Products/UploadSlot' };
export default meta;
type Story = StoryObj;

const nothing = () => {};

export const Waiting: Story = { render: () => <UploadSlot onFiles={nothing} /> };
export const OnTheWay: Story = {
  render: () => (
    <UploadSlot
      onFiles={nothing}
      onDismiss={nothing}
      onResend={nothing}
      uploads={[
        { id: '1', name: 'mug-front.jpg', progress: 0.6, preview: drawn('%239c6b4a') },
        { id: '2', name: 'mug-back.jpg', progress: 0.2, preview: drawn('%234a6b9c'), problem: 'The connection broke off.' },
        { id: '3', name: `${unbroken}.jpg`, progress: null },
      ]}
    />
  ),
};
export const IconButtons: Story = {
  render: () => (
    <>
      <IconButton label="Up" icon={<IconArrowUp size={18} aria-hidden="true" />} onClick={nothing} off />
      <IconButton label="Down" icon={<IconArrowDown size={18} aria-hidden="true" />} onClick={nothing} />
      <IconButton label="Remove" icon={<IconTrash size={18} aria-hidden="true" />} onClick={nothing} />
    </>
  ),
};
