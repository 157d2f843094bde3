import { crc32, deflateSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { expect, startShop, test } from '../support/shop.ts';

/** A PNG of one colour, as a merchant's logo. */
function png(width: number, height: number, [r, g, b]: readonly [number, number, number]): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(8 + body.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), 4 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [r, g, b]).flat())]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

async function hindersNobody(page: Page, where: string): Promise<void> {
  // The dashboard's frame slides to its new width after the window changed.
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(overflow, { message: `${where} is wider than the screen` }).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`), where).toEqual([]);
}

const ground = (page: Page, selector: string) => page.locator(selector).first().evaluate((e) => getComputedStyle(e).backgroundColor);

// A shop of its own: what it wears would be seen by every other test.
test('a merchant changes accent, logo, corners and footer, and the shop wears them at once', async ({ browser, engine }) => {
  test.setTimeout(180_000);
  const shop = await startShop(engine);
  try {
    const shopper = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    const complaints: string[] = [];
    shopper.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const product = `${shop.url}/products/tidal-mug`;
    await shopper.goto(product);
    await expect(shopper.locator('link[href^="/appearance-"]')).toHaveCount(0);
    const before = await ground(shopper, 'button.button');

    const page = await enter(browser, shop, 'owner', { viewport: { width: 1280, height: 900 } });
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Appearance' }).click();
    const accent = page.getByLabel('Accent colour');
    await accent.fill('#fff176');
    await page.getByRole('button', { name: /^Use #/ }).click();
    await expect(page.getByText(/Too close to the page/)).toHaveCount(0);
    await accent.fill('#14205c');
    await expect(page.getByText(/In the dark it is made lighter/)).toBeVisible();
    await page.getByLabel('Corners').selectOption('square');
    await page.getByLabel('Typeface').selectOption('classic');
    await page.getByRole('button', { name: 'Choose a picture: Logo', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a picture: Logo' });
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(320, 80, [20, 32, 92]) });
    await expect(dialog.getByText('Uploaded')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('img', { name: 'Logo', exact: true })).toBeVisible();
    await page.getByLabel('Text below the name').fill('Open daily in Patan');
    await page.getByRole('button', { name: 'Add a column' }).click();
    const column = page.getByRole('group', { name: 'Column 1' });
    await column.getByLabel('Title').fill('Good to know');
    await column.getByRole('button', { name: 'Add a link' }).click();
    await column.getByLabel('Text').fill('Everything');
    await column.getByLabel('Leads to').fill('javascript:alert(1)');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(column.getByText(/Give a path of this shop/)).toBeVisible();
    await column.getByLabel('Leads to').fill('/products');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The shop wears its new look.')).toBeVisible();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await hindersNobody(page, `the appearance at ${width}`);
      await page.screenshot({ path: test.info().outputPath(`dashboard-${width}.png`), fullPage: true });
    }

    for (const colorScheme of ['light', 'dark'] as const) {
      await shopper.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await shopper.setViewportSize({ width, height: 900 });
        await shopper.goto(product);
        await expect(shopper.locator('link[href^="/appearance-"]')).toHaveCount(1);
        const now = await ground(shopper, 'button.button');
        expect(now).not.toBe(before);
        if (colorScheme === 'light') expect(now).toBe('rgb(20, 32, 92)');
        await expect(shopper.locator('.site-header .brand img')).toHaveJSProperty('naturalWidth', 320);
        await expect(shopper.locator('.site-footer')).toContainText('Open daily in Patan');
        await expect(shopper.locator('.site-footer').getByRole('link', { name: 'Everything' })).toHaveAttribute('href', '/products');
        expect(await shopper.locator('button.button').first().evaluate((e) => getComputedStyle(e).borderRadius)).toBe('0px');
        await hindersNobody(shopper, `${colorScheme} at ${width}`);
        await shopper.screenshot({ path: test.info().outputPath(`shop-${colorScheme}-${width}.png`), fullPage: true });
      }
    }
    await shopper.goto(`${shop.url}/ar`);
    await expect(shopper.locator('.site-footer').getByRole('link', { name: 'Everything' })).toHaveAttribute('href', '/ar/products');
    await hindersNobody(shopper, 'Arabic');
    await shopper.screenshot({ path: test.info().outputPath('shop-ar-390.png'), fullPage: true });
    expect(complaints).toEqual([]);
  } finally {
    await shop.stop();
  }
});
