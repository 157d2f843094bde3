// Nobody who is watched touches a mouse here: no click, no focus by a script. What the keyboard stands on can be seen at every stop.
import { kept, press, tabTo } from '../support/keys.ts';
import { demoPassword, expect, test } from '../support/shop.ts';
import { addToCart, buyer, checkOut, goods, place } from '../support/storefront.ts';

test('a guest buys with the keyboard alone', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  const heading = page.getByRole('heading', { level: 1 });
  await press(page, 'Tab');
  await page.keyboard.press('Enter'); // past the head of the page
  // Not the bottle: there is one left of it, which another test looks at.
  await tabTo(page, page.locator('main .card-title a:not([href*="spring-bottle"])').first());
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-product]')).toBeVisible();

  await tabTo(page, page.getByRole('button', { name: 'Add to cart' }));
  await page.keyboard.press('Enter');
  const drawer = page.locator('dialog.drawer[open]');
  await expect(drawer).toBeVisible();
  await kept(page);
  await tabTo(page, drawer.locator('a[href$="/checkout"]'));
  await page.keyboard.press('Enter');

  await expect(heading).toHaveText('Where should it go?');
  const country = page.locator('select[name$="country"]').first();
  await tabTo(page, country, buyer);
  // The fields change with the country once it is left, not while it is typed, and the keyboard is not thrown back.
  await page.keyboard.type('United States');
  await expect(country).toHaveValue(buyer.country);
  const changed = page.waitForEvent('load');
  await page.keyboard.press('Tab');
  await changed;
  await kept(page);
  const region = page.locator('[name$="region"]').first();
  await tabTo(page, region, buyer);
  if ((await region.evaluate((e) => e.tagName)) === 'SELECT') await page.keyboard.type('Illinois');
  await tabTo(page, page.getByRole('button', { name: 'Continue to shipping' }), buyer);
  await page.keyboard.press('Enter');

  await expect(heading).toHaveText('How should it get there?');
  for (const group of await page.locator('fieldset.panel').all()) {
    await tabTo(page, group.getByRole('radio').first());
    await press(page, 'Space');
  }
  await tabTo(page, page.getByRole('button', { name: 'Continue to payment' }));
  await page.keyboard.press('Enter');

  await expect(heading).toHaveText('How would you like to pay?');
  const cash = page.getByRole('radio', { name: /Cash on delivery/ });
  await tabTo(page, page.getByRole('radio').first());
  await press(page, 'Space');
  for (let i = 0; i < 5 && !(await cash.isChecked()); i++) await press(page, 'ArrowDown');
  await expect(cash).toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'Review the order' }));
  await page.keyboard.press('Enter');

  await expect(heading).toHaveText('Does everything look right?');
  await tabTo(page, page.getByRole('button', { name: 'Place order' }));
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Thank you!');
});

test('an order is confirmed and shipped with the keyboard alone', async ({ browser, page, shop }) => {
  const guest = await (await browser.newContext()).newPage();
  await addToCart(guest, shop, goods.sellers);
  await checkOut(guest, /Cash on delivery/);
  const { number } = await place(guest);
  await guest.context().close();

  await page.goto(`${shop.dashboard}/`);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await kept(page);
  await page.keyboard.type('owner@haat.example');
  await tabTo(page, page.locator('input[name=password]'));
  await page.keyboard.type(demoPassword);
  await page.keyboard.press('Enter');
  await expect(heading).toContainText(/Hello|Home/);

  await tabTo(page, page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Orders' }));
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Orders');
  await kept(page);
  await tabTo(page, page.getByRole('searchbox', { name: 'Number, e-mail or name' }));
  await page.keyboard.type(number);
  const link = page.getByRole('link', { name: `#${number}`, exact: true });
  await expect(page.getByRole('link', { name: /^#\d+/ })).toHaveCount(1);
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText(`Order #${number}`);
  await kept(page);

  const part = page.locator('section.panel', { has: page.getByRole('button', { name: 'Confirm' }) }).first();
  const store = (await part.getAttribute('aria-label')) ?? 'no store';
  const panel = page.getByRole('region', { name: store });
  await tabTo(page, panel.getByRole('button', { name: 'Confirm' }));
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  await kept(page);
  await tabTo(page, panel.getByRole('button', { name: 'Ship' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByLabel('Carrier'));
  await page.keyboard.type('Valley Post');
  await tabTo(page, dialog.getByLabel('Tracking number'));
  await page.keyboard.type('VP-7');
  await tabTo(page, dialog.getByRole('button', { name: 'Ship parcel' }));
  await page.keyboard.press('Enter');
  await expect(panel.getByText('VP-7')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await kept(page);
});
