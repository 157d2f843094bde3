import { AxeBuilder } from '@axe-core/playwright';
import { enter } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';
import { addToCart, checkOut, goods, place } from '../support/storefront.ts';

const pages = ['/', '/orders', '/orders?placed=2026-01-01..&held=true', '/products', '/categories', '/collections', '/customers', '/stores', '/sellers', '/team', '/mail', '/jobs', '/audit', '/home-page', '/pages', '/appearance', '/settings', '/products/new', '/categories/new', '/collections/new', '/pages/new', '/guide', '/account'];
/** Lists whose first record is opened as well. */
const records = ['/orders', '/products', '/categories', '/collections', '/customers', '/stores', '/pages'];

for (const width of [390, 1280]) {
  test(`every page opens at ${width} pixels, fits, and hinders nobody`, async ({ browser, shop }) => {
    test.setTimeout(360_000); // some thirty pages, each looked through by axe
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    const complaints: string[] = [];
    // What records the test puts a script into every frame, and the preview's frame refuses it as it refuses all.
    const recorder = "Blocked script execution in 'about:srcdoc' because the document's frame is sandboxed";
    page.on('console', (message) => message.type() === 'error' && !message.text().startsWith(recorder) && complaints.push(message.text()));
    page.on('pageerror', (err) => complaints.push(err.message));
    const open = [...pages];
    for (const list of records) {
      await page.goto(shop.dashboard + list);
      const href = await page.locator('main tbody a').first().getAttribute('href');
      open.push((href ?? '').replace(/^\/dashboard/, ''));
    }
    for (const path of open) {
      await page.goto(shop.dashboard + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('.haat-table-waiting')).toHaveCount(0);
      await expect(page.getByRole('alert')).toHaveCount(0);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      // No script runs in the frame of the home page's preview: axe would wait for its answer for ever.
      const { violations } = await new AxeBuilder({ page }).exclude('.home-preview iframe').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

test('a seller sees only their own, and is told nothing of the rest', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'seller');
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await expect(menu.getByRole('link', { name: 'Orders' })).toBeVisible();
  await expect(menu.getByRole('link', { name: 'Team' })).toBeVisible();
  for (const name of ['Sellers', 'Audit log', 'Failed jobs', 'Delivery log']) await expect(menu.getByRole('link', { name })).toHaveCount(0);
  await page.goto(`${shop.dashboard}/orders/ord_00000000000000000000000000`);
  await expect(page.getByText('Nothing here')).toBeVisible();
});

test('home draws what was sold, and an order moves it while one looks', async ({ browser, page, shop }) => {
  const owner = await enter(browser, shop, 'owner');
  const chart = owner.getByRole('figure', { name: 'Orders' });
  await owner.getByRole('radiogroup', { name: 'Figure' }).getByText('Orders').click();
  await owner.getByRole('radiogroup', { name: 'Period' }).getByText('7 days').click();
  await expect(owner).toHaveURL((url) => url.searchParams.get('days') === '7' && url.searchParams.get('measure') === 'orders');
  await chart.getByText('Show the numbers').click();
  await expect(chart.getByRole('row')).toHaveCount(8);
  const today = chart.getByRole('row').last().getByRole('cell').first();
  const before = Number(await today.textContent());
  await expect(owner.locator('.shell-live')).toHaveAttribute('data-state', 'open');

  await addToCart(page, shop, goods.sellers);
  await checkOut(page, /cash/i);
  const order = await place(page);
  await expect(today).toHaveText(String(before + 1));

  // The bell is marked by it, and what it lists leads there.
  await owner.getByRole('button', { name: /^Notifications, \d+ new$/ }).click();
  await owner.getByRole('menuitem', { name: 'Orders to confirm' }).click();
  await expect(owner.getByRole('link', { name: `#${order.number}` })).toBeVisible();
  await expect(owner.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();

  const seller = await enter(browser, shop, 'seller');
  await seller.goto(`${shop.dashboard}/?days=90`);
  await expect(seller.getByRole('figure', { name: 'Sales' })).toBeVisible();
  await expect(seller.getByRole('figure', { name: 'Sales' }).getByRole('slider')).toHaveAttribute('aria-valuemax', '89');
});

test('a product is edited with its price and stock in one save, and the shop shows it at once', async ({ browser, page, shop }) => {
  const seller = await enter(browser, shop, 'seller');
  await seller.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Products' }).click();
  await seller.getByRole('searchbox').fill('Studio Mug');
  await seller.getByRole('link', { name: 'Studio Mug' }).click();
  await seller.getByRole('textbox', { name: /^Title( \*)?$/ }).fill('Studio Mug, second firing');
  await seller.getByRole('textbox', { name: /^Price \(/ }).first().fill('31.25');
  await seller.getByRole('textbox', { name: /^Stock, / }).first().fill('7');
  await seller.getByRole('button', { name: 'Save' }).click();
  await expect(seller.getByRole('heading', { level: 1 })).toHaveText('Studio Mug, second firing');

  await page.goto(`${shop.url}/products/studio-mug`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Studio Mug, second firing');
  await expect(page.locator('[data-buy-facts]')).toContainText('31.25');
});

test('a description is written as it will be read, and the shop shows it with its table', async ({ browser, page, shop }) => {
  const seller = await enter(browser, shop, 'seller');
  // The page's policy among them: the editor may bring no style of its own.
  const complaints: string[] = [];
  seller.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await seller.goto(`${shop.dashboard}/products?q=Studio%20Mug`);
  await seller.getByRole('link', { name: /^Studio Mug/ }).click();
  const text = seller.getByRole('textbox', { name: 'Description', exact: true });
  const tools = seller.getByRole('toolbar', { name: 'Formatting' });
  const tool = (name: string) => tools.getByRole('button', { name, exact: true });
  const keys = seller.keyboard;

  await text.click();
  await keys.press('ControlOrMeta+a');
  await keys.press('Backspace');
  await expect(text).toHaveText('');
  await keys.type('Wash it ');
  await tool('Bold').click();
  await expect(tool('Bold')).toHaveAttribute('aria-pressed', 'true');
  await keys.type('by hand');
  await keys.press('Enter');
  await tool('List').click();
  await expect(tool('List')).toHaveAttribute('aria-pressed', 'true');
  await keys.type('Holds 400 ml');
  await keys.press('Enter');
  await keys.type('Stacks two high');
  await keys.press('Enter');
  await keys.press('Enter');
  await tool('Insert table').click();
  for (const cell of ['Size', 'Height', 'Small', '8 cm', 'Large']) {
    await keys.type(cell);
    await keys.press('Tab');
  }
  await keys.type('11 cm');
  await tool('Table').click();
  await seller.getByRole('menuitem', { name: 'Add row below' }).click();
  await expect(text.getByRole('row')).toHaveCount(4);
  await expect(text).toBeFocused();

  // To the tools and back by keys.
  await keys.press('Alt+F10');
  await expect(tool('Table')).toBeFocused();
  await keys.press('ArrowLeft');
  await expect(tool('Link')).toBeFocused();
  await keys.press('Escape');
  await expect(text).toBeFocused();

  const { violations } = await new AxeBuilder({ page: seller }).include('.rich').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
  const save = seller.getByRole('button', { name: 'Save' });
  await save.click();
  await expect(seller.getByText('Unsaved changes')).toHaveCount(0);
  await expect(save).toBeDisabled();
  await seller.reload();
  await expect(text.locator('strong')).toHaveText('by hand');
  await expect(text.getByRole('listitem')).toHaveText(['Holds 400 ml', 'Stacks two high']);
  await expect(text.getByRole('row')).toHaveText(['SizeHeight', 'Small8 cm', 'Large11 cm', '']);
  await text.click();
  await expect(save).toBeDisabled();
  expect(complaints).toEqual([]);

  await page.goto(`${shop.url}/products/studio-mug`);
  const shown = page.locator('.product-about .prose').first();
  await expect(shown.locator('p').first()).toHaveText('Wash it by hand');
  await expect(shown.locator('strong')).toHaveText('by hand');
  await expect(shown.getByRole('listitem')).toHaveText(['Holds 400 ml', 'Stacks two high']);
  await expect(shown.locator('th')).toHaveText(['Size', 'Height']);
  await expect(shown.locator('td')).toHaveText(['Small', '8 cm', 'Large', '11 cm', '', '']);
});

for (const width of [390, 1280]) {
  test(`the audit log says at ${width} pixels what was done, and what is different since`, async ({ browser, shop }) => {
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    await page.goto(`${shop.dashboard}/audit`);
    await expect(page.getByText('Logged in').first()).toBeVisible();
    await page.getByRole('combobox', { name: 'What' }).selectOption('product');
    await expect(page.getByText('Logged in')).toHaveCount(0); // until then other things that were created are there
    await page.getByText('Created').first().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('The shop itself')).toBeVisible();
    await expect(dialog.getByRole('list', { name: 'Changes' }).getByRole('listitem').filter({ hasText: 'Title' }).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([]);
    expect(await dialog.evaluate((el) => el.scrollWidth - el.clientWidth)).toBeLessThanOrEqual(0);
    await dialog.getByRole('link', { name: 'Open it' }).click();
    await expect(page.getByRole('textbox', { name: /^Title( \*)?$/ })).toBeVisible();
  });
}

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
