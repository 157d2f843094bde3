import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { faults, wordsOf } from '../support/look.ts';
import { expect, test } from '../support/shop.ts';

/** Opens the palette by the keyboard, types, and waits until everything that was asked has answered. */
async function look(page: Page, text: string, found: RegExp = /^Found: \d+$/) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(text);
  await expect(palette.getByRole('status')).toHaveText(found);
  return palette;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** What the first row of a list is called. */
async function first(page: Page, path: string): Promise<string> {
  await page.goto(path);
  const name = await page.locator('main tbody a').first().textContent();
  return (name ?? '').trim();
}

test('the keyboard finds a customer, a store, a category and an order, and goes there', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'owner');
  const customer = await first(page, `${shop.dashboard}/customers`);
  const number = await first(page, `${shop.dashboard}/orders`);
  const store = await first(page, `${shop.dashboard}/stores`);

  const people = await look(page, customer);
  await expect(people.getByRole('group', { name: 'Customers' }).getByRole('button').first()).toContainText(customer);
  await page.keyboard.press('Enter'); // their name in full: they lead
  await expect(heading(page)).toContainText(customer);
  await expect(page).toHaveURL(/\/customers\/cus_\w+$/);

  const stores = await look(page, store.toLowerCase());
  await stores.getByRole('group', { name: 'Stores' }).getByRole('button', { name: store }).click();
  await expect(page).toHaveURL(/\/stores\/sto_\w+$/);
  await expect(heading(page)).toContainText(store);

  await look(page, 'mugs-cups');
  await page.keyboard.press('Enter'); // its address in full: it leads
  await expect(page).toHaveURL(/\/categories\/cat_\w+$/);
  await expect(heading(page)).toContainText('Mugs & Cups');

  await look(page, number);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(`Order ${number}`);

  await look(page, 'new cat', /^Found: 1$/);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('New category');
  await page.context().close();
});

test('somebody of a team and a seller are found in the lists they stand in', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'owner');
  await look(page, 'owner@haat.example');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Team');
  await expect(page.getByRole('searchbox')).toHaveValue('owner@haat.example');
  await expect(page.locator('main tbody tr')).toHaveCount(1);
  await page.getByRole('searchbox').fill('nobody like that');
  await expect(page.getByText('Nobody fits')).toBeVisible();

  await page.goto(`${shop.dashboard}/sellers`);
  const name = ((await page.locator('main tbody tr').first().getByRole('cell').first().textContent()) ?? '').trim();
  await page.getByRole('searchbox').fill(name.toUpperCase());
  await expect(page.locator('main tbody tr').first()).toContainText(name);
  for (const path of ['/stores', '/collections', '/pages']) {
    await page.goto(shop.dashboard + path);
    const title = ((await page.locator('main tbody a').first().textContent()) ?? '').trim();
    await page.getByRole('searchbox').fill(title.toLowerCase());
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === title.toLowerCase());
    await expect(page.locator('main tbody a').filter({ hasText: title }).first()).toBeVisible();
    await page.getByRole('searchbox').fill('%');
    await expect(page.locator('main tbody tr')).toHaveCount(0);
  }
  await page.context().close();
});

test('a seller finds nothing of another’s', async ({ browser, shop }) => {
  const owner = await enter(browser, shop, 'owner');
  await owner.goto(`${shop.dashboard}/stores`);
  await expect(owner.locator('main tbody a').first()).toBeVisible();
  const all = await owner.locator('main tbody a').allTextContents();
  await owner.context().close();

  const seller = await enter(browser, shop, 'seller');
  await seller.goto(`${shop.dashboard}/stores`);
  await expect(seller.locator('main tbody a').first()).toBeVisible();
  const own = await seller.locator('main tbody a').allTextContents();
  const foreign = all.find((name) => !own.includes(name));
  expect(foreign).toBeTruthy();
  const palette = await look(seller, String(own[0]));
  await expect(palette.getByRole('group', { name: 'Stores' }).getByRole('button')).toHaveCount(1);
  await seller.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  await look(seller, String(foreign), /^(Nothing found|Found: \d+)$/);
  await expect(palette.getByRole('group', { name: 'Stores' })).toHaveCount(0);
  await seller.context().close();
});

for (const width of [390, 1280])
  for (const locale of ['en', 'ar'])
    test(`the palette fits ${width} pixels in ${locale} and hinders nobody`, async ({ browser, shop }, info) => {
      const page = await enter(browser, shop, 'owner', { viewport: { width, height: 844 } });
      await page.evaluate((code) => localStorage.setItem('haat.locale', code), locale);
      await page.goto(`${shop.dashboard}/orders`);
      await expect(heading(page)).toBeVisible();
      await expect(page.locator('.haat-table-waiting')).toHaveCount(0);
      const palette = await look(page, 'bl', /\d/);
      await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => undefined))));
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
      const box = await palette.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
      expect(await faults(page, wordsOf('dashboard', locale))).toEqual([]);
      await page.screenshot({ path: info.outputPath(`palette-${width}-${locale}.png`) });
      await page.context().close();
    });
