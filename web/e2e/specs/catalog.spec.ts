// What a merchant without the demo begins with: places for products, and pages about the shop.
import type { Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function menu(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name, exact: true }).click();
  await expect(heading(page)).toHaveText(name);
}

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(heading(page)).toHaveText(name);
}

async function remove(page: Page, list: string): Promise<void> {
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(heading(page)).toHaveText(list);
}

test('a category with one below it is made, put in order, seen in the shop and deleted again', async ({ browser, page, shop }) => {
  const owner = await enter(browser, shop, 'owner');
  await menu(owner, 'Categories');
  await owner.getByRole('link', { name: 'Add category', exact: true }).click();
  await owner.getByRole('textbox', { name: /^Name/ }).fill('Workshop');
  await owner.getByRole('textbox', { name: 'Description' }).fill('All one needs to begin.');
  await save(owner, 'Workshop');

  for (const name of ['Kiln shelves', 'Turning tools']) {
    await owner.getByRole('main').getByRole('link', { name: 'Add category' }).click();
    await expect(owner.getByRole('combobox', { name: 'Stands below' })).toHaveValue('Workshop');
    await owner.getByRole('textbox', { name: /^Name/ }).fill(name);
    await save(owner, name);
    await menu(owner, 'Categories');
    await owner.getByRole('link', { name: 'Workshop', exact: true }).click();
    await expect(heading(owner)).toHaveText('Workshop');
  }
  await menu(owner, 'Categories');
  const up = owner.getByRole('button', { name: 'Move Turning tools up' });
  await up.click();
  await expect(up).toHaveAttribute('aria-disabled', 'true');
  await expect(up).toBeFocused();
  await expect(owner.getByText('Turning tools is now 1 of 2.')).toBeAttached();

  await page.goto(`${shop.url}/categories/workshop`);
  await expect(heading(page)).toHaveText('Workshop');
  await expect(page.locator('main')).toContainText('All one needs to begin.');
  const tiles = page.locator('main a[href$="/categories/kiln-shelves"], main a[href$="/categories/turning-tools"]');
  await expect(tiles).toHaveText([/Turning tools/, /Kiln shelves/]);
  await tiles.first().click();
  await expect(heading(page)).toHaveText('Turning tools');

  // It goes only after what stands below it.
  await owner.getByRole('link', { name: 'Workshop', exact: true }).click();
  await owner.getByRole('button', { name: 'Delete' }).click();
  await expect(owner.getByRole('dialog').getByText('Categories stand below it (2).')).toBeVisible();
  await owner.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  for (const name of ['Kiln shelves', 'Turning tools']) {
    await menu(owner, 'Categories');
    await owner.getByRole('link', { name: new RegExp(`^${name}`) }).click();
    await expect(heading(owner)).toHaveText(name);
    await remove(owner, 'Categories');
  }
  await owner.getByRole('link', { name: 'Workshop', exact: true }).click();
  await expect(heading(owner)).toHaveText('Workshop');
  await remove(owner, 'Categories');
  expect((await page.goto(`${shop.url}/categories/workshop`))?.status()).toBe(404);
});

test('a page is written, read in the shop, hidden and deleted again', async ({ browser, page, shop }) => {
  const owner = await enter(browser, shop, 'owner');
  await menu(owner, 'Pages');
  await owner.getByRole('link', { name: 'Add page' }).click();
  await owner.getByRole('textbox', { name: /^Title( \*)?$/ }).fill('How we pack');
  await owner.getByRole('textbox', { name: 'Text', exact: true }).fill('In straw and in paper.');
  await save(owner, 'How we pack');

  const address = await owner.getByRole('link', { name: 'See it in the shop' }).getAttribute('href');
  await page.goto(shop.url + address);
  await expect(heading(page)).toHaveText('How we pack');
  await expect(page.locator('main')).toContainText('In straw and in paper.');

  await owner.getByRole('switch', { name: /^Published/ }).press('Space');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByText('Hidden')).toBeVisible();
  expect((await page.reload())?.status()).toBe(404);
  await remove(owner, 'Pages');
  await expect(owner.getByRole('link', { name: 'How we pack' })).toHaveCount(0);
});

test('a collection is made, filled and seen in the shop', async ({ browser, page, shop }) => {
  const owner = await enter(browser, shop, 'owner');
  await menu(owner, 'Collections');
  await owner.getByRole('link', { name: 'Add collection' }).click();
  await owner.getByRole('textbox', { name: /^Title( \*)?$/ }).fill('For the desk');
  await save(owner, 'For the desk');
  await owner.getByRole('button', { name: 'Add products' }).click();
  const box = owner.getByRole('dialog', { name: 'Add products to For the desk' });
  await box.getByRole('searchbox').fill('marbles');
  const put = box.getByRole('button', { name: /^Put in: .*marbles/i }).first();
  const name = ((await put.getAttribute('aria-label')) ?? '').replace('Put in: ', '');
  await put.click();
  await expect(box.getByRole('button', { name: `In it: ${name}` })).toBeVisible();
  await owner.keyboard.press('Escape');
  await expect(owner.getByRole('region', { name: 'Products' }).getByRole('link', { name })).toBeVisible();

  await page.goto(`${shop.url}/collections/for-the-desk`);
  await expect(page.locator('main .card-title')).toHaveText([name]);
  await remove(owner, 'Collections');
  expect((await page.reload())?.status()).toBe(404);
});
