import { createEvent, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ProductCard, ProductCardSkeleton } from '../src/index.ts';
import { show } from './render.tsx';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const mug = { id: 'mug', title: 'Tidal Mug', image: '/mug.jpg', price: usd(2400), stock: 24 };

describe('ProductCard', () => {
  it('has one link, named by the product alone', () => {
    show(<ProductCard product={{ ...mug, store: 'Kiln' }} href="/products/tidal-mug" />);
    expect(screen.getByRole('link', { name: 'Tidal Mug' }).getAttribute('href')).toBe('/products/tidal-mug');
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('opens by a plain click and leaves a modified one to the browser', () => {
    const open = vi.fn();
    show(<ProductCard product={mug} href="/x" onOpen={open} />);
    const link = screen.getByRole('link');
    const click = (init = {}) => {
      const event = createEvent.click(link, { button: 0, ...init });
      fireEvent(link, event);
      return event.defaultPrevented;
    };
    expect(click({ ctrlKey: true })).toBe(false);
    expect(open).not.toHaveBeenCalled();
    expect(click()).toBe(true);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('strikes a higher former price and no other', () => {
    const { container, again } = show(<ProductCard product={{ ...mug, compareAt: usd(3000) }} />);
    expect(container.querySelector('s')?.textContent).toBe('$30.00');
    expect(screen.getByText('Was')).toBeTruthy();
    for (const compareAt of [usd(2400), usd(100), { amount: 9900, currency: 'EUR' }, null]) {
      again(<ProductCard product={{ ...mug, compareAt }} />);
      expect(container.querySelector('s')).toBeNull();
    }
  });

  it('says what the lowest price is when prices differ', () => {
    const { container } = show(<ProductCard product={{ ...mug, from: true }} />);
    expect(container.querySelector('.haat-card-price')?.textContent?.replace(/[\u2068\u2069]/g, '')).toBe('from $24.00');
  });

  it('speaks of stock only when there is little of it', () => {
    const { again } = show(<ProductCard product={mug} />);
    expect(screen.queryByText(/left|Sold out/)).toBeNull();
    again(<ProductCard product={{ ...mug, stock: 5 }} />);
    expect(screen.getByText('Only 5 left')).toBeTruthy();
    again(<ProductCard product={{ ...mug, stock: 0 }} />);
    expect(screen.getByText('Sold out')).toBeTruthy();
    again(<ProductCard product={{ ...mug, stock: null }} />);
    expect(screen.queryByText(/left|Sold out/)).toBeNull();
  });

  it('keeps the place of a picture that does not load', () => {
    const { container } = show(<ProductCard product={{ ...mug, alt: 'A mug' }} />);
    fireEvent.error(screen.getByAltText('A mug'));
    expect(container.querySelector('img')).toBeNull();
    expect(container.querySelector('.haat-card-picture svg')).toBeTruthy();
  });

  it('can be selected', () => {
    const select = vi.fn();
    show(<ProductCard product={mug} onSelect={select} />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Tidal Mug' }));
    expect(select).toHaveBeenCalledWith(true);
  });

  it('says that it is loading', () => {
    show(<ProductCardSkeleton />);
    expect(screen.getByRole('status', { name: 'Product is loading' })).toBeTruthy();
  });
});
