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

test('an order on hold is found from the home page, and orders by the days they were placed on', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'owner');
  await page.goto(`${shop.dashboard}/orders?status=pending`);
  const rows = page.locator('.haat-table tbody tr');
  const number = (await rows.first().getByRole('link').textContent()) ?? '';
  await rows.first().getByRole('link').click();
  await page.getByRole('button', { name: 'Put on hold' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Address looks odd');
  await page.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click();
  await expect(page.getByRole('button', { name: 'End the hold' })).toBeVisible();

  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Home', exact: true }).click();
  const held = page.getByRole('link', { name: /^Orders on hold \d+$/ });
  const count = Number((await held.textContent())?.match(/\d+/)?.[0]);
  await held.click();
  await expect(page.getByRole('navigation', { name: 'Views of this list' }).getByRole('link', { name: 'On hold' })).toHaveAttribute('aria-current', 'page');
  await expect(rows).toHaveCount(count);
  await expect(rows.getByRole('link', { name: number, exact: true })).toBeVisible();

  await page.getByLabel('Placed', { exact: true }).selectOption('30d');
  await expect(page).toHaveURL((url) => url.searchParams.get('placed') === '30d' && url.searchParams.get('held') === 'true');
  await page.getByLabel('Placed', { exact: true }).selectOption({ label: 'From … to …' });
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByText('No order fits')).toBeVisible();
  await page.getByLabel('To', { exact: true }).fill('');
  await expect(rows.getByRole('link', { name: number, exact: true })).toBeVisible();

  await rows.getByRole('link', { name: number, exact: true }).click();
  await page.getByRole('button', { name: 'End the hold' }).click();
  await expect(page.getByRole('button', { name: 'Put on hold' })).toBeVisible();
  await page.context().close();
});
