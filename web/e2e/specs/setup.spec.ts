import { expect, setUpLink, startShop, test } from '../support/shop.ts';

test('the first owner comes in by the printed link, and the door closes behind them', async ({ page, engine }) => {
  const shop = await startShop(engine, false);
  try {
    const link = await setUpLink(shop);
    await page.goto(link);
    await page.getByLabel('Your name').fill('Asha Gurung');
    await page.getByLabel('E-mail').fill('asha@shop.example');
    await page.locator('input[name=password]').fill('a long enough password');
    await page.getByRole('button', { name: 'Open the shop' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Asha');

    await page.context().clearCookies();
    await page.goto(link);
    await page.getByLabel('Your name').fill('Somebody Else');
    await page.getByLabel('E-mail').fill('else@shop.example');
    await page.locator('input[name=password]').fill('a long enough password');
    await page.getByRole('button', { name: 'Open the shop' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  } finally {
    await shop.stop();
  }
});
