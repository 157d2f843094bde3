import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ComponentProps } from 'react';
import { ImageGallery } from '../src/index.ts';
import type { GalleryImage } from '../src/index.ts';
import { arabic, colors, drawn, gallery, long } from './samples.tsx';

const meta: Meta = { title: 'Products/ImageGallery' };
export default meta;
type Story = StoryObj;

function Gallery({ start, ...rest }: Partial<ComponentProps<typeof ImageGallery>> & { readonly start: readonly GalleryImage[] }) {
  const [images, setImages] = useState(start);
  return <ImageGallery {...rest} images={images} onChange={setImages} add={rest.add ?? <Button variant="light">Add a picture</Button>} />;
}

export const Filled: Story = { render: () => <Gallery start={gallery} /> };
export const One: Story = { render: () => <Gallery start={gallery.slice(0, 1)} /> };
export const Empty: Story = { render: () => <Gallery start={[]} /> };
export const WithErrors: Story = { render: () => <Gallery start={gallery.slice(0, 3)} problems={{ g1: 'Please describe this picture.' }} /> };
export const BrokenPicture: Story = { render: () => <Gallery start={[{ id: 'x', src: 'data:image/png;base64,AAAA', alt: 'Gone' }, ...gallery.slice(0, 1)]} /> };
export const Disabled: Story = { render: () => <Gallery start={gallery.slice(0, 3)} disabled /> };
export const LongText: Story = { render: () => <Gallery start={gallery.slice(0, 2).map((g) => ({ ...g, alt: long }))} /> };
export const Arabic: Story = { render: () => <Gallery start={gallery.slice(0, 3).map((g) => ({ ...g, alt: arabic }))} /> };
export const Many: Story = { render: () => <Gallery start={[...Array(20).keys()].map((i) => ({ id: String(i), src: drawn(colors[i % 5] ?? colors[0]), alt: `Glaze ${i + 1}` }))} /> };
export const Removed: Story = { render: () => <Gallery start={gallery} />, play: ({ canvasElement }) => canvasElement.querySelector<HTMLElement>('[data-act=remove]')?.click() };
