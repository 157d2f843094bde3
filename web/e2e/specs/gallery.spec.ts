import { AxeBuilder } from '@axe-core/playwright';
import { faults, wordsOf } from '../support/look.ts';
import { expect, test } from '../support/shop.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// A trace of a page with everything on it is larger than all the others together.
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } });

// Who can read it is asked in both schemes, once per language: half of them on a phone.
for (const [locale, asked] of [['en', 1280], ['ar', 390], ['ne', 390]] as const) {
  test(`every partial in every state is whole and can be read in ${locale}`, async ({ page, shop }) => {
    await page.goto(`${shop.url}${locale === 'en' ? '' : `/${locale}`}/_gallery`);
    await expect(page.locator('.specimen')).not.toHaveCount(0);
    await expect(page.locator('.specimen-ground > .notice-error code')).toHaveCount(0); // what could not be drawn
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faults(page, wordsOf('storefront', locale)), `${width} px`).toEqual([]);
      if (width !== asked) continue;
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('\n')}`), colorScheme).toEqual([]);
      }
    }
  });
}

test('the gallery leads nowhere, says nothing to the shop, and is for demonstrations', async ({ page, shop }) => {
  const asked: string[] = [];
  page.on('request', (r) => asked.push(new URL(r.url()).pathname));
  await page.goto(`${shop.url}/_gallery`, { waitUntil: 'networkidle' });
  await page.locator('#card--sale .card-title a').click();
  await page.locator('#buy-box--choices').getByRole('button', { name: 'Add to cart' }).click();
  await expect(page).toHaveURL(/_gallery\?.*#buy-box--choices$/);
  expect(asked.filter((path) => /^\/(?:cart|products|fragments|orders)/.test(path))).toEqual([]);
  await page.getByRole('main').getByRole('navigation', { name: 'Language' }).first().getByRole('link', { name: 'العربية' }).click();
  await expect(page).toHaveURL(`${shop.url}/ar/_gallery`);
});
