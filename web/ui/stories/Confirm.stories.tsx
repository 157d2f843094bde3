import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ComponentProps } from 'react';
import { Confirm } from '../src/index.ts';
import { long } from './samples.tsx';

const meta: Meta = { title: 'Screens/Confirm' };
export default meta;
type Story = StoryObj;

function Asking(props: Partial<ComponentProps<typeof Confirm>>) {
  const [opened, setOpened] = useState(true);
  const close = () => setOpened(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>Cancel order</Button>
      <Confirm title="Cancel order #1004?" verb="Cancel order" {...props} opened={opened} onClose={close} onConfirm={close}>
        {props.children ?? 'The buyer is told, and the goods go back on the shelf.'}
      </Confirm>
    </>
  );
}

export const Question: Story = { render: () => <Asking /> };
export const Danger: Story = { render: () => <Asking danger /> };
export const TypedWord: Story = { render: () => <Asking danger typed="1004" /> };
export const Busy: Story = { render: () => <Asking busy /> };
export const Disabled: Story = { render: () => <Asking disabled /> };
export const Failed: Story = { render: () => <Asking error={new Error('It has been sent already.')} /> };
export const LongText: Story = { render: () => <Asking title={long} verb="Cancel the whole order" children={`${long} ${long}`} /> };
export const Arabic: Story = { render: () => <Asking title="إلغاء الطلب رقم 1004؟" verb="إلغاء الطلب" danger children="يُبلَّغ المشتري وتعود البضاعة إلى الرف." /> };
