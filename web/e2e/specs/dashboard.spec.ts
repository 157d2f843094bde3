import { AxeBuilder } from '@axe-core/playwright';
import { enter } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';

const pages = ['/', '/orders', '/products', '/customers', '/stores', '/sellers', '/mail', '/jobs', '/audit', '/settings', '/products/new'];

for (const width of [390, 1280]) {
  test(`every page opens at ${width} pixels, fits, and hinders nobody`, async ({ browser, shop }) => {
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (err) => complaints.push(err.message));
    for (const path of pages) {
      await page.goto(shop.dashboard + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('.haat-table-waiting')).toHaveCount(0);
      await expect(page.getByRole('alert')).toHaveCount(0);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

test('a seller sees only their own, and is told nothing of the rest', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'seller');
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await expect(menu.getByRole('link', { name: 'Orders' })).toBeVisible();
  for (const name of ['Sellers', 'Audit log', 'Failed jobs', 'Delivery log']) await expect(menu.getByRole('link', { name })).toHaveCount(0);
  await page.goto(`${shop.dashboard}/orders/ord_00000000000000000000000000`);
  await expect(page.getByText('Nothing here')).toBeVisible();
});

test('a product is edited with its price and stock in one save, and the shop shows it at once', async ({ browser, page, shop }) => {
  const seller = await enter(browser, shop, 'seller');
  await seller.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Products' }).click();
  await seller.getByRole('searchbox').fill('Studio Mug');
  await seller.getByRole('link', { name: 'Studio Mug' }).click();
  await seller.getByRole('textbox', { name: /^Title( \*)?$/ }).fill('Studio Mug, second firing');
  await seller.getByRole('textbox', { name: /^Price: / }).first().fill('31.25');
  await seller.getByRole('textbox', { name: /^Stock: / }).first().fill('7');
  await seller.getByRole('button', { name: 'Save' }).click();
  await expect(seller.getByRole('heading', { level: 1 })).toHaveText('Studio Mug, second firing');

  await page.goto(`${shop.url}/products/studio-mug`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Studio Mug, second firing');
  await expect(page.locator('[data-buy-facts]')).toContainText('31.25');
});

test('the dashboard reads from right to left in Arabic', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'owner');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('navigation').getByRole('link', { name: 'الطلبات' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
});

test('logging out ends the session', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'owner');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await page.goto(`${shop.dashboard}/orders`);
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
});
