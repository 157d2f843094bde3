import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Confirm, EmptyState, FilterBar, PageHeader, ProblemNotice, StatCard, Timeline, UiProvider, englishTexts } from '../src/index.ts';
import type { FilterValues } from '../src/index.ts';
import { show } from './render.tsx';

describe('Timeline', () => {
  it('groups by day and names who did what', () => {
    show(
      <Timeline
        items={[
          { id: '2', at: '2026-03-05T10:00:00Z', title: 'Sent', actor: 'Mina', body: 'KL-1' },
          { id: '1', at: '2026-03-04T10:00:00Z', title: 'Placed' },
        ]}
      />,
    );
    expect(screen.getAllByRole('region').map((r) => r.getAttribute('aria-label'))).toEqual(['Mar 5, 2026', 'Mar 4, 2026']);
    expect(screen.getByText(/Mina/)).toBeTruthy();
    expect(screen.getByText(/System/)).toBeTruthy();
    expect(screen.getByText('KL-1')).toBeTruthy();
  });
});

describe('FilterBar', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const filters = [{ name: 'status', label: 'State', options: [{ value: 'pending', label: 'Pending' }] }];
  const bar = (values: FilterValues, onChange: (v: FilterValues) => void) => <FilterBar search="q" searchLabel="Find" filters={filters} values={values} onChange={onChange} />;

  it('tells the search once typing pauses', () => {
    const change = vi.fn();
    show(bar({ status: 'pending' }, change));
    fireEvent.change(screen.getByLabelText('Find'), { target: { value: 'mu' } });
    fireEvent.change(screen.getByLabelText('Find'), { target: { value: 'mug' } });
    expect(change).not.toHaveBeenCalled();
    act(() => vi.advanceTimersByTime(300));
    expect(change).toHaveBeenCalledTimes(1);
    expect(change).toHaveBeenCalledWith({ q: 'mug', status: 'pending' });
  });

  it('follows the address bar when it changes by itself', () => {
    const { again } = show(bar({ q: 'mug' }, vi.fn()));
    again(bar({ q: 'bowl' }, vi.fn()));
    expect((screen.getByLabelText('Find') as HTMLInputElement).value).toBe('bowl');
  });

  it('sets a filter at once and clears all of its own', () => {
    const change = vi.fn();
    const { again } = show(bar({ sort: 'x' }, change));
    fireEvent.change(screen.getByLabelText('State'), { target: { value: 'pending' } });
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', status: 'pending' });
    again(bar({ sort: 'x', status: 'pending' }, change));
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(change).toHaveBeenLastCalledWith({ sort: 'x', q: undefined, status: undefined });
  });
});

describe('Confirm', () => {
  it('waits for the typed word', () => {
    const confirm = vi.fn();
    show(
      <Confirm opened onClose={vi.fn()} onConfirm={confirm} title="Delete?" verb="Delete" danger typed="mug">
        It is gone for ever.
      </Confirm>,
    );
    const button = screen.getByRole('button', { name: 'Delete' });
    expect((button as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Type mug to go on'), { target: { value: 'mug' } });
    fireEvent.click(button);
    expect(confirm).toHaveBeenCalledTimes(1);
  });

  it('does not send a form it was opened from', () => {
    const [send, confirm] = [vi.fn(), vi.fn()];
    show(
      <div onSubmit={send}>
        <Confirm opened onClose={vi.fn()} onConfirm={confirm} title="Delete?" verb="Delete" />
      </div>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(confirm).toHaveBeenCalledTimes(1);
    expect(send).not.toHaveBeenCalled();
  });

  it('can be left, and shows why it failed', () => {
    const close = vi.fn();
    show(<Confirm opened onClose={close} onConfirm={vi.fn()} title="Cancel order?" verb="Cancel order" error={new Error('Already shipped.')} />);
    expect(screen.getByRole('alert').textContent).toContain('Already shipped.');
    fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(close).toHaveBeenCalled();
  });
});

describe('ProblemNotice', () => {
  it('names each bad field and the reference', () => {
    show(<ProblemNotice error={{ message: 'Not saved.', fields: [{ path: 'title', message: 'is empty' }], requestId: 'req_7' }} />);
    const text = screen.getByRole('alert').textContent;
    for (const part of ['Not saved.', 'title: ', 'is empty', 'req_7']) expect(text).toContain(part);
  });

  it('is nothing without an error', () => {
    show(<ProblemNotice error={null} />);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('page parts', () => {
  it('PageHeader puts the title in the only h1', () => {
    show(<PageHeader title="Orders" back={<a href="/x">Home</a>} badges="b" actions={<button>New</button>} description="d" />);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Orders');
    expect(screen.getByRole('button', { name: 'New' })).toBeTruthy();
  });

  it('StatCard is a group named by its label, and hides the number while loading', () => {
    const { again } = show(<StatCard label="Orders" value="12" note="today" />);
    expect(screen.getByRole('group', { name: 'Orders' }).textContent).toContain('12');
    again(<StatCard label="Orders" value="12" loading />);
    expect(screen.getByRole('group', { name: 'Orders' }).textContent).not.toContain('12');
  });

  it('EmptyState offers the next step', () => {
    show(<EmptyState title="No products" action={<button>Add one</button>} />);
    expect(screen.getByRole('button', { name: 'Add one' })).toBeTruthy();
  });
});

describe('texts', () => {
  it('come from the app when it brings its own', () => {
    show(
      <UiProvider locale="ar" say={(key) => `<${key}>`}>
        <Timeline items={[]} />
      </UiProvider>,
    );
    expect(screen.getByText('<ui.timeline.empty>')).toBeTruthy();
    expect(Object.keys(englishTexts).every((k) => k.startsWith('ui.'))).toBe(true);
  });
});
