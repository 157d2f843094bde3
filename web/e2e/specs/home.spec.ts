import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { faults, wordsOf } from '../support/look.ts';
import { expect, test } from '../support/shop.ts';

async function hinders(page: Page): Promise<string[]> {
  // No script runs in the preview's frame, so axe would wait for its answer for ever; the shop is looked at on its own.
  const { violations } = await new AxeBuilder({ page }).exclude('.home-preview iframe').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`);
}

const sections = (page: Page) => page.getByRole('list', { name: 'Sections of the home page' }).locator(':scope > li');

for (const width of [390, 1280]) {
  test(`a section is added, moved up and saved at ${width} pixels, and the shop shows it at once`, async ({ browser, page: shopper, shop }) => {
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    await shopper.goto(shop.url);
    await page.goto(`${shop.dashboard}/home-page`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home page');
    await expect(sections(page).first()).toBeVisible();
    const before = await sections(page).count();

    const title = `Told at ${width} pixels`;
    await page.getByRole('button', { name: 'Add section' }).click();
    await page.getByRole('menuitem', { name: /^Story/ }).click();
    await expect(page.getByLabel(/^Title/).last()).toBeFocused();
    await page.keyboard.type(title);
    await sections(page).last().getByLabel('Text').fill('Every piece is signed by who made it.');
    await sections(page).last().getByLabel('Link').and(page.locator('input')).fill('/stores');
    await page.keyboard.press('Escape');
    expect(await faults(page, wordsOf('dashboard', 'en'))).toEqual([]);
    expect(await hinders(page)).toEqual([]);

    // By keyboard: the focus stays on the button, so that pressing again moves on.
    const up = page.getByRole('button', { name: `Move ${title} up` });
    await up.focus();
    for (let at = before; at >= 1; at--) {
      await page.keyboard.press('Enter');
      await expect(page.getByText(`${title} is now ${at} of ${before + 1}.`)).toBeVisible();
      await expect(up).toBeFocused();
    }
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The home page is saved.')).toBeVisible();
    await expect(page.getByText('Unsaved changes')).toHaveCount(0);

    await shopper.goto(shop.url);
    const told = shopper.locator('main section').first();
    await expect(told).toContainText(title);
    await expect(told.getByRole('link')).toHaveAttribute('href', '/stores');
    await page.context().close();
  });
}

for (const width of [390, 1280]) {
  test(`a title is seen in the preview before it is saved, and in the shop only then, at ${width} pixels`, async ({ browser, page: shopper, shop }) => {
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    await page.goto(`${shop.dashboard}/home-page`);
    const hero = sections(page).filter({ hasText: 'Opening picture' }).first();
    await hero.getByRole('heading').getByRole('button').click();
    const title = `Winter <b>at</b> ${width} pixels`;
    await hero.getByLabel(/^Title/).fill(title);
    if (width < 1200) await page.getByRole('radiogroup', { name: 'What is shown' }).getByText('Preview').click();

    const drawn = page.frameLocator('.home-preview iframe:not([data-waiting])');
    await expect(drawn.getByText(title)).toBeVisible();
    // The section somebody works on is brought into view, and its picture and the shop's own look are there.
    await expect(drawn.locator('section:target')).toContainText(title);
    await expect(drawn.locator('section:target')).toHaveCSS('outline-style', 'solid');
    await expect.poll(() => drawn.locator('section:target img').evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    expect(await drawn.locator('body').evaluate(() => [...document.fonts].map((f) => f.status))).toContain('loaded');
    expect(await faults(page, wordsOf('dashboard', 'en'))).toEqual([]);
    expect(await hinders(page)).toEqual([]);
    await page.getByLabel('Language of the preview').selectOption('ar');
    await expect(drawn.locator('html')).toHaveAttribute('dir', 'rtl');

    await shopper.goto(shop.url);
    await expect(shopper.locator('main')).not.toContainText(title);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The home page is saved.')).toBeVisible();
    await shopper.goto(shop.url);
    await expect(shopper.locator('main')).toContainText(title);
    await page.context().close();
  });
}

for (const width of [390, 1280]) {
  test(`a collection becomes a row and a customer is quoted at ${width} pixels`, async ({ browser, page: shopper, shop }) => {
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    await page.goto(`${shop.dashboard}/home-page`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home page');
    const before = await sections(page).count();
    await page.getByRole('button', { name: 'Add section' }).click();
    await page.getByRole('menuitem', { name: /^Collection/ }).click();
    const row = sections(page).last();
    await row.getByRole('combobox', { name: 'Which collection' }).click();
    await page.getByRole('option', { name: 'Slow evenings' }).click();
    await row.getByRole('radiogroup', { name: 'Layout' }).getByText('Carousel').click();

    await page.getByRole('button', { name: 'Add section' }).click();
    await page.getByRole('menuitem', { name: /^What customers say/ }).click();
    await expect(sections(page)).toHaveCount(before + 2);
    const quotes = sections(page).last();
    const name = `Maya at ${width} pixels`;
    await quotes.getByLabel('What they said').fill('It rings like a bell.');
    await page.getByRole('button', { name: 'Save' }).click(); // nobody said it yet
    await expect(quotes.getByText('Please fill this in.')).toBeVisible();
    await quotes.getByLabel('Name').fill(name);
    await quotes.getByLabel('What they speak of').and(page.locator('input')).fill('/products/tidal-mug');
    await page.keyboard.press('Escape');
    await quotes.getByRole('button', { name: 'Add quote' }).click();
    await quotes.getByRole('button', { name: 'Take Quote 2 away' }).click();
    await expect(quotes.getByRole('button', { name: 'Take Quote 1 away' })).toBeFocused();
    expect(await faults(page, wordsOf('dashboard', 'en'))).toEqual([]);
    expect(await hinders(page)).toEqual([]);

    await page.getByLabel('Language of the words').selectOption({ label: 'Arabic' });
    await quotes.getByLabel('What they said (Arabic)').fill('يرنّ كالجرس.');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The home page is saved.')).toBeVisible();
    await shopper.goto(shop.url);
    await expect(shopper.getByRole('group', { name: 'Slow evenings' }).locator('.card')).not.toHaveCount(0);
    const said = shopper.getByRole('figure').filter({ hasText: name });
    await expect(said).toContainText('It rings like a bell.');
    await expect(said.getByRole('link', { name: 'Tidal Mug' })).toHaveAttribute('href', '/products/tidal-mug');
    await shopper.goto(`${shop.url}/ar`);
    await expect(shopper.getByRole('figure').filter({ hasText: name })).toContainText('يرنّ كالجرس.');

    // Taken away again, so that the other width finds the page as it was.
    for (const _ of [1, 2]) await sections(page).last().locator('.section-row').getByRole('button', { name: /^Take / }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Unsaved changes')).toHaveCount(0);
    await page.context().close();
  });
}

test('a picture is uploaded, a section dragged, and nobody leaves unsaved changes by accident', async ({ browser, shop }) => {
  const page = await enter(browser, shop, 'owner', { viewport: { width: 1280, height: 900 } });
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Home page' }).click();
  await page.getByRole('button', { name: 'Add section' }).click();
  await page.getByRole('menuitem', { name: /^Opening picture/ }).click();
  const added = sections(page).last();
  await added.getByRole('textbox', { name: /^Title/ }).fill('Winter');
  await added.getByRole('button', { name: 'Choose a picture: Picture' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose a picture: Picture' });
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } });
  await dialog.locator('input[type=file]').setInputFiles({ name: 'winter.png', mimeType: 'image/png', buffer: png });
  await expect(dialog.getByText('Uploaded')).toBeVisible();
  expect(await hinders(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(added.locator('.picture-choice img')).toHaveAttribute('src', /\/media\//);

  const first = await sections(page).first().getByRole('heading').innerText();
  await sections(page).nth(1).locator('.section-grip').dragTo(sections(page).first());
  await expect(sections(page).nth(1).getByRole('heading')).toHaveText(first, { useInnerText: true });

  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('dialog', { name: 'Leave this page?' }).getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home page');
  await expect(added.getByRole('textbox', { name: /^Title/ })).toHaveValue('Winter');
  await page.context().close();
});

for (const width of [390, 1280]) {
  test(`the editor reads from right to left in Arabic at ${width} pixels`, async ({ browser, shop }) => {
    const page = await enter(browser, shop, 'owner', { viewport: { width, height: 900 } });
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'العربية' }).click();
    await page.goto(`${shop.dashboard}/home-page`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('الصفحة الرئيسية للمتجر');
    const row = page.getByRole('list', { name: 'أقسام الصفحة الرئيسية' }).locator(':scope > li').first();
    await row.getByRole('heading').getByRole('button').click();
    const icon = await row.locator('.section-icon').boundingBox();
    const words = await row.locator('.section-title').boundingBox();
    if (!icon || !words) throw new Error('the first section is not drawn');
    expect(icon.x).toBeGreaterThan(words.x);
    expect(await faults(page, wordsOf('dashboard', 'ar'))).toEqual([]);
    expect(await hinders(page)).toEqual([]);
    await page.context().close();
  });
}
