import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useLayoutEffect } from 'react';
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

  it('draws what is seen at first at once, and all the others without being asked', async () => {
    const cell = vi.fn((r: Row) => r.name);
    const many = Array.from({ length: 60 }, (_, i) => ({ id: `p${i}`, name: `Mug ${i}`, stock: i }));
    const drawnAtOnce = vi.fn();
    function Told() {
      useLayoutEffect(() => drawnAtOnce(document.querySelectorAll('tbody tr').length), []);
      return null;
    }
    show(
      <>
        <DataTable {...base} columns={[{ id: 'name', title: 'Name', cell }]} rows={many} />
        <Told />
      </>,
    );
    expect(drawnAtOnce).toHaveBeenCalledWith(16);
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(61));
    expect(cell).toHaveBeenCalledTimes(60);
  });

  it('does not draw rows again that did not change', () => {
    const cell = vi.fn((r: Row) => r.name);
    const told: Column<Row>[] = [{ id: 'name', title: 'Name', cell }];
    const { again } = show(<DataTable {...base} columns={told} />);
    again(<DataTable {...base} columns={told} toolbar={<p>one more thing</p>} />);
    expect(screen.getByText('one more thing')).toBeTruthy();
    expect(cell).toHaveBeenCalledTimes(3);
    again(<DataTable {...base} columns={told} rows={[{ id: 'a', name: 'Cup', stock: 3 }, ...rows.slice(1)]} />);
    expect(line('Cup')).toBeTruthy();
    expect(cell).toHaveBeenCalledTimes(4);
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

  it('ticks by the whole cell of the box, and does not open the row', () => {
    const onOpen = vi.fn();
    const onSelect = vi.fn();
    show(<DataTable {...base} onOpen={onOpen} selected={new Set()} onSelect={onSelect} />);
    fireEvent.click(line('Bowl').querySelector('.haat-table-pick') as HTMLElement);
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(onSelect).toHaveBeenLastCalledWith(new Set(['b']));
    fireEvent.click(within(line('Bowl')).getByRole('checkbox'));
    expect(onSelect).toHaveBeenCalledTimes(2);
    expect(onOpen).not.toHaveBeenCalled();
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

  it('goes on by itself once it was asked, by the last look at the end of several that are told of together', () => {
    const looks: { tell: IntersectionObserverCallback; gone: boolean }[] = [];
    const real = globalThis.IntersectionObserver;
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        readonly look;
        constructor(tell: IntersectionObserverCallback) {
          looks.push((this.look = { tell, gone: false }));
        }
        observe = () => undefined;
        disconnect = () => (this.look.gone = true);
      },
    );
    try {
      const load = vi.fn();
      const { again } = show(<DataTable {...base} more={{ available: true, loading: false, load }} />);
      expect(looks).toEqual([]);
      fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
      const more = [...rows, { id: 'd', name: 'Jug', stock: 1 }];
      // The page came so quickly that nobody ever drew the list as loading.
      again(<DataTable {...base} rows={more} more={{ available: true, loading: false, load }} />);
      const seen = (...all: boolean[]) => looks.at(-1)?.tell(all.map((isIntersecting) => ({ isIntersecting }) as IntersectionObserverEntry), {} as IntersectionObserver);
      seen(true, false);
      expect(load).toHaveBeenCalledTimes(1);
      seen(false, true);
      expect(load).toHaveBeenCalledTimes(2);
      again(<DataTable {...base} rows={[...more, { id: 'e', name: 'Pot', stock: 1 }]} more={{ available: true, loading: false, load }} />);
      expect(looks.map((l) => l.gone)).toEqual([...looks.slice(1).map(() => true), false]);
      expect(looks.length).toBeGreaterThan(1);
    } finally {
      vi.stubGlobal('IntersectionObserver', real);
    }
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

  it('tells whoever keeps the columns elsewhere, and shows what they say', async () => {
    const onChoose = vi.fn();
    const { again } = show(<DataTable {...base} chosen={{ stock: true }} onChoose={onChoose} />);
    expect(screen.queryByRole('columnheader', { name: 'Stock' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Columns' }));
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Id' }));
    expect(onChoose).toHaveBeenLastCalledWith({ stock: true, id: false });
    expect(screen.queryByRole('columnheader', { name: 'Id' })).toBeNull();
    again(<DataTable {...base} chosen={{ stock: true, id: false }} onChoose={onChoose} />);
    expect(screen.getByRole('columnheader', { name: 'Id' })).toBeTruthy();
    expect(localStorage.length).toBe(0);
  });

  it('selects nothing on Escape, and answers to x and j where they are on an Arabic keyboard', () => {
    const onSelect = vi.fn();
    show(<DataTable {...base} selected={new Set(['a', 'b'])} onSelect={onSelect} />);
    line('Mug').focus();
    fireEvent.keyDown(line('Mug'), { key: 'ت', code: 'KeyJ' });
    expect(document.activeElement).toBe(line('Bowl'));
    fireEvent.keyDown(line('Bowl'), { key: 'ء', code: 'KeyX' });
    expect(onSelect).toHaveBeenLastCalledWith(new Set(['a']));
    fireEvent.keyDown(line('Bowl'), { key: 'Escape' });
    expect(onSelect).toHaveBeenLastCalledWith(new Set());
  });

  it('keeps a long list out of the page but for what is near, and says how long it is', () => {
    const many = [...Array(5000).keys()].map((i) => ({ id: `r${i}`, name: `Row ${i}`, stock: i }));
    show(<DataTable {...base} rows={many} />);
    const table = screen.getByRole('table', { name: 'Products' });
    expect(table.getAttribute('aria-rowcount')).toBe('5001');
    expect(table.querySelectorAll('tbody tr').length).toBeLessThan(100);
  });

  it('says that it is outdated when it is told so, and reads anew when asked', () => {
    const renew = vi.fn();
    const { again } = show(<DataTable {...base} onRenew={renew} />);
    fireEvent.click(screen.getByRole('button', { name: 'Read again' }));
    expect(renew).toHaveBeenCalledTimes(1);
    again(<DataTable {...base} />);
    expect(screen.queryByRole('button', { name: 'Read again' })).toBeNull();
  });
});
