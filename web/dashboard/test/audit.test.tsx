import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { changesOf, nameOf, placeOf, whoOf } from '../src/app/audit.ts';
import { startTexts } from '../src/app/i18n.ts';
import words from '../src/app/journal.json';
import type { AuditEntry } from '../src/app/types.ts';
import ar from '../src/locales/ar.json';
import en from '../src/locales/en.json';
import ne from '../src/locales/ne.json';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

function entry(more: Partial<AuditEntry>): AuditEntry {
  return {
    id: 'aud_1',
    at: '2026-03-02T09:00:00Z',
    actor_kind: 'member',
    actor_id: 'acc_1',
    actor_name: 'Asha',
    network: '192.0.2.1',
    entity: 'order',
    entity_id: 'ord_1',
    store_id: 'sto_1',
    action: 'payment_captured',
    changes: { before: {}, after: {} },
    request_id: 'req_1',
    seq: 7,
    hash: 'h',
    ...more,
  };
}

const paid = entry({
  entity_name: '#1001',
  changes: {
    before: { captured: { amount: 0, currency: 'USD' }, payment_status: 'unpaid', held: false },
    after: { captured: { amount: 1800, currency: 'USD' }, payment_status: 'paid', held: true },
  },
});

beforeAll(() => startTexts('en'));

describe('the audit’s words', () => {
  for (const [name, file] of Object.entries({ en, ar, ne })) {
    it(`${name} has one for everything that can be recorded`, () => {
      const texts: Record<string, string> = file;
      const needed = Object.entries(words).flatMap(([entity, actions]) => [`entity.${entity}`, ...actions.map((a) => (entity === 'order' ? `event.${a}` : `did.${a}`))]);
      expect(needed.filter((key) => !texts[key])).toEqual([]);
    });
  }
});

describe('what changed', () => {
  const lines = (e: AuditEntry) => changesOf(e).map((c) => [c.label, c.before, c.after]);

  it('is told member by member, whichever way a room writes them', () => {
    const changes = { before: { OnHand: 3, version: 1, seo: { title: 'Mug', description: '' } }, after: { OnHand: 4, version: 2, seo: { title: 'Clay mug', description: null } } };
    expect(lines(entry({ entity: 'stock', changes }))).toEqual([
      ['In stock', 3, 4],
      ['For search engines › Title', 'Mug', 'Clay mug'],
    ]);
  });

  it('finds the part of a list that is another, by its id', () => {
    const changes = {
      before: { variants: [{ id: 'a', sku: 'S', price: { amount: 100, currency: 'USD' } }, { id: 'b', sku: 'L' }] },
      after: { variants: [{ id: 'b', sku: 'L' }, { id: 'a', sku: 'S', price: { amount: 200, currency: 'USD' } }] },
    };
    expect(lines(entry({ entity: 'product', changes }))).toEqual([['Variants › S › Price', { amount: 100, currency: 'USD' }, { amount: 200, currency: 'USD' }]]);
  });

  it('of something new is what it has, and no list of what it has not', () => {
    expect(lines(entry({ changes: { before: {}, after: { name: 'Kiln', note: '', groups: [], seo: {} } } }))).toEqual([['Name', undefined, 'Kiln']]);
  });

  it('has a readable label where there is no word for it', () => {
    expect(lines(entry({ changes: { before: {}, after: { SomethingNew: 1 } } }))).toEqual([['Something new', undefined, 1]]);
  });
});

describe('an entry', () => {
  it('names who and what, as well as it is known', () => {
    expect(whoOf(entry({ actor_kind: 'key', actor_id: 'key_1', actor_name: 'Warehouse' }))).toBe('Program: Warehouse');
    expect(whoOf(entry({ actor_kind: 'system', actor_id: '', actor_name: undefined }))).toBe('The shop itself');
    expect(whoOf(entry({ actor_name: undefined }))).toBe('Team: acc_1');
    expect(nameOf(paid)).toBe('#1001');
    expect(nameOf(entry({ changes: { before: { title: 'Bowl' }, after: {} } }))).toBe('Bowl');
    expect(nameOf(entry({ entity: 'home', entity_id: 'home' }))).toBe('');
  });

  it('leads only to what is there, and to whom may see it', () => {
    expect(placeOf(paid, () => true)).toBe('/orders/$id');
    expect(placeOf(paid, () => false)).toBeUndefined();
    expect(placeOf(entry({ entity: 'product', action: 'deleted' }), () => true)).toBeUndefined();
    expect(placeOf(entry({ entity: 'operation' }), () => true)).toBeUndefined();
  });
});

describe('the audit log', () => {
  const routes = { 'GET /me': () => owner, 'GET /settings': () => settings, 'GET /audit': () => ({ items: [paid] }) };

  it('opens an entry and says it in words, with a way to the order', async () => {
    await open('/audit', routes);
    fireEvent.click(await screen.findByText('Paid'));
    const detail = await screen.findByRole('dialog');
    const changes = within(detail).getByRole('list', { name: 'Changes' });
    expect(within(changes).getAllByRole('listitem').map((li) => li.textContent)).toEqual(['Paid$0.00$18.00', 'PaymentUnpaidPaid', 'On holdNoYes']);
    expect(detail.textContent).toContain('Asha');
    expect(within(detail).getByRole('link', { name: 'Open it' }).getAttribute('href')).toBe('/dashboard/orders/ord_1');
  });

  it('is narrowed to one thing or one person, and widened again', async () => {
    const { asked } = await open('/audit', routes);
    const kinds = await screen.findByLabelText('What');
    expect([...kinds.querySelectorAll('option')].length).toBe(Object.keys(words).length + 1);
    fireEvent.click(await screen.findByText('Paid'));
    fireEvent.click(await screen.findByRole('link', { name: 'All they did' }));
    await waitFor(() => expect(window.location.search).toBe('?actor_id=acc_1'));
    await waitFor(() => expect(asked.some((a) => a.path === '/audit' && a.query.get('actor_id') === 'acc_1')).toBe(true));
    fireEvent.click(await screen.findByRole('button', { name: 'Show everything' }));
    await waitFor(() => expect(window.location.search).toBe(''));
  });
});
