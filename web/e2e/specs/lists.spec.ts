import { enter } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';

test('a view that is saved in one browser opens in another, and the keyboard gets there', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'seller');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { level: 1, name: 'Products' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('bowl');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Bowls');
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  const saved = page.waitForResponse((r) => r.url().endsWith('/me/preferences/list.products') && r.request().method() === 'PUT');
  await page.getByRole('button', { name: 'Options of the view Bowls' }).click();
  await page.getByRole('menuitem', { name: 'Open the list with this view' }).click();
  expect((await saved).status()).toBe(204);
  // Keys belong to the menu until it has closed.
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Select the row')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.context().close();

  const other = await enter(browser, shop, 'seller');
  await other.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Products' }).click();
  await expect(other.getByRole('link', { name: /^Bowls/ })).toHaveAttribute('aria-current', 'page');
  await expect(other.getByRole('searchbox')).toHaveValue('bowl');
  await other.getByRole('navigation', { name: 'Views of this list' }).getByRole('link', { name: 'All' }).click();
  await expect(other.getByRole('searchbox')).toHaveValue('');
  const back = other.waitForResponse((r) => r.url().endsWith('/me/preferences/list.products') && r.request().method() === 'PUT');
  await other.getByRole('button', { name: 'Options of the view All' }).click();
  await other.getByRole('menuitem', { name: 'Open the list with this view' }).click();
  expect((await back).status()).toBe(204);
  await other.context().close();
});

test('products that were archived together are back with one press', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'seller');
  await page.goto(`${shop.dashboard}/products?view=active&status=active`);
  const rows = page.locator('.haat-table tbody tr');
  const first = (await rows.nth(0).getByRole('link').textContent()) ?? '';
  await expect(page.locator('.haat-table-waiting')).toHaveCount(0); // drawn anew it would lose the focus
  await rows.nth(0).focus();
  for (const key of ['x', 'j', 'x']) await page.keyboard.press(key);
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('link', { name: first, exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: first, exact: true })).toBeVisible();
  await page.context().close();
});
