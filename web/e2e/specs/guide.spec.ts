// From nothing to the first order that is on its way, by what a person sees on the screen.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { confirmPart, panel, shipPart } from '../support/dashboard.ts';
import { expect, setUpLink, startShop, test } from '../support/shop.ts';
import { checkOut, place } from '../support/storefront.ts';

const most = 10 * 60_000;

/** Pictures of every step for people to look at, where HAAT_SCREENS says. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.HAAT_SCREENS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(folder, `guide-${name}-${width}.png`), fullPage: true, animations: 'disabled' });
  }
}

test('a new owner has a shop and its first order in less than ten minutes', async ({ page, engine }) => {
  const shop = await startShop(engine, false);
  const began = Date.now();
  try {
    await page.goto(await setUpLink(shop));
    await shoot(page, '0-claim');
    await page.getByLabel('Your name').fill('Asha Gurung');
    await page.getByLabel('E-mail').fill('asha@shop.example');
    await page.locator('input[name=password]').fill('a long enough password');
    await page.getByRole('button', { name: 'Open the shop' }).click();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText('Hello, Asha');
    const bar = page.getByRole('region', { name: 'Set-up guide' });
    await expect(bar).toContainText('Next: The shop');
    await shoot(page, '1-home');
    await bar.getByRole('link', { name: 'Go on' }).click();
    await expect(heading).toHaveText('Set up your shop');
    await shoot(page, '2-store');

    await page.getByLabel('Name of the shop').fill('Asha Pots');
    await expect(page.getByLabel('E-mail for questions')).toHaveValue('asha@shop.example');
    await page.getByRole('button', { name: 'Save and go on' }).click();

    await expect(page.getByRole('button', { name: /^Currency and tax/ })).toBeFocused();
    await page.getByLabel('Currency', { exact: true }).selectOption('USD');
    await page.getByLabel('Taxed when delivered to').selectOption('US');
    await page.getByLabel('Name on the bill').fill('Sales tax');
    await page.getByLabel('Rate in per cent').fill('8.25');
    await shoot(page, '3-money');
    await page.getByRole('button', { name: 'Save currency and tax' }).click();

    await expect(page.getByRole('button', { name: /^Shipping/ })).toBeFocused();
    await page.getByLabel('Price of delivery (USD)').fill('5');
    await page.getByLabel('Free from').fill('80');
    await shoot(page, '4-shipping');
    await page.getByRole('button', { name: 'Save delivery' }).click();

    await expect(page.getByRole('button', { name: /^Payment/ })).toBeFocused();
    await page.getByLabel('Bank details for transfers').fill('Valley Bank\nAsha Pots\n0000 1111 2222');
    await shoot(page, '5-payment');
    await page.getByRole('button', { name: 'Save bank details' }).click();

    await expect(page.getByRole('button', { name: /^First product/ })).toBeFocused();
    await shoot(page, '6-product');
    await page.getByRole('link', { name: 'Add the first product' }).click();
    await expect(heading).toHaveText('New product');
    await expect(page.getByLabel('Store', { exact: true })).toHaveValue(/^sto_/); // the only one there is
    await page.getByRole('textbox', { name: /^Title( \*)?$/ }).fill('Blue Cup');
    await page.getByLabel('State', { exact: true }).selectOption('active');
    await page.locator('input[type=file]').first().setInputFiles({ name: 'cup.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.getByRole('textbox', { name: /^Price \(/ }).fill('24');
    await page.getByRole('textbox', { name: /^Stock, / }).fill('3');
    await expect(page.locator('img[src^="/media/"]').first()).toBeVisible();
    await shoot(page, '7-new-product');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(heading).toHaveText('Blue Cup');
    await expect(bar).toContainText('Next: Test order');
    await bar.getByRole('link', { name: 'Go on' }).click();
    await expect(page.getByText('Be your own first customer')).toBeVisible();
    await shoot(page, '8-order');

    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Go to the shop' }).click();
    const guest = await opened;
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Blue Cup');
    await expect(guest).toHaveTitle(/Asha Pots/);
    await shoot(guest, '9-shop');
    await guest.getByRole('button', { name: 'Add to cart' }).click();
    await expect(guest.locator('dialog.drawer[open]')).toContainText('Blue Cup');
    await checkOut(guest, /Bank transfer/);
    await expect(guest.locator('main')).toContainText('$31.39'); // 24 and 5, and 8.25 % of each
    const { number } = await place(guest);
    await expect(guest.locator('main')).toContainText('0000 1111 2222');
    await shoot(guest, '10-thanks');

    await shoot(page, '11-arrived');
    await page.getByRole('link', { name: `Open order #${number}` }).click(); // it came by itself
    await expect(heading).toHaveText(`Order #${number}`);
    await page.getByRole('button', { name: 'Mark as paid' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as paid' }).click();
    await confirmPart(page, 'Asha Pots');
    await shipPart(page, 'Asha Pots', 'VP-1');
    await expect(panel(page, 'Asha Pots').getByText('Shipped').first()).toBeVisible();
    await shoot(page, '12-shipped');
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Home', exact: true }).click();
    await expect(heading).toHaveText('Hello, Asha');
    await expect(bar).toHaveCount(0); // there is nothing left to set up
  } finally {
    await shop.stop();
  }
  const took = Date.now() - began;
  test.info().annotations.push({ type: 'from the link to a shipped order', description: `${(took / 1000).toFixed(1)} s` });
  console.log(`from the link to a shipped order: ${(took / 1000).toFixed(1)} s`);
  expect(took).toBeLessThan(most);
});
