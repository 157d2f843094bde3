import { confirmPart, deliverPart, enter, openOrder, panel, shipPart } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';
import { addToCart, checkOut, goods, part, place } from '../support/storefront.ts';

test('a guest buys from two stores with cash on delivery, and follows the order to the door', async ({ page, browser, shop }) => {
  await addToCart(page, shop, goods.sellers);
  await addToCart(page, shop, goods.others);
  await checkOut(page, /cash/i);
  const order = await place(page);
  await expect(part(page, goods.sellers.store)).toContainText(goods.sellers.title);
  await expect(part(page, goods.others.store)).toContainText(goods.others.title);

  // From here on nobody touches the shopper's page: what it shows, it was told.
  let reloads = 0;
  page.on('load', () => reloads++);

  const seller = await enter(browser, shop, 'seller');
  await openOrder(seller, order.number);
  await expect(panel(seller, goods.others.store)).toHaveCount(0);
  await confirmPart(seller, goods.sellers.store);
  await expect(part(page, goods.sellers.store).locator('.milestone-current, .milestone-done').filter({ hasText: 'Confirmed' })).toBeVisible();
  await shipPart(seller, goods.sellers.store, 'VP-1001');
  await expect(part(page, goods.sellers.store)).toContainText('VP-1001');

  const owner = await enter(browser, shop, 'owner');
  await openOrder(owner, order.number);
  await confirmPart(owner, goods.others.store);
  await shipPart(owner, goods.others.store, 'VP-2002');
  await deliverPart(owner, goods.sellers.store);
  await deliverPart(owner, goods.others.store);
  await expect(owner.locator('header.haat-page-header')).toContainText('Completed');
  // Cash on delivery is paid when it is delivered.
  await expect(owner.locator('header.haat-page-header')).toContainText('Paid');

  for (const good of Object.values(goods)) await expect(part(page, good.store)).toContainText('Delivered');
  expect(reloads).toBe(0);
});

test('a seller sees a new order arrive without touching anything', async ({ page, browser, shop }) => {
  const seller = await enter(browser, shop, 'seller');
  await seller.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Orders' }).click();
  await expect(seller.getByRole('table', { name: 'Orders' })).toBeVisible();
  await expect(seller.locator('.shell-live')).toHaveAttribute('data-state', 'open');

  await addToCart(page, shop, goods.sellers);
  await checkOut(page, /cash/i);
  const order = await place(page);
  await expect(seller.getByRole('link', { name: `#${order.number}` })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a guest buys from two stores with cash on delivery', async ({ page, shop }) => {
    await addToCart(page, shop, goods.sellers);
    await addToCart(page, shop, goods.others);
    await checkOut(page, /cash/i);
    const order = await place(page);
    await page.goto(order.url);
    for (const good of Object.values(goods)) await expect(part(page, good.store)).toContainText(good.title);
  });
});
