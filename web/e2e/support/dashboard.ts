import { expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { demoPassword } from './shop.ts';
import type { Shop } from './shop.ts';

export type Staff = 'owner' | 'seller';

/** A browser of their own, logged in at the dashboard. */
export async function enter(browser: Browser, shop: Shop, who: Staff, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${shop.dashboard}/`);
  await logIn(page, `${who}@haat.example`, demoPassword);
  return page;
}

/** Fills in the log-in that stands on the page. */
export async function logIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Hello|Home/);
}

/** Finds an order in the list by its number, the way staff do. */
export async function openOrder(page: Page, number: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('searchbox', { name: 'Number, e-mail or name' }).fill(number);
  await page.getByRole('link', { name: `#${number}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Order #${number}`);
}

/** One store's part of the open order. */
export function panel(page: Page, store: string) {
  return page.getByRole('region', { name: store });
}

export async function confirmPart(page: Page, store: string): Promise<void> {
  await panel(page, store).getByRole('button', { name: 'Confirm' }).click();
  await expect(panel(page, store).getByRole('button', { name: 'Ship' })).toBeVisible();
}

export async function shipPart(page: Page, store: string, tracking: string): Promise<void> {
  await panel(page, store).getByRole('button', { name: 'Ship' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Carrier').fill('Valley Post');
  await dialog.getByLabel('Tracking number').fill(tracking);
  await dialog.getByRole('button', { name: 'Ship parcel' }).click();
  await expect(panel(page, store).getByText(tracking)).toBeVisible();
}

export async function deliverPart(page: Page, store: string): Promise<void> {
  await panel(page, store).getByRole('button', { name: 'Mark as delivered' }).click();
  await expect(panel(page, store).getByRole('button', { name: 'Mark as delivered' })).toHaveCount(0);
}
