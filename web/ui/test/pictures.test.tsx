import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ImageGallery, MediaPicker, formatBytes, refusal } from '../src/index.ts';
import type { GalleryImage, MediaItem } from '../src/index.ts';
import { moved, putBack } from '../src/gallery.ts';
import { kindNames } from '../src/media.ts';
import { show } from './render.tsx';

const abc: readonly GalleryImage[] = ['a', 'b', 'c'].map((id) => ({ id, src: `/${id}.jpg`, alt: `Picture ${id}` }));

function Gallery({ told, disabled }: { readonly told?: (ids: string) => void; readonly disabled?: boolean }) {
  const [images, setImages] = useState(abc);
  return (
    <ImageGallery
      images={images}
      disabled={disabled}
      onChange={(next) => {
        told?.(next.map((i) => i.id).join(''));
        setImages(next);
      }}
    />
  );
}

const button = (name: string) => screen.getByRole('button', { name });
const order = () => screen.getAllByRole('listitem').map((li) => li.dataset.id).join('');

describe('an order of pictures', () => {
  it('moves one and keeps all others as they were', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b', 'c'], 2, -5)).toEqual(['c', 'a', 'b']);
    expect(moved(['a'], 7, 0)).toEqual(['a']);
    expect(putBack(['a', 'c'], 'b', 1)).toEqual(['a', 'b', 'c']);
    expect(putBack([], 'b', 4)).toEqual(['b']);
  });
});

describe('ImageGallery', () => {
  it('moves by button, keeps the focus on the moved one, and says where it is', () => {
    show(<Gallery />);
    fireEvent.click(button('Move picture 3 forward'));
    expect(order()).toBe('acb');
    expect(document.activeElement).toBe(button('Move picture 2 forward'));
    expect(screen.getByText('Picture is now 2 of 3.')).toBeTruthy();
    fireEvent.click(button('Move picture 1 back'));
    expect(order()).toBe('cab');
  });

  it('does not move beyond its ends, and its buttons there say so', () => {
    const told = vi.fn();
    show(<Gallery told={told} />);
    for (const name of ['Move picture 1 forward', 'Move picture 3 back', 'Make picture 1 the main one']) {
      expect(button(name).getAttribute('aria-disabled')).toBe('true');
      fireEvent.click(button(name));
    }
    expect(told).not.toHaveBeenCalled();
  });

  it('makes any picture the main one', () => {
    show(<Gallery />);
    fireEvent.click(button('Make picture 3 the main one'));
    expect(order()).toBe('cab');
    expect(screen.getByText('Main').closest('li')?.dataset.id).toBe('c');
  });

  it('takes a removal back at its old place', () => {
    show(<Gallery />);
    fireEvent.click(button('Remove picture 2'));
    expect(order()).toBe('ac');
    expect(document.activeElement).toBe(button('Undo'));
    fireEvent.click(button('Undo'));
    expect(order()).toBe('abc');
    expect(document.activeElement).toBe(button('Remove picture 2'));
  });

  it('lets each picture be described', () => {
    show(<Gallery />);
    fireEvent.change(screen.getByLabelText('What picture 2 shows'), { target: { value: 'A mug' } });
    expect((screen.getByLabelText('What picture 2 shows') as HTMLInputElement).value).toBe('A mug');
  });

  it('moves by dragging', () => {
    show(<Gallery />);
    const [first, , third] = screen.getAllByRole('listitem') as [HTMLElement, HTMLElement, HTMLElement];
    const dataTransfer = { setData: vi.fn(), effectAllowed: '' };
    fireEvent.dragStart(first, { dataTransfer });
    fireEvent.dragOver(third, { dataTransfer });
    expect(third.dataset.over).toBe('true');
    fireEvent.drop(third, { dataTransfer });
    expect(order()).toBe('bca');
    expect(first.dataset.dragged).toBeUndefined();
  });

  it('offers nothing to change when disabled', () => {
    show(<Gallery disabled />);
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.getAllByRole<HTMLInputElement>('textbox').every((i) => i.disabled)).toBe(true);
  });
});

describe('a file', () => {
  const limits = { kinds: ['image/png', 'video/*'], bytes: 1000 };

  it('is refused for its kind, its size or its emptiness', () => {
    expect(refusal({ type: 'image/png', size: 1000 }, limits)).toBeNull();
    expect(refusal({ type: 'video/mp4', size: 1 }, limits)).toBeNull();
    expect(refusal({ type: 'image/tiff', size: 1 }, limits)).toBe('refused_kind');
    expect(refusal({ type: '', size: 1 }, limits)).toBe('refused_kind');
    expect(refusal({ type: 'image/png', size: 1001 }, limits)).toBe('refused_size');
    expect(refusal({ type: 'image/png', size: 0 }, limits)).toBe('refused_empty');
  });

  it('has a size and a kind people can read', () => {
    expect(formatBytes(10_000_000, 'en')).toBe('10 MB');
    expect(formatBytes(1500, 'en')).toBe('1.5 kB');
    expect(kindNames(['image/jpeg', 'image/svg+xml'], 'en')).toBe('JPEG, SVG');
  });
});

describe('MediaPicker', () => {
  const items: readonly MediaItem[] = ['a', 'b', 'c'].map((id) => ({ id, src: `/${id}.jpg`, name: `${id}.jpg`, alt: id === 'a' ? 'Green mug' : '' }));
  const base = { items, selected: [] as string[], onSelect: vi.fn() };

  it('chooses several in the order they are chosen, and lets go', () => {
    const onSelect = vi.fn();
    const { again } = show(<MediaPicker {...base} selected={['c']} onSelect={onSelect} />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Green mug' }));
    expect(onSelect).toHaveBeenLastCalledWith(['c', 'a']);
    again(<MediaPicker {...base} selected={['c', 'a']} onSelect={onSelect} />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'c.jpg' }));
    expect(onSelect).toHaveBeenLastCalledWith(['a']);
    expect(screen.getByText('2 chosen')).toBeTruthy();
  });

  it('takes no more than the most', () => {
    show(<MediaPicker {...base} selected={['a', 'b']} most={2} />);
    expect((screen.getByRole('checkbox', { name: 'c.jpg' }) as HTMLInputElement).disabled).toBe(true);
    expect((screen.getByRole('checkbox', { name: 'b.jpg' }) as HTMLInputElement).disabled).toBe(false);
    expect(screen.getByText('2 chosen, that is the most.')).toBeTruthy();
  });

  it('replaces the choice when it is a choice of one', () => {
    const onSelect = vi.fn();
    show(<MediaPicker {...base} selected={['a']} most={1} onSelect={onSelect} />);
    fireEvent.click(screen.getByRole('radio', { name: 'b.jpg' }));
    expect(onSelect).toHaveBeenCalledWith(['b']);
  });

  it('hands on good files and tells what it did not take, and why', () => {
    const onFiles = vi.fn();
    show(<MediaPicker {...base} onFiles={onFiles} limits={{ kinds: ['image/png'], bytes: 3 }} />);
    const good = new File(['ok'], 'good.png', { type: 'image/png' });
    const choose = screen.getByLabelText('Upload', { selector: 'input' });
    fireEvent.change(choose, { target: { files: [good, new File(['x'], 'old.tiff', { type: 'image/tiff' }), new File(['large'], 'large.png', { type: 'image/png' })] } });
    expect(onFiles).toHaveBeenCalledWith([good]);
    const told = screen.getByRole('alert').textContent;
    for (const part of ['old.tiff: This kind', 'large.png: Larger than']) expect(told).toContain(part);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('takes dropped files the same way', () => {
    const onFiles = vi.fn();
    const { container } = show(<MediaPicker {...base} onFiles={onFiles} />);
    const slot = container.querySelector('.haat-media-slot') as HTMLElement;
    const file = new File(['ok'], 'good.png', { type: 'image/png' });
    const event = createEvent.drop(slot, { dataTransfer: { files: [file] } });
    act(() => void fireEvent(slot, event));
    expect(onFiles).toHaveBeenCalledWith([file]);
    expect(event.defaultPrevented).toBe(true);
  });

  it('takes pasted files, and leaves pasted text to who it is for', () => {
    const onFiles = vi.fn();
    show(<MediaPicker {...base} onFiles={onFiles} most={1} />);
    const paste = (files: File[]) => {
      const event = createEvent.paste(button('Upload'), { clipboardData: { files } });
      act(() => void fireEvent(button('Upload'), event));
      return event.defaultPrevented;
    };
    const [one, two] = ['one.png', 'two.png'].map((name) => new File(['ok'], name, { type: 'image/png' })) as [File, File];
    expect(paste([])).toBe(false);
    expect(paste([one, two])).toBe(true);
    expect(onFiles).toHaveBeenCalledTimes(1);
    expect(onFiles).toHaveBeenCalledWith([one]);
  });

  it('shows how far an upload is, why one failed, and lets it be put away', () => {
    const dismiss = vi.fn();
    const resend = vi.fn();
    show(
      <MediaPicker
        {...base}
        onFiles={vi.fn()}
        onDismiss={dismiss}
        onResend={resend}
        uploads={[
          { id: '1', name: 'one.png', progress: 0.4 },
          { id: '2', name: 'two.png', progress: 0.1, problem: 'The connection broke off.' },
        ]}
      />,
    );
    expect(screen.getByRole('progressbar', { name: 'Uploading one.png' }).getAttribute('aria-valuenow')).toBe('40');
    expect(screen.getByText('The connection broke off.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss: two.png' }));
    expect(dismiss).toHaveBeenCalledWith('2');
    fireEvent.click(screen.getByRole('button', { name: 'Try again: two.png' }));
    expect(resend).toHaveBeenCalledWith('2');
    expect(screen.queryByRole('button', { name: 'Try again: one.png' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Dismiss: one.png' })).toBeNull();
  });

  it('tells loading, empty and failed apart', () => {
    const { again } = show(<MediaPicker {...base} items={[]} loading />);
    expect(screen.getByRole('status', { name: 'Pictures are loading' })).toBeTruthy();
    again(<MediaPicker {...base} items={[]} />);
    expect(screen.getByText('No pictures here yet')).toBeTruthy();
    again(<MediaPicker {...base} items={[]} error={new Error('Away.')} />);
    expect(screen.getByRole('alert').textContent).toContain('Away.');
    expect(screen.queryByText('No pictures here yet')).toBeNull();
  });
});
