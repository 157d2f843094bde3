// Rows of cards: moved by buttons, by keys, and without a script, in both directions of writing.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { faults, wordsOf } from '../support/look.ts';
import { expect, test } from '../support/shop.ts';
import { addToCart, checkOut, goods } from '../support/storefront.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join('\n')}`)).toEqual([]);
}

const strip = (row: Locator) => row.locator('[data-carousel-strip]');

/** How far a row is scrolled; from right to left that counts below zero. */
const at = (row: Locator) => strip(row).evaluate((s) => s.scrollLeft);

/** Where cards stand, measured from the side where the row begins: how far in each begins and ends. */
const cards = (row: Locator) =>
  strip(row).evaluate((s) => {
    const around = s.getBoundingClientRect();
    const rtl = getComputedStyle(s).direction === 'rtl';
    return [...s.querySelectorAll('li')].map((li) => {
      const box = li.getBoundingClientRect();
      const from = rtl ? around.right - box.right : box.left - around.left;
      return { from, to: from + box.width, width: box.width, room: around.width };
    });
  });

/** The card that the row begins with now: the first that is seen whole. */
const first = async (row: Locator) => (await cards(row)).findIndex((c) => c.from >= -1);

test.describe('a row of cards', () => {
  test.use({ serviceWorkers: 'block' });

  for (const [locale, back, on] of [['en', 'Previous', 'Next'], ['ar', 'السابق', 'التالي']] as const) {
    for (const width of [390, 1280]) {
      test(`is turned by its buttons and by keys at ${width} pixels in ${locale}`, async ({ page, shop }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.goto(`${shop.url}/${locale === 'en' ? '' : locale}`);
        const row = page.locator('[data-carousel]').first();
        const ahead = row.getByRole('button', { name: new RegExp(`^${on}`) });
        const behind = row.getByRole('button', { name: new RegExp(`^${back}`) });
        const sign = locale === 'ar' ? -1 : 1;
        await row.scrollIntoViewIfNeeded();
        await expect(ahead).toBeVisible();
        await expect(behind).toHaveAttribute('aria-disabled', 'true');
        await expect(ahead).toHaveAttribute('aria-disabled', 'false');
        expect(await faults(page, wordsOf('storefront', locale))).toEqual([]);
        await accessible(page);

        // All cards are of one width, and the first that does not fit looks in.
        const all = await cards(row);
        expect(new Set(all.map((c) => Math.round(c.width))).size).toBe(1);
        expect(all[0]?.width).toBeGreaterThan(140);
        const cut = all.find((c) => c.to > c.room);
        expect(cut && cut.room - cut.from).toBeGreaterThan(20);

        await ahead.click();
        await expect.poll(() => first(row)).toBeGreaterThan(1);
        expect(Math.sign(await at(row))).toBe(sign);
        await expect(behind).toHaveAttribute('aria-disabled', 'false');
        await expect(ahead).toBeFocused();
        for (let i = 0; i < 12 && (await ahead.getAttribute('aria-disabled')) === 'false'; i++) {
          const before = await at(row);
          await ahead.press('Enter');
          await expect.poll(() => at(row)).not.toBe(before);
        }
        await expect(ahead).toHaveAttribute('aria-disabled', 'true');
        await expect(ahead).toBeFocused();
        const last = (await cards(row)).at(-1);
        expect(last && last.room - last.to).toBeGreaterThan(-1);
        await ahead.press('Enter'); // there is no more: nothing happens
        for (let i = 0; i < 12 && (await behind.getAttribute('aria-disabled')) === 'false'; i++) {
          const before = await at(row);
          await behind.click();
          await expect.poll(() => at(row)).not.toBe(before);
        }
        expect(Math.round(await at(row)) + 0).toBe(0);

        // The row itself is a stop of the keyboard and is scrolled by it.
        await behind.focus();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        if (!(await strip(row).evaluate((s) => s === document.activeElement))) await page.keyboard.press('Tab'); // past "See all"
        await expect(strip(row)).toBeFocused();
        await page.keyboard.press(locale === 'ar' ? 'ArrowLeft' : 'ArrowRight');
        await expect.poll(async () => sign * (await at(row))).toBeGreaterThan(0);
      });
    }
  }

  test('glides, or jumps for whoever wants no motion', async ({ page, shop }) => {
    const moved = () =>
      page.locator('[data-carousel]').first().evaluate((row) => {
        row.querySelector<HTMLElement>('[data-carousel-on]')?.click();
        return row.querySelector('[data-carousel-strip]')?.scrollLeft ?? 0;
      });
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      await page.emulateMedia({ reducedMotion });
      await page.goto(`${shop.url}/`);
      await expect(page.locator('[data-carousel-on]').first()).toBeVisible();
      const jumped = (await moved()) > 100;
      expect(jumped, reducedMotion).toBe(reducedMotion === 'reduce');
      await expect.poll(() => at(page.locator('[data-carousel]').first())).toBeGreaterThan(100);
    }
  });

  test('goes two turns when it is pressed twice at once', async ({ page, shop }) => {
    await page.setViewportSize({ width: 390, height: 900 });
    await page.goto(`${shop.url}/`);
    const row = page.locator('[data-carousel]').first();
    await expect(row.locator('[data-carousel-on]')).toBeVisible();
    await row.locator('[data-carousel-on]').evaluate((b: HTMLElement) => { b.click(); b.click(); });
    await expect.poll(() => first(row)).toBe(4);
  });

  test('has no buttons where everything fits', async ({ page, shop }) => {
    await page.route(`${shop.url}/`, async (route) => {
      const answer = await route.fetch();
      // Of the first row three cards are left.
      const body = (await answer.text()).replace(/(<ul class="carousel-cards"(?:[^]*?<\/li>){3})[^]*?<\/ul>/, '$1</ul>');
      await route.fulfill({ response: answer, body });
    });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${shop.url}/`);
    const rows = page.locator('[data-carousel]');
    await expect(rows.nth(1).getByRole('button', { name: /^Next/ })).toBeVisible();
    await expect(rows.first().locator('li')).toHaveCount(3);
    await expect(strip(rows.first())).not.toHaveAttribute('tabindex');
    await expect(rows.first().getByRole('button')).toHaveCount(0);
    await page.setViewportSize({ width: 390, height: 900 }); // until it does not fit
    await expect(rows.first().getByRole('button')).toHaveCount(2);
    await expect(strip(rows.first())).toHaveAttribute('tabindex', '0');
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });
    test('is scrolled by keys and promises no buttons', async ({ page, shop }) => {
      await page.goto(`${shop.url}/`);
      const row = page.locator('[data-carousel]').first();
      const late = row.locator('.card').nth(5);
      await row.scrollIntoViewIfNeeded();
      await expect(row.getByRole('button')).toHaveCount(0);
      await expect(late).not.toBeInViewport();
      await strip(row).focus();
      await expect.poll(async () => {
        await page.keyboard.press('ArrowRight');
        return late.evaluate((c) => c.getBoundingClientRect().right <= innerWidth);
      }).toBe(true);
      await expect(late).toBeInViewport();
    });
  });
});

for (const width of [390, 1280]) {
  test(`the cart is offered what goes with it, and neither drawer nor checkout is, at ${width} pixels`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${shop.url}/products/${goods.sellers.handle}`);
    await expect(page.getByRole('group', { name: 'You may also like' })).toBeVisible();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const drawer = page.locator('dialog.drawer[open]');
    await expect(drawer).toContainText(goods.sellers.title);
    await expect(drawer).not.toContainText('Goes well with it');
    await page.goto(`${shop.url}/cart`);
    const beside = page.getByRole('group', { name: 'Goes well with it' });
    await expect(beside.getByRole('link', { name: /\w/ })).not.toHaveCount(0);
    await expect(beside.getByRole('link', { name: goods.sellers.title, exact: true })).toHaveCount(0);
    expect(await faults(page, wordsOf('storefront', 'en'))).toEqual([]);
    await accessible(page);
    await page.locator('main').getByRole('button', { name: /Remove/ }).click();
    await expect(page.getByRole('heading', { name: 'Your cart is empty' })).toBeVisible();
    await expect(beside).toHaveCount(0);
    await addToCart(page, shop, goods.others);
    await expect(beside).toBeVisible();
    await checkOut(page, /Cash on delivery/);
    await expect(page.locator('[data-carousel]')).toHaveCount(0);
  });
}

test('what customers say is quoted, in three languages', async ({ page, shop }) => {
  for (const [path, title, name] of [['/', 'What people write back', 'Ilse Brandt'], ['/ar', 'ما يكتبه إلينا الناس', 'إلسه برانت'], ['/ne', 'किन्नेहरूले के लेखे', 'इल्से ब्रान्ट']] as const) {
    await page.goto(shop.url + path);
    const section = page.locator('section', { has: page.getByRole('heading', { name: title }) });
    await expect(section.locator('figure')).toHaveCount(3);
    const quote = section.getByRole('figure').filter({ hasText: name });
    await expect(quote.locator('blockquote')).not.toBeEmpty();
    await expect(quote.getByRole('link')).toHaveAttribute('href', `${path === '/' ? '' : path}/products/tidal-mug`);
  }
});
