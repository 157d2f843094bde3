import { describe, expect, it } from 'vitest';
import { maxViews, readChoice, sameSearch, startOf, viewOf } from '../src/app/views.ts';

const night = { id: 'own_1', name: 'Night shift', search: { status: 'pending', sort: '-total' }, columns: { stores: false } };

describe('what is kept of a list', () => {
  it('is read back as it was kept', () => {
    expect(readChoice({ views: [night], columns: { total: true }, start: 'own_1' })).toEqual({ views: [night], columns: { total: true }, start: 'own_1' });
  });

  it('is nothing when nothing, or nothing sensible, was kept', () => {
    for (const kept of [undefined, null, 3, 'x', [], {}, { views: 'x', columns: [1], start: 4 }]) expect(readChoice(kept), JSON.stringify(kept)).toEqual({ views: [], columns: {}, start: undefined });
  });

  it('loses only what is broken, and never grows past what can be shown', () => {
    const broken = [null, { id: 'a' }, { id: '', name: 'x' }, { id: 'own_2', name: 'Bad filters', search: { q: 4, status: 'pending', none: '' }, columns: { a: 'yes', b: true } }];
    expect(readChoice({ views: broken }).views).toEqual([{ id: 'own_2', name: 'Bad filters', search: { status: 'pending' }, columns: { b: true } }]);
    const many = [...Array(50).keys()].map((i) => ({ ...night, id: `own_${i}` }));
    expect(readChoice({ views: many }).views).toHaveLength(maxViews);
  });
});

describe('the view one is in', () => {
  const choice = readChoice({ views: [night] });

  it('is the one that was opened, whatever has been changed since', () => {
    expect(viewOf('orders', choice, 'own_1', { q: 'asha' })?.id).toBe('own_1');
  });

  it('is otherwise the one that asks for the same, or none', () => {
    expect(viewOf('orders', choice, undefined, {})?.id).toBe('all');
    expect(viewOf('orders', choice, undefined, { payment_status: 'unpaid', status: 'pending' })?.id).toBe('unpaid');
    expect(viewOf('orders', choice, 'gone', { sort: '-total', status: 'pending' })?.id).toBe('own_1');
    expect(viewOf('orders', choice, undefined, { q: 'asha' })).toBeUndefined();
  });

  it('is compared by what it asks for', () => {
    expect(sameSearch({ q: '', status: 'pending' }, { status: 'pending', view: 'x' })).toBe(true);
    expect(sameSearch({ status: 'pending' }, { status: 'pending', q: 'a' })).toBe(false);
  });
});

describe('the view a list opens with', () => {
  it('is nothing special unless one was chosen that is still there', () => {
    for (const start of [undefined, 'all', 'own_gone']) expect(startOf('orders', readChoice({ views: [night], start }))).toBeNull();
    expect(startOf('orders', readChoice({ views: [night], start: 'own_1' }))).toEqual({ status: 'pending', sort: '-total', view: 'own_1' });
    expect(startOf('products', readChoice({ start: 'draft' }))).toEqual({ status: 'draft', view: 'draft' });
  });
});
