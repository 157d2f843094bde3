// Two people at the same record: neither loses what they typed, and neither undoes what the other one saved.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';

const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });
const title = (page: Page) => field(page, /^Title( \*)?$/);
const price = (page: Page) => field(page, /^Price .*The only variant$/);
const save = (page: Page) => page.getByRole('button', { name: 'Save' });

test('two people save the same product, and it has what both of them did', async ({ browser, shop }) => {
  const asha = await enter(browser, shop, 'owner');
  await asha.goto(`${shop.dashboard}/products/new`);
  await asha.getByRole('combobox', { name: 'Store' }).selectOption({ index: 1 });
  await title(asha).fill('Harbour bowl');
  await price(asha).fill('18');
  await save(asha).click();
  await expect(asha.getByRole('heading', { level: 1 })).toHaveText('Harbour bowl');

  const bina = await enter(browser, shop, 'owner');
  await bina.goto(asha.url());
  await title(bina).fill('Harbour cup');
  await field(bina, 'Brand').fill('Kiln');
  await save(bina).click();
  await expect(bina.getByRole('heading', { level: 1 })).toHaveText('Harbour cup');

  await title(asha).fill('Harbour mug');
  await price(asha).fill('21.50');
  await save(asha).click();
  const notice = asha.getByRole('alert').filter({ hasText: 'Somebody else saved changes meanwhile' });
  await expect(notice.getByRole('listitem')).toHaveText(['Title: Harbour cup']);
  await expect(title(asha)).toHaveValue('Harbour mug');
  await expect(price(asha)).toHaveValue('21.50');
  await expect(field(asha, 'Brand')).toHaveValue('Kiln');
  const { violations } = await new AxeBuilder({ page: asha }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
  await save(asha).click();
  await expect(asha.getByRole('heading', { level: 1 })).toHaveText('Harbour mug');
  await expect(notice).toHaveCount(0);
  await expect(save(asha)).toBeDisabled();

  await bina.reload();
  await expect(title(bina)).toHaveValue('Harbour mug');
  await expect(price(bina)).toHaveValue('21.50');
  await expect(field(bina, 'Brand')).toHaveValue('Kiln');
  await bina.getByRole('button', { name: 'Delete' }).click();
  await bina.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(bina.getByRole('heading', { level: 1 })).toHaveText('Products');
});
