import type { Meta, StoryObj } from '@storybook/react-vite';
import { ProblemNotice } from '../src/index.ts';
import { long, unbroken } from './samples.tsx';

const meta: Meta<typeof ProblemNotice> = { title: 'Screens/ProblemNotice', component: ProblemNotice };
export default meta;
type Story = StoryObj<typeof ProblemNotice>;

export const Sentence: Story = { args: { error: new Error('The server could not be reached.') } };
export const WithRetry: Story = { args: { error: new Error('The server could not be reached.'), onRetry: () => {} } };
export const WithFields: Story = { args: { error: { message: 'The product was not saved.', fields: [{ path: 'variants[0].price', message: 'expected a number' }, { path: 'title', message: 'is empty' }], requestId: 'req_1' }, onRetry: () => {} } };
export const Translated: Story = { args: { error: new Error('conflict'), title: 'Not saved', message: 'Someone else has changed this order. Load it again to see how it stands.' } };
export const LongText: Story = { args: { error: { message: `${long} ${unbroken}`, fields: [{ path: unbroken, message: long }] } } };
export const Arabic: Story = { args: { error: new Error('تعذّر الوصول إلى الخادم.'), title: 'لم ينجح ذلك', onRetry: () => {} } };
