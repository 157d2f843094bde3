import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DataTable } from '../src/index.ts';
import type { Column } from '../src/index.ts';
import { show } from './render.tsx';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly stock: number;
}

const rows: Row[] = [
  { id: 'a', name: 'Mug', stock: 3 },
  { id: 'b', name: 'Bowl', stock: 0 },
  { id: 'c', name: 'Plate', stock: 9 },
];

const columns: Column<Row>[] = [
  { id: 'name', title: 'Name', cell: (r) => r.name, sort: 'title' },
  { id: 'stock', title: 'Stock', cell: (r) => r.stock, align: 'end' },
  { id: 'id', title: 'Id', cell: (r) => r.id, optional: true },
];

const base = { label: 'Products', rows, columns, rowId: (r: Row) => r.id };
const line = (name: string) => screen.getByText(name).closest('tr') as HTMLElement;

describe('DataTable', () => {
  beforeEach(() => localStorage.clear());

  it('shows a row per record under named columns', () => {
    show(<DataTable {...base} />);
    const table = screen.getByRole('table', { name: 'Products' });
    expect(within(table).getAllByRole('row')).toHaveLength(4);
    expect(within(table).getAllByRole('columnheader').map((h) => h.textContent)).toEqual(['Name', 'Stock']);
  });

  it('sorts upwards first and turns round on the second press', () => {
    const onSort = vi.fn();
    const { again } = show(<DataTable {...base} onSort={onSort} />);
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenLastCalledWith({ key: 'title', desc: false });
    again(<DataTable {...base} onSort={onSort} sort={{ key: 'title', desc: false }} />);
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenLastCalledWith({ key: 'title', desc: true });
    expect(screen.queryByRole('button', { name: 'Stock' })).toBeNull();
  });

  it('moves with the arrow keys, opens with Enter and selects with Space', () => {
    const onOpen = vi.fn();
    const onSelect = vi.fn();
    show(<DataTable {...base} onOpen={onOpen} selected={new Set(['c'])} onSelect={onSelect} />);
    line('Mug').focus();
    fireEvent.keyDown(line('Mug'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(line('Bowl'));
    fireEvent.keyDown(line('Bowl'), { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith(rows[1]);
    fireEvent.keyDown(line('Bowl'), { key: ' ' });
    expect(onSelect).toHaveBeenCalledWith(new Set(['c', 'b']));
    fireEvent.keyDown(line('Bowl'), { key: 'End' });
    fireEvent.keyDown(line('Plate'), { key: 'j' });
    expect(document.activeElement).toBe(line('Plate'));
    expect(line('Plate').tabIndex).toBe(0);
    expect(line('Mug').tabIndex).toBe(-1);
  });

  it('selects all rows, then none', () => {
    const onSelect = vi.fn();
    const { again } = show(<DataTable {...base} selected={new Set()} onSelect={onSelect} />);
    fireEvent.click(screen.getByLabelText('Select all rows'));
    expect(onSelect).toHaveBeenLastCalledWith(new Set(['a', 'b', 'c']));
    again(<DataTable {...base} selected={new Set(['a', 'b', 'c'])} onSelect={onSelect} bulk={(ids) => <button>Archive {ids.size}</button>} />);
    expect(screen.getByText('3 selected')).toBeTruthy();
    expect(screen.getByText('Archive 3')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Select all rows'));
    expect(onSelect).toHaveBeenLastCalledWith(new Set());
  });

  it('makes each row a real link and leaves modified clicks to the browser', () => {
    const onOpen = vi.fn();
    show(<DataTable {...base} onOpen={onOpen} rowHref={(r) => `/products/${r.id}`} />);
    const link = screen.getByRole('link', { name: 'Mug' });
    expect(link.getAttribute('href')).toBe('/products/a');
    link.addEventListener('click', (e) => e.preventDefault());
    fireEvent.click(link, { ctrlKey: true });
    expect(onOpen).not.toHaveBeenCalled();
    fireEvent.click(link);
    expect(onOpen).toHaveBeenCalledTimes(1);
    fireEvent.click(screen.getByText('9'));
    expect(onOpen).toHaveBeenLastCalledWith(rows[2]);
  });

  it('asks for more rows when there are more', () => {
    const load = vi.fn();
    const { again } = show(<DataTable {...base} more={{ available: true, loading: false, load }} />);
    fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(load).toHaveBeenCalledTimes(1);
    again(<DataTable {...base} more={{ available: false, loading: false, load }} />);
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('tells loading, empty and failed apart', () => {
    const retry = vi.fn();
    const { again } = show(<DataTable {...base} rows={[]} loading />);
    expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
    again(<DataTable {...base} rows={[]} empty={<p>No products yet</p>} />);
    expect(screen.getByText('No products yet')).toBeTruthy();
    again(<DataTable {...base} rows={[]} error={new Error('The server is away.')} onRetry={retry} empty={<p>No products yet</p>} />);
    expect(screen.queryByText('No products yet')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalled();
  });

  it('remembers which columns were chosen, and never hides the last', async () => {
    const first = show(<DataTable {...base} remember="t" />);
    fireEvent.click(screen.getByRole('button', { name: 'Columns' }));
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Stock' }));
    fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Id' }));
    fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Name' }));
    fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Id' }));
    first.unmount();
    show(<DataTable {...base} remember="t" />);
    expect(screen.getAllByRole('columnheader').map((h) => h.textContent)).toEqual(['Id']);
  });
});
