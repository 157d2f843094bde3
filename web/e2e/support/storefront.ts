import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Shop } from './shop.ts';

/** One product of the seller who logs in, one of a store only the platform works for here. */
export const goods = {
  sellers: { handle: 'tidal-mug', title: 'Tidal Mug', store: "Potter's Row", choice: 'Sand' },
  others: { handle: 'tarn-20-daypack', title: 'Tarn 20 Daypack', store: 'Far Ridge', choice: 'Pine' },
} as const;

type Good = (typeof goods)[keyof typeof goods];

/** Puts a product into the cart the way a shopper does, and ends on the cart page. */
export async function addToCart(page: Page, shop: Shop, good: Good): Promise<void> {
  await page.goto(`${shop.url}/products/${good.handle}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(good.title);
  // The pill covers its radio button, as it does for a shopper.
  await page.locator('label.pill', { hasText: good.choice }).click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  // With scripts the cart slides in as a dialog, without them it is the next page.
  await expect(page.locator('dialog.drawer[open], main:has([data-cart])').first()).toContainText(good.title);
  await page.goto(`${shop.url}/cart`);
  await expect(page.getByRole('link', { name: good.title }).first()).toBeVisible();
}

/** Where the parcels go. */
export const buyer = {
  email: 'june.park@shopper.example',
  first_name: 'June',
  last_name: 'Park',
  line1: '1 Prairie Avenue',
  city: 'Springfield',
  region: 'IL',
  postcode: '62701',
  country: 'US',
} as const;

/** From the cart through the steps up to the review, as a guest. */
export async function checkOut(page: Page, payment: RegExp): Promise<void> {
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where should it go?');
  await fillAddress(page);
  await page.getByRole('button', { name: 'Continue to shipping' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How should it get there?');
  for (const group of await page.locator('fieldset.panel').all()) await group.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Continue to payment' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How would you like to pay?');
  await page.getByRole('radio', { name: payment }).check();
  await page.getByRole('button', { name: 'Review the order' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Does everything look right?');
}

async function fillAddress(page: Page): Promise<void> {
  const country = page.locator('select[name$="country"]').first();
  if ((await country.inputValue()) !== buyer.country) {
    // Another country asks for other fields: with scripts by itself, else by the button.
    const apply = page.locator('[data-country-apply]').first();
    const scripted = await apply.isHidden();
    const loaded = page.waitForLoadState('load');
    await country.selectOption(buyer.country);
    if (!scripted) await apply.click();
    await loaded;
    await expect(country).toHaveValue(buyer.country);
  }
  const field = (name: string) => page.locator(`[name="${name}"], [name$="_${name}"], [name$=".${name}"]`).first();
  await field('email').fill(buyer.email);
  for (const name of ['first_name', 'last_name', 'line1', 'city', 'postcode'] as const) await field(name).fill(buyer[name]);
  const region = field('region');
  if ((await region.evaluate((e) => e.tagName)) === 'SELECT') await region.selectOption(buyer.region);
  else await region.fill(buyer.region);
}

/** Places the order, and tells its number and where its page is. */
export async function place(page: Page): Promise<{ number: string; url: string }> {
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you!');
  const said = await page.locator('.page-head').innerText();
  const number = /#(\d+)/.exec(said)?.[1];
  if (number === undefined) throw new Error(`no order number in: ${said}`);
  return { number, url: page.url() };
}

/** One store's part on the order page. */
export function part(page: Page, store: string) {
  return page.locator('section.order-store', { hasText: store });
}
