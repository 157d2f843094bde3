// Pictures of every page in every language, width and scheme, and what a machine can say about them. `make screens` runs
// it; the folder of the pictures is in HAAT_SCREENS.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { faults, wordsOf } from '../support/look.ts';
import type { Words } from '../support/look.ts';
import { demoPassword, expect, test } from '../support/shop.ts';
import type { Shop } from '../support/shop.ts';
import { addToCart, checkOut, goods, place } from '../support/storefront.ts';

const folder = process.env.HAAT_SCREENS ?? '';
const locales = ['en', 'ar', 'ne'] as const;
const widths = { phone: 390, desktop: 1280 } as const;

const anybody: Readonly<Record<string, string>> = {
  home: '/',
  categories: '/categories',
  category: '/categories/home-living',
  filtered: '/categories/home-living?in_stock=1&sort=price_asc',
  products: '/products',
  collection: '/collections/new-arrivals',
  product: `/products/${goods.sellers.handle}`,
  'product-many': `/products/${goods.others.handle}`,
  search: '/search?q=mug',
  'search-nothing': '/search?q=qqqqxzzzz',
  stores: '/stores',
  store: '/stores/potters-row',
  page: '/pages/about',
  'cart-empty': '/cart',
  track: '/track',
  login: '/login',
  register: '/register',
  forgot: '/forgot',
  'reset-stale': '/reset?token=stale',
  'not-found': '/nothing/here',
  offline: '/offline',
};
const buyers: Readonly<Record<string, string>> = { cart: '/cart', 'checkout-address': '/checkout/address', 'checkout-shipping': '/checkout/shipping', 'checkout-payment': '/checkout/payment' };
const customers: Readonly<Record<string, string>> = { account: '/account', orders: '/account/orders', profile: '/account/profile', addresses: '/account/addresses', 'address-new': '/account/addresses/new' };
const staff: Readonly<Record<string, string>> = {
  home: '/', orders: '/orders', 'orders-none': '/orders?q=nobody%40nowhere.example', products: '/products', 'product-new': '/products/new', categories: '/categories', 'category-new': '/categories/new', collections: '/collections', pages: '/pages', customers: '/customers', stores: '/stores',
  sellers: '/sellers', team: '/team', jobs: '/jobs', mail: '/mail', audit: '/audit', account: '/account', guide: '/guide', 'home-page': '/home-page', appearance: '/appearance', settings: '/settings',
};

/** One page as it is, in both widths and both schemes. */
async function shoot(page: Page, name: string, words: Words): Promise<string[]> {
  const wrong: string[] = [];
  for (const [device, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.evaluate(() => document.fonts.ready);
      if (scheme === 'light') for (const f of await faults(page, words)) wrong.push(`${name}, ${device}: ${f}`);
      await page.screenshot({ path: join(folder, `${name}-${device}-${scheme}.png`), fullPage: true, animations: 'disabled' });
    }
  }
  return wrong;
}

/** Pictures load when they come near; a full page has all of them near. */
async function wake(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll('img[loading=lazy]').forEach((i) => i.setAttribute('loading', 'eager')));
  await page.waitForLoadState('networkidle');
}

/** An address without the shop's own part. */
function inShop(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

async function visit(page: Page, shop: Shop, locale: string, pages: Readonly<Record<string, string>>): Promise<string[]> {
  const wrong: string[] = [];
  const words = wordsOf('storefront', locale);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(shop.url + (locale === 'en' ? '' : `/${locale}`) + path);
    await wake(page);
    wrong.push(...(await shoot(page, `shop-${name}-${locale}`, words)));
  }
  return wrong;
}

async function fresh(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
}

test.beforeAll(async () => {
  await mkdir(folder, { recursive: true });
});

for (const locale of locales) {
  test(`the gallery in ${locale}`, async ({ page, shop }) => {
    test.setTimeout(600_000);
    await page.goto(`${shop.url}${locale === 'en' ? '' : `/${locale}`}/_gallery`);
    await wake(page);
    const words = wordsOf('storefront', locale);
    const wrong: string[] = [];
    for (const [device, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 });
      for (const f of await faults(page, words)) wrong.push(`${device}: ${f}`);
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        // Partial by partial: the whole page is longer than a picture can be.
        for (const partial of await page.locator('.specimens:not([id^=icon-])').all()) {
          await partial.screenshot({ path: join(folder, `gallery-${await partial.getAttribute('id')}-${locale}-${device}-${scheme}.png`), animations: 'disabled' });
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test(`the storefront in ${locale}`, async ({ browser, shop }) => {
    test.setTimeout(600_000);
    const { context, page } = await fresh(browser);
    const wrong = await visit(page, shop, locale, anybody);
    await addToCart(page, shop, goods.sellers);
    await addToCart(page, shop, goods.others);
    await checkOut(page, /Cash/);
    const review = page.url(); // it names the way to pay
    wrong.push(...(await visit(page, shop, locale, { ...buyers, 'checkout-review': inShop(review) })));
    await page.goto(review);
    const { url } = await place(page);
    wrong.push(...(await visit(page, shop, locale, { 'order-placed': inShop(url) })));
    await context.close();

    const customer = await fresh(browser);
    await customer.page.goto(`${shop.url}/login`);
    await customer.page.locator('input[name=email]').fill('customer@haat.example');
    await customer.page.locator('input[name=password]').fill(demoPassword);
    await customer.page.locator('main button[type=submit]').first().click();
    await customer.page.waitForURL(/account/);
    await customer.page.goto(`${shop.url}/account/orders`);
    const order = await customer.page.locator('a.order-row').first().getAttribute('href');
    wrong.push(...(await visit(customer.page, shop, locale, { ...customers, order: order ?? '' })));
    await customer.context.close();
    expect(wrong).toEqual([]);
  });

  test(`the dashboard in ${locale}`, async ({ browser, shop }) => {
    test.setTimeout(600_000);
    const page = await enter(browser, shop, 'owner');
    await page.evaluate((code) => localStorage.setItem('haat.locale', code), locale);
    const records: Record<string, string> = {};
    for (const [name, list] of Object.entries({ order: '/orders', product: '/products', category: '/categories', collection: '/collections', customer: '/customers', 'store-record': '/stores', 'page-record': '/pages' })) {
      await page.goto(shop.dashboard + list);
      const href = await page.locator('main tbody a').first().getAttribute('href');
      records[name] = (href ?? '').replace(/^\/dashboard/, '');
    }
    const wrong: string[] = [];
    const words = wordsOf('dashboard', locale);
    for (const [name, path] of Object.entries({ ...staff, ...records })) {
      await page.goto(shop.dashboard + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('.haat-table-waiting')).toHaveCount(0);
      await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
      wrong.push(...(await shoot(page, `dashboard-${name}-${locale}`, words)));
    }
    await page.context().close();
    const { context, page: door } = await fresh(browser);
    await door.addInitScript((code) => localStorage.setItem('haat.locale', code), locale);
    for (const name of ['login', 'forgot', 'join', 'verify']) {
      await door.goto(`${shop.dashboard}/${name}`);
      await expect(door.getByRole('heading', { level: 1 })).toBeVisible();
      wrong.push(...(await shoot(door, `dashboard-${name}-${locale}`, words)));
    }
    await context.close();
    expect(wrong).toEqual([]);
  });
}
