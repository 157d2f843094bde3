import { expect, test } from '../support/shop.ts';
import type { Page } from '@playwright/test';
import { addToCart, checkOut, goods, part } from '../support/storefront.ts';

async function toTheCardPage(page: Page): Promise<void> {
  await checkOut(page, /card/i);
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL('**/sandbox/pay/**');
}

const choose = (page: Page, choice: 'success' | 'decline' | 'delayed') => page.locator(`button[name="choice"][value="${choice}"]`).click();

test.beforeEach(async ({ page, shop }) => {
  await addToCart(page, shop, goods.sellers);
  await addToCart(page, shop, goods.others);
});

test('a card that is accepted pays the order', async ({ page }) => {
  await toTheCardPage(page);
  await choose(page, 'success');
  await page.waitForURL('**/orders/**');
  await expect(page.locator('.order-state')).toContainText('Paid');
  for (const good of Object.values(goods)) await expect(part(page, good.store)).toContainText(good.title);
});

test('a declined card leaves the order, which is then paid another way', async ({ page }) => {
  await toTheCardPage(page);
  await choose(page, 'decline');
  await expect(page.getByText('The payment did not go through.').first()).toBeVisible();
  await page.getByRole('radio', { name: /cash/i }).check();
  await page.getByRole('button', { name: 'Pay now' }).click();
  await expect(page.getByText('The payment did not go through. Your order is still reserved')).toHaveCount(0);
  for (const good of Object.values(goods)) await expect(part(page, good.store)).toContainText(good.title);
});

test('a payment that is confirmed late reaches the page by itself', async ({ page }) => {
  await toTheCardPage(page);
  await choose(page, 'delayed');
  await expect(page.locator('.order-state')).toContainText('Not paid yet');
  await expect(page.locator('.order-state')).not.toContainText('Not paid yet', { timeout: 60_000 });
  await expect(page.locator('.order-state')).toContainText('Paid');
});
