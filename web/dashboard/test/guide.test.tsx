import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { percentOf, rateOf } from '../src/parts/GuideMoney.tsx';
import { isDone, nextStep } from '../src/parts/useGuide.ts';
import type { Me } from '../src/app/types.ts';
import { Refusal } from './fake-store.ts';
import { orderRow, owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const boss: Me = { ...owner, platform: true, permissions: [...owner.permissions, 'settings.write', 'sellers.manage', 'stores.write', 'tax.write', 'shipping.write'] };
const region = { id: 'world', name: 'World', countries: ['US', 'NP'], currency: 'USD', prices_include_tax: false, locales: ['en'] };
const empty = {
  'GET /me': () => boss,
  'GET /settings': () => ({ ...settings, regions: [region] }),
  'GET /stores': () => ({ items: [] }),
  'GET /tax/zones': () => ({ items: [] }),
  'GET /products': () => ({ items: [] }),
  'GET /orders': () => ({ items: [] }),
};

const zone = { id: 'shz_1', name: 'Everywhere', version: 3, places: [{ country: '*' }], rates: [{ id: 'shr_1', name: 'Standard', active: true, days_min: 2, days_max: 5, tariffs: [{ currency: 'USD', bands: [{ amount: 500 }] }] }] };

beforeEach(() => localStorage.clear());

describe('a rate', () => {
  it('is read exactly, in the digits of every script, or not at all', () => {
    expect(['13', '8.25', '8,875', '١٣', '0', '100'].map(rateOf)).toEqual(['0.130000', '0.082500', '0.088750', '0.130000', '0.000000', '1.000000']);
    expect(['', 'x', '-1', '101', '8.12345'].map(rateOf)).toEqual([null, null, null, null, null]);
    expect(percentOf('0.0825')).toBe('8.25 %');
  });
});

describe('the guide', () => {
  it('begins with the first thing that is missing, and payment never is', () => {
    const facts = { settings, store: null, taxes: [], zones: [], product: null, order: null };
    expect(nextStep(facts)).toBe('store');
    expect(isDone('payment', facts)).toBe(true);
    expect(nextStep({ ...facts, order: orderRow })).toBe('store');
  });

  it('opens a store of the house under the name of the shop', async () => {
    let made = false;
    const store = { id: 'sto_1', name: 'Asha Pots', handle: 'asha-pots', version: 1 };
    const { sent } = await open('/guide', {
      ...empty,
      'GET /stores': () => ({ items: made ? [store] : [] }),
      'GET /shipping/zones': () => ({ items: [zone] }),
      'GET /sellers': () => ({ items: [{ id: 'sel_x', house: false }, { id: 'sel_house', house: true }] }),
      'PATCH /settings': () => ({ ...settings, regions: [region], name: 'Asha Pots', version: 2 }),
      'POST /stores': () => {
        made = true;
        return store;
      },
    });
    fireEvent.change(await screen.findByLabelText(/Name of the shop/), { target: { value: 'Asha Pots' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save and go on' }));
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Currency and tax'));
    expect(sent('PATCH', '/settings')[0]?.body).toMatchObject({ name: 'Asha Pots', support_email: 'owner@haat.example' });
    expect(sent('POST', '/stores')[0]?.body).toEqual({ seller_id: 'sel_house', name: 'Asha Pots' });
  });

  it('changes the currency together with the region that sells in it, and writes down that there is no tax', async () => {
    const { sent } = await open('/guide', {
      ...empty,
      'GET /stores': () => ({ items: [{ id: 'sto_1', name: 'Asha Pots' }] }),
      'GET /shipping/zones': () => ({ items: [] }),
      'PATCH /settings': () => ({ ...settings, regions: [region], version: 2 }),
      'POST /tax/zones': () => ({}),
    });
    fireEvent.change(await screen.findByLabelText('Currency'), { target: { value: 'NPR' } });
    fireEvent.click(screen.getByLabelText('I charge no tax'));
    fireEvent.click(screen.getByRole('button', { name: 'Save currency and tax' }));
    await waitFor(() => expect(sent('POST', '/tax/zones')).toHaveLength(1));
    expect(sent('PATCH', '/settings')[0]?.body).toEqual({ currencies: ['NPR'], regions: [{ ...region, currency: 'NPR' }] });
    expect(sent('POST', '/tax/zones')[0]?.body).toEqual({ name: 'No tax', areas: [{}], rates: [] });
  });

  it('edits the price a new store starts with, rather than add a second one', async () => {
    const { sent } = await open('/guide', {
      ...empty,
      'GET /stores': () => ({ items: [{ id: 'sto_1', name: 'Asha Pots' }] }),
      'GET /settings': () => ({ ...settings, currencies: ['NPR'], regions: [region] }),
      'GET /shipping/zones': () => ({ items: [zone] }),
      'GET /tax/zones': () => ({ items: [{ id: 'txz_1', name: 'Nepal', rates: [] }] }),
      'PUT /shipping/zones/shz_1': () => zone,
    });
    // It has no price in the shop's own currency, so the step is not done.
    fireEvent.change(await screen.findByLabelText(/Price of delivery \(NPR\)/), { target: { value: '150' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save delivery' }));
    await waitFor(() => expect(sent('PUT', '/shipping/zones/shz_1')).toHaveLength(1));
    const put = sent('PUT', '/shipping/zones/shz_1')[0];
    expect(put?.headers.get('If-Match')).toBe('"3"');
    expect(put?.body).toEqual({ name: 'Everywhere', places: [{ country: '*' }], rates: [{ id: 'shr_1', name: 'Standard', active: true, days_min: 2, days_max: 5, tariffs: [{ currency: 'NPR', bands: [{ amount: 15000 }] }, { currency: 'USD', bands: [{ amount: 500 }] }] }] });
  });

  it('says what the server refused, and stays', async () => {
    await open('/guide', {
      ...empty,
      'GET /stores': () => ({ items: [{ id: 'sto_1', name: 'Asha Pots' }] }),
      'GET /shipping/zones': () => ({ items: [] }),
      'GET /tax/zones': () => ({ items: [{ id: 'txz_1', name: 'Nepal', rates: [{ name: 'VAT', rate: '0.13' }] }] }),
      'POST /shipping/zones': () => {
        throw new Refusal(422, 'shipping.invalid');
      },
    });
    fireEvent.change(await screen.findByLabelText(/Price of delivery/), { target: { value: '5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save delivery' }));
    expect((await screen.findByRole('alert')).textContent).toContain('shipping.invalid');
    expect(screen.getByRole('button', { name: /^Shipping/ }).getAttribute('aria-expanded')).toBe('true');
  });

  it('is not there for who may not do all of it', async () => {
    const { asked } = await open('/guide', { ...empty, 'GET /me': () => owner });
    expect(await screen.findByText('Nothing here')).toBeTruthy();
    expect(asked.some((a) => a.path === '/tax/zones')).toBe(false);
  });
});

describe('the bar', () => {
  it('leads to the guide until it is hidden', async () => {
    await open('/orders', empty);
    const bar = await screen.findByRole('region', { name: 'Set-up guide' });
    expect(bar.textContent).toContain('5 to go. Next: The shop');
    fireEvent.click(screen.getByRole('button', { name: 'Hide the guide' }));
    expect(screen.queryByRole('region', { name: 'Set-up guide' })).toBeNull();
    expect(localStorage.getItem('haat.guide')).toBe('hidden');
  });
});
