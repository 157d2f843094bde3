import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import type { ComponentProps } from 'react';
import { MediaPicker } from '../src/index.ts';
import type { MediaUpload } from '../src/index.ts';
import { arabic, media, unbroken } from './samples.tsx';

const meta: Meta = { title: 'Products/MediaPicker' };
export default meta;
type Story = StoryObj;

function Picker({ chosen = [], ...rest }: Partial<ComponentProps<typeof MediaPicker>> & { readonly chosen?: readonly string[] }) {
  const [selected, setSelected] = useState(chosen);
  return <MediaPicker items={media} onFiles={() => {}} {...rest} selected={selected} onSelect={setSelected} />;
}

const uploads: readonly MediaUpload[] = [
  { id: 'u1', name: 'mug-front.jpg', progress: 0.45 },
  { id: 'u2', name: 'mug-back.jpg', progress: null },
  { id: 'u3', name: 'mug-top.jpg', progress: 1 },
  { id: 'u4', name: 'mug-handle.jpg', progress: 0.2, problem: 'The connection broke off.' },
];

export const Several: Story = { render: () => <Picker chosen={['m2', 'm0']} /> };
export const ChooseOne: Story = { render: () => <Picker most={1} chosen={['m1']} /> };
export const Full: Story = { render: () => <Picker most={2} chosen={['m1', 'm4']} /> };
export const Empty: Story = { render: () => <Picker items={[]} /> };
export const Loading: Story = { render: () => <Picker items={[]} loading /> };
export const Failed: Story = { render: () => <Picker items={[]} error={new Error('The media could not be read.')} onRetry={() => {}} /> };
export const Uploading: Story = { render: () => <Picker uploads={uploads} onDismiss={() => {}} items={media.slice(0, 4)} /> };
export const WithoutUpload: Story = { render: () => <Picker onFiles={undefined} /> };
export const MoreToLoad: Story = { render: () => <Picker more={{ available: true, loading: false, load: () => {} }} /> };
export const LongText: Story = { render: () => <Picker items={media.slice(0, 3).map((m) => ({ ...m, name: `${unbroken}.jpg` }))} uploads={[{ id: 'u', name: `${unbroken}.jpg`, progress: 0.6 }]} /> };
export const Arabic: Story = { render: () => <Picker label="صور المتجر" items={media.slice(0, 3).map((m) => ({ ...m, name: arabic }))} /> };
export const Many: Story = { render: () => <Picker items={[...Array(60).keys()].map((i) => ({ ...(media[i % 12] as (typeof media)[number]), id: String(i) }))} /> };
export const Refused: Story = {
  render: () => <Picker items={media.slice(0, 4)} />,
  play: ({ canvasElement }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'scan-of-the-label.tiff', { type: 'image/tiff' }));
    dataTransfer.items.add(new File([], 'empty.png', { type: 'image/png' }));
    canvasElement.querySelector('.haat-media-slot')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  },
};
