import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { VariantGrid, cellKey, cellProblem, withChanges } from '../src/index.ts';
import type { CellChange, GridColumn, GridVariant } from '../src/index.ts';
import { filledDown, spread } from '../src/variants.ts';
import { show } from './render.tsx';

const price: GridColumn = { id: 'price', title: 'Price', kind: 'money', required: true };
const stock: GridColumn = { id: 'stock', title: 'Stock', kind: 'count' };

const variant = (values: readonly string[], cells = { price: '24.00', stock: '8' }): GridVariant => ({ id: values.join('-'), values, cells });
const four = ['Sand', 'Pine'].flatMap((color) => ['S', 'M'].map((size) => variant([color, size])));

function Grid({ start = four, told, ...rest }: { readonly start?: readonly GridVariant[]; readonly told?: (c: readonly CellChange[]) => void; readonly problems?: Record<string, string>; readonly disabled?: boolean; readonly columns?: readonly GridColumn[] }) {
  const [rows, setRows] = useState(start);
  return (
    <VariantGrid
      label="Variants"
      options={['Colour', 'Size']}
      currency="USD"
      {...rest}
      variants={rows}
      onChange={(changes) => {
        told?.(changes);
        setRows((now) => withChanges(now, changes));
      }}
    />
  );
}

const cell = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const focused = () => document.activeElement?.getAttribute('aria-label');

describe('cells', () => {
  it('know what is wrong with their text', () => {
    expect(cellProblem('', price, 'USD')).toBe('missing');
    expect(cellProblem('', stock, 'USD')).toBeNull();
    for (const text of ['19.999', 'x', '-1']) expect(cellProblem(text, price, 'USD'), text).toBe('bad_money');
    expect(cellProblem('19.9', price, 'JPY')).toBe('bad_money');
    expect(cellProblem('1,299.50', price, 'USD')).toBeNull();
    for (const text of ['-1', '1.5', 'many', '1234567890']) expect(cellProblem(text, stock, 'USD'), text).toBe('bad_count');
  });

  it('leave untouched variants the same objects', () => {
    const next = withChanges(four, [{ id: 'Pine-S', column: 'price', value: '9' }]);
    expect(next[2]?.cells).toEqual({ price: '9', stock: '8' });
    expect(next.filter((v, i) => v === four[i])).toHaveLength(3);
  });

  it('take what a spreadsheet copied, and nothing beyond the last', () => {
    expect(spread('1\t2\r\n3\t4\r\n', four, [price, stock], 2, 0)).toEqual([
      { id: 'Pine-S', column: 'price', value: '1' },
      { id: 'Pine-S', column: 'stock', value: '2' },
      { id: 'Pine-M', column: 'price', value: '3' },
      { id: 'Pine-M', column: 'stock', value: '4' },
    ]);
    expect(spread('1\t2\n3\n5', four, [price, stock], 3, 1)).toEqual([{ id: 'Pine-M', column: 'stock', value: '1' }]);
  });

  it('fill down past the locked and the equal', () => {
    const rows: GridVariant[] = [variant(['a'], { price: '1', stock: '' }), { ...variant(['b']), locked: ['price'] }, variant(['c'], { price: '1', stock: '' }), variant(['d'])];
    expect(filledDown(rows, 'price', 0)).toEqual([{ id: 'd', column: 'price', value: '1' }]);
    expect(filledDown(rows, 'price', 0, 2)).toEqual([]);
  });
});

describe('VariantGrid', () => {
  it('groups by the first option and names each cell by column and variant', () => {
    show(<Grid />);
    expect(screen.getByRole('grid', { name: 'Variants' })).toBeTruthy();
    expect(screen.getAllByRole('rowheader').map((h) => h.textContent)).toEqual(['Sand2 variants', 'S', 'M', 'Pine2 variants', 'S', 'M']);
    expect(cell('Price, Pine / M').value).toBe('24.00');
  });

  it('moves by arrows, Enter and Tab, across groups and lines', () => {
    show(<Grid />);
    cell('Price, Sand / M').focus();
    press('ArrowDown');
    expect(focused()).toBe('Price, Pine / S');
    press('ArrowUp');
    press('Enter');
    press('Enter', { shiftKey: true });
    expect(focused()).toBe('Price, Sand / M');
    press('Tab');
    expect(focused()).toBe('Stock, Sand / M');
    press('Tab');
    expect(focused()).toBe('Price, Pine / S');
    press('Tab', { shiftKey: true });
    expect(focused()).toBe('Stock, Sand / M');
  });

  it('leaves the left and right keys to the text until its end', () => {
    show(<Grid />);
    const input = cell('Price, Sand / S');
    input.focus();
    input.setSelectionRange(2, 2);
    press('ArrowRight');
    expect(focused()).toBe('Price, Sand / S');
    input.setSelectionRange(5, 5);
    press('ArrowRight');
    expect(focused()).toBe('Stock, Sand / S');
    press('ArrowLeft');
    expect(focused()).toBe('Price, Sand / S');
  });

  it('is one stop for the Tab key from outside, and lets go at its end and after Escape', () => {
    show(<Grid />);
    const stops = () => [...document.querySelectorAll<HTMLInputElement>('input')].filter((i) => i.tabIndex === 0).map((i) => i.getAttribute('aria-label'));
    expect(stops()).toEqual(['Price, Sand / S']);
    act(() => cell('Stock, Pine / M').focus());
    expect(stops()).toEqual(['Stock, Pine / M']);
    expect(press('Tab')).toBe(true);
    act(() => cell('Price, Sand / S').focus());
    expect(press('Tab')).toBe(false);
    press('Escape');
    expect(press('Tab')).toBe(true);
  });

  it('fills down with Ctrl+D and takes it back', () => {
    const told = vi.fn();
    show(<Grid told={told} />);
    fireEvent.change(cell('Price, Sand / M'), { target: { value: '30' } });
    cell('Price, Sand / M').focus();
    press('d', { ctrlKey: true });
    expect(told).toHaveBeenLastCalledWith([
      { id: 'Pine-S', column: 'price', value: '30' },
      { id: 'Pine-M', column: 'price', value: '30' },
    ]);
    expect(screen.getByText('2 cells filled.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(cell('Price, Pine / M').value).toBe('24.00');
    expect(cell('Price, Sand / M').value).toBe('30');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('fills a column from its head by mouse', () => {
    show(<Grid />);
    fireEvent.change(cell('Stock, Sand / S'), { target: { value: '3' } });
    fireEvent.click(screen.getByRole('button', { name: 'Fill down: Stock' }));
    expect(['Sand / M', 'Pine / S', 'Pine / M'].map((v) => cell(`Stock, ${v}`).value)).toEqual(['3', '3', '3']);
  });

  it('spreads a copied block, and leaves a single value to the field', () => {
    show(<Grid />);
    const at = cell('Price, Pine / S');
    const paste = (text: string) => {
      const event = createEvent.paste(at, { clipboardData: { getData: () => text } });
      fireEvent(at, event);
      return event.defaultPrevented;
    };
    expect(paste('12')).toBe(false);
    expect(paste('12\t1\n13\t2')).toBe(true);
    expect(['Price, Pine / S', 'Stock, Pine / S', 'Price, Pine / M', 'Stock, Pine / M'].map((n) => cell(n).value)).toEqual(['12', '1', '13', '2']);
  });

  it('shows a problem at its cell, the server\'s before its own, and leads to the first', () => {
    const start = withChanges(four, [{ id: 'Sand-M', column: 'price', value: '1.999' }]);
    show(<Grid start={start} problems={{ [cellKey('Pine-M', 'stock')]: 'Two are reserved.' }} />);
    const wrong = cell('Price, Sand / M');
    expect(wrong.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(wrong.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Not an amount in USD.');
    expect(screen.getByText('Two are reserved.')).toBeTruthy();
    expect(screen.getByText('2 cells need a look.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show the first' }));
    expect(document.activeElement).toBe(wrong);
  });

  it('lets a locked cell be walked over but not typed into', () => {
    show(<Grid start={four.map((v, i) => (i === 1 ? { ...v, locked: ['stock'] } : v))} />);
    expect(cell('Stock, Sand / M').readOnly).toBe(true);
    expect(cell('Stock, Sand / M').value).toBe('–');
    act(() => cell('Stock, Sand / S').focus());
    press('ArrowDown');
    expect(focused()).toBe('Stock, Sand / M');
  });

  it('marks what is not saved yet, and what is new as a whole', () => {
    const saved = { price: '24.00', stock: '8' };
    show(<Grid start={four.map((v, i) => ({ ...v, saved: i === 3 ? {} : saved }))} />);
    const marked = () => [...document.querySelectorAll('td[data-unsaved] input')].map((i) => i.getAttribute('aria-label'));
    expect(marked()).toEqual(['Price, Pine / M', 'Stock, Pine / M']);
    expect(screen.getAllByText('New').map((e) => e.closest('th')?.textContent)).toEqual(['MNew']);
    fireEvent.change(cell('Stock, Sand / S'), { target: { value: '9' } });
    expect(marked()[0]).toBe('Stock, Sand / S');
    fireEvent.change(cell('Stock, Sand / S'), { target: { value: '8' } });
    expect(marked()).toHaveLength(2);
  });

  it('ticks boxes, walks over them and fills them down', () => {
    const told = vi.fn();
    show(<Grid start={four} told={told} columns={[price, { id: 'late', title: 'Back-order', kind: 'flag' }]} />);
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Back-order, Sand / S' });
    fireEvent.click(box);
    expect(told).toHaveBeenLastCalledWith([{ id: 'Sand-S', column: 'late', value: 'yes' }]);
    act(() => box.focus());
    press('d', { ctrlKey: true });
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').every((b) => b.checked)).toBe(true);
    press('ArrowLeft');
    expect(focused()).toBe('Price, Sand / S');
    expect(spread('TRUE\nno', four, [{ id: 'late', title: '', kind: 'flag' }], 0, 0).map((c) => c.value)).toEqual(['yes', '']);
  });

  it('does not save the form around it by Enter', () => {
    show(<Grid />);
    act(() => cell('Price, Pine / M').focus());
    expect(press('Enter')).toBe(false);
    expect(focused()).toBe('Price, Pine / M');
  });

  it('cannot be changed when disabled', () => {
    show(<Grid disabled />);
    expect(screen.getAllByRole<HTMLInputElement>('textbox').every((i) => i.disabled)).toBe(true);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
