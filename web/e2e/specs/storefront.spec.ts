import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enter } from '../support/dashboard.ts';
import { expect, test } from '../support/shop.ts';
import { goods } from '../support/storefront.ts';

const mug = `/products/${goods.sellers.handle}`;
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join('\n')}`)).toEqual([]);
}

/** Until the shop's worker answers for this page. */
async function worked(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const inCart = (page: Page) => page.locator('[data-cart-count]');

test.describe('search as one types', () => {
  test('the keyboard alone leads to a product', async ({ page, shop }) => {
    await page.goto(`${shop.url}/`);
    const box = page.getByRole('combobox', { name: 'Search' });
    await box.pressSequentially('tidal');
    const list = page.getByRole('listbox', { name: 'Suggestions' });
    const product = list.getByRole('option', { name: /Tidal Mug.*\$24\.00/s });
    await expect(product).toBeVisible();
    await expect(page.getByRole('search').getByRole('status')).toContainText('suggestion');
    await expect(box).toHaveAttribute('aria-expanded', 'true');
    await accessible(page);

    const first = list.getByRole('option').first();
    await box.press('ArrowDown');
    await expect(first).toHaveAttribute('aria-selected', 'true');
    await expect(box).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? 'no id');
    await box.press('ArrowUp');
    await expect(box).not.toHaveAttribute('aria-activedescendant', /./);
    await box.press('ArrowUp'); // round the end: all results
    await expect(list.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
    await box.press('Escape');
    await expect(list).toHaveCount(0);
    await expect(box).toHaveValue('tidal');

    await box.press('ArrowDown');
    await expect(product).toBeVisible();
    while ((await product.getAttribute('aria-selected')) !== 'true') await box.press('ArrowDown');
    await box.press('Enter');
    await expect(page).toHaveURL(`${shop.url}${mug}`);
  });

  test('Enter without a choice searches, and leaving the box closes the list', async ({ page, shop }) => {
    await page.goto(`${shop.url}/ar`);
    const box = page.getByRole('combobox');
    await box.pressSequentially('كوب');
    await expect(page.getByRole('listbox')).toBeVisible();
    await box.press('Tab');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await box.press('Enter');
    await expect(page).toHaveURL(`${shop.url}/ar/search?q=${encodeURIComponent('كوب')}`);
  });

  test('hostile words stay words', async ({ page, shop }) => {
    const dialogs: string[] = [];
    page.on('dialog', (d) => {
      dialogs.push(d.message());
      void d.dismiss();
    });
    await page.goto(`${shop.url}/`);
    const box = page.getByRole('combobox');
    await box.fill('mug <img src=x onerror=alert(1)><script>alert(2)</script>');
    const all = page.getByRole('option', { name: /All results/ });
    await expect(all).toContainText('<img src=x onerror=alert(1)>');
    await expect(page.locator('[role=listbox] img[src=x], [role=listbox] script')).toHaveCount(0);
    expect(dialogs).toEqual([]);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });
    test('the box searches and promises nothing', async ({ page, shop }) => {
      await page.goto(`${shop.url}/`);
      await expect(page.getByRole('combobox')).toHaveCount(0);
      await page.getByRole('searchbox').fill('tidal');
      await page.getByRole('searchbox').press('Enter');
      await expect(page.getByRole('link', { name: goods.sellers.title })).toBeVisible();
    });
  });
});

test.describe('the product page', () => {
  test('price, stock, picture and address change with the variant', async ({ page, shop }) => {
    await page.goto(`${shop.url}/products/spring-bottle`);
    await expect(page.locator('[data-buy-facts]')).toContainText('$26.00');
    await page.locator('label.pill', { hasText: 'Rust' }).click();
    await expect(page.locator('[data-buy-facts]')).toContainText('Sold out');
    await expect(page.locator('[data-buy-button]')).toBeDisabled();
    await page.locator('label.pill', { hasText: '750 ml' }).click();
    await expect(page.locator('[data-buy-facts]')).toContainText('$32.00');
    await expect(page.locator('[data-buy-facts]')).toContainText('In stock');
    await expect(page).toHaveURL(/\?variant=var_/);
    const shown = page.locator('[data-gallery-thumbs] [aria-current]');
    await expect(shown.getByRole('img')).toHaveAttribute('alt', /in rust/);
    await expect.poll(() => page.locator('[data-gallery]').evaluate((g) => g.scrollLeft)).toBeGreaterThan(100);
    await page.reload(); // the address alone shows the same
    await expect(page.locator('[data-buy-facts]')).toContainText('$32.00');
    await expect(page.locator('.gallery-item img').first()).toHaveAttribute('alt', /in rust/);
    await accessible(page);
  });

  test('what is sold before it is there is not said to be in stock', async ({ page, shop }) => {
    await page.goto(`${shop.url}/products/grandmothers-cable-jumper`);
    const stock = page.locator('[data-buy-facts] .stock');
    await expect(stock).toHaveText('In stock');
    await page.locator('label.pill', { hasText: 'XL' }).click();
    await expect(stock).toHaveText('Available to order');
    await accessible(page);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.locator('dialog.drawer[open]')).toContainText('Available to order');
    await page.goto(`${shop.url}/ar${new URL(page.url()).pathname}${new URL(page.url()).search}`);
    await expect(stock).toHaveText('متاح للطلب المسبق');
  });

  test('the arrow keys turn the pictures', async ({ page, shop }) => {
    await page.goto(`${shop.url}${mug}`);
    const thumbs = page.locator('[data-gallery-thumbs] a');
    await thumbs.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(thumbs.nth(1)).toBeFocused();
    await expect(thumbs.nth(1)).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('End');
    await expect(thumbs.last()).toHaveAttribute('aria-current', 'true');
    // A pixel is what a width of broken pixels leaves.
    await expect.poll(() => page.locator('.gallery-item').last().evaluate((f) => Math.abs(Math.round(f.getBoundingClientRect().left - (f.parentElement?.getBoundingClientRect().left ?? 0))))).toBeLessThanOrEqual(1);
  });

  test('back leads to the same place of the same list', async ({ page, shop }) => {
    await page.goto(`${shop.url}/products`);
    await page.getByLabel('In stock only').check();
    await expect(page).toHaveURL(/in_stock=1/);
    await page.locator('.card').nth(18).scrollIntoViewIfNeeded();
    const there = await page.evaluate(async () => {
      for (let last = -1; last !== scrollY; ) {
        last = scrollY;
        await new Promise((next) => setTimeout(next, 300));
      }
      return scrollY;
    });
    expect(there).toBeGreaterThan(500);
    await page.locator('.card').nth(18).click();
    await expect(page.locator('[data-product]')).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/in_stock=1/);
    await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - there)).toBeLessThan(60);
    await page.goBack(); // the list without the filter, within the page
    await expect(page.getByLabel('In stock only')).not.toBeChecked();
  });
});

test.describe('between pages', () => {
  test('a card grows into its page', async ({ page, shop }) => {
    await page.goto(`${shop.url}/products`);
    await page.evaluate(() => addEventListener('pageswap', (event) => {
      const named = [...document.querySelectorAll<HTMLElement>('.card-picture')].filter((p) => p.style.getPropertyValue('view-transition-name') === 'product-picture');
      sessionStorage.setItem('swap', JSON.stringify({ moved: !!event.viewTransition, named: named.length }));
    }));
    await page.locator('.card').nth(2).click();
    await expect(page.locator('[data-product]')).toBeVisible();
    expect(JSON.parse((await page.evaluate(() => sessionStorage.getItem('swap'))) ?? '{}')).toEqual({ moved: true, named: 1 });
  });

  test('whoever wants no motion gets none', async ({ page, shop }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${shop.url}/products`);
    await page.evaluate(() => addEventListener('pageswap', (event) => sessionStorage.setItem('swap', String(!!event.viewTransition))));
    await page.locator('.card').nth(2).click();
    await expect(page.locator('[data-product]')).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem('swap'))).toBe('false');
  });

  test.describe('without the worker', () => {
    test.use({ serviceWorkers: 'block' });
    test('a product is fetched while the pointer rests on it, and nothing else', async ({ page, shop }) => {
      await page.goto(`${shop.url}/products`);
      await page.locator('.card').nth(2).hover();
      await expect(page.locator('head link[rel=prefetch]')).toHaveCount(1);
      await page.getByRole('link', { name: 'Cart' }).hover();
      await page.waitForTimeout(300);
      const urls = await page.locator('head link[rel=prefetch]').evaluateAll((links) => links.map((l) => new URL((l as HTMLLinkElement).href).pathname));
      expect(urls).toEqual([expect.stringMatching(/^\/products\/[^/]+$/)]);
    });

    test('whoever saves data fetches nothing ahead', async ({ page, shop }) => {
      await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
      await page.goto(`${shop.url}/products`);
      await page.locator('.card').nth(2).hover();
      await page.waitForTimeout(400);
      await expect(page.locator('head link[rel=prefetch]')).toHaveCount(0);
    });
  });

  test('the worker has the page before it is asked for', async ({ page, shop }) => {
    await page.goto(`${shop.url}/products`);
    await worked(page);
    const card = page.locator('.card').nth(3);
    const path = new URL((await card.getByRole('link').first().getAttribute('href')) ?? '', shop.url).pathname;
    const before = shop.output().length;
    await card.hover();
    await expect.poll(() => shop.output().slice(before), { message: 'the page is asked for' }).toContain(`path=${path} `);
    await page.waitForTimeout(200); // the answer is on its way
    // What was fetched ahead is shown though the network went away meanwhile.
    await page.context().setOffline(true);
    await card.click();
    await expect(page.locator('[data-product]')).toBeVisible();
    await page.context().setOffline(false);
  });
});

test.describe('in a dead spot', () => {
  test('what is put into the cart arrives there once, when the network is back', async ({ page, shop }) => {
    await page.goto(`${shop.url}${mug}`);
    await worked(page);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const note = page.locator('[data-toasts]');
    await expect(note).toContainText('You are offline. “Tidal Mug” goes into your cart');
    await expect(page.locator('dialog.drawer[open]')).toHaveCount(0);
    await accessible(page);
    await page.context().setOffline(false);
    await expect(note).toContainText('You are back online: “Tidal Mug” is in your cart.');
    await expect(inCart(page)).toHaveText('1');
    await page.reload();
    await expect(inCart(page)).toHaveText('1');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('a page opened before opens again, the others say why not, and it still arrives', async ({ page, shop }) => {
    await page.goto(`${shop.url}/ne/products`);
    await worked(page);
    await page.goto(`${shop.url}/ne${mug}`);
    await page.context().setOffline(true);
    await page.goto(`${shop.url}/ne/cart`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('तपाईं अफलाइन हुनुहुन्छ');
    await accessible(page);
    await page.goto(`${shop.url}/ne${mug}`);
    await page.locator('[data-buy-button]').click();
    await expect(page.locator('[data-toasts]')).toContainText('अफलाइन');
    await page.goto(`${shop.url}/ne/checkout`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('तपाईं अफलाइन हुनुहुन्छ');
    await page.context().setOffline(false); // the page tries again by itself
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('तपाईं अफलाइन हुनुहुन्छ');
    await page.goto(`${shop.url}/ne/cart`);
    await expect(page.locator('main .line')).toHaveCount(1);
  });

  test('a press whose answer was lost is not counted twice', async ({ page, shop }) => {
    await page.goto(`${shop.url}${mug}`);
    let lost = 0;
    await page.route('**/cart/add', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch({ maxRedirects: 0 }); // it reaches the shop …
      await route.abort('connectionreset'); // … and the answer goes astray
    });
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.locator('[data-toasts]')).toContainText('You are offline');
    await page.reload();
    await expect(page.locator('[data-toasts]')).toContainText('is in your cart');
    await expect(inCart(page)).toHaveText('1');
    expect(lost).toBe(2);
  });

  test('what was sold out meanwhile is said', async ({ page, shop }) => {
    await page.goto(`${shop.url}${mug}`);
    await worked(page);
    await page.context().setOffline(true);
    await page.locator('input[name=quantity]').fill('99');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.locator('[data-toasts]')).toContainText('You are offline');
    await page.context().setOffline(false);
    await expect(page.locator('[data-toasts]')).toContainText('“Tidal Mug” could not be put into your cart. This cannot be bought right now, or not so many of it.');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('nothing of a person is ever kept', async ({ page, shop }) => {
    await page.goto(`${shop.url}${mug}`);
    await worked(page);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.locator('dialog.drawer[open]')).toBeVisible();
    for (const path of [mug, '/cart', '/checkout', '/login', '/account', '/track', '/search?q=mug', '/nowhere', '/products', '/']) await page.goto(`${shop.url}${path}`);
    const kept = await page.evaluate(async () => {
      const out: string[] = [];
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) out.push(new URL(request.url).pathname);
      return out.filter((path) => !path.startsWith('/assets/'));
    });
    expect(kept.sort()).toEqual(['/', '/ar/offline', '/ne/offline', '/offline', '/products', mug].sort());
  });
});

test('a newer version is offered, and comes when it is wanted', async ({ page, browser, shop }) => {
  await page.goto(`${shop.url}/`);
  await worked(page);
  const owner = await enter(browser, shop, 'owner');
  const rename = async (name: string) => owner.evaluate(async (to) => {
    const answer = await fetch('/api/v1/store/settings', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: to }) });
    return answer.status;
  }, name);
  expect(await rename('Haat Two')).toBe(200);
  try {
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    const note = page.locator('[data-toasts]');
    await expect(note).toContainText('There is a newer version of the shop.');
    const before = await page.evaluate(async () => caches.keys());
    await Promise.all([page.waitForEvent('load'), note.getByRole('button', { name: 'Reload' }).click()]);
    await expect(page).toHaveTitle(/Haat Two/);
    await expect.poll(async () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting === null)).toBe(true);
    const after = await page.evaluate(async () => caches.keys());
    expect(after.filter((name) => before.includes(name) && name.startsWith('pages-'))).toEqual([]);
    await expect(note).toHaveText('');
  } finally {
    expect(await rename('Haat')).toBe(200);
  }
});

test.describe('a first visit', () => {
  test.use({ serviceWorkers: 'block' });
  test('is light, stands still and asks nobody else', async ({ page, shop }) => {
    const strangers: string[] = [];
    page.on('request', (r) => {
      if (!r.url().startsWith(shop.url) && !r.url().startsWith('data:')) strangers.push(r.url());
    });
    for (const path of ['/', '/ar/products', mug]) {
      await page.goto(`${shop.url}${path}`, { waitUntil: 'networkidle' });
      const shift = await page.evaluate(() => new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 400);
      }));
      expect(shift, path).toBeLessThan(0.02);
      const script = await page.evaluate(() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.js')).reduce((sum, e) => sum + (e as PerformanceResourceTiming).encodedBodySize, 0));
      expect(script, path).toBeGreaterThan(1000);
      expect(script, path).toBeLessThan(30 * 1024);
    }
    expect(strangers).toEqual([]);
  });
});
