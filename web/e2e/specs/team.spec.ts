// How people come to work in the dashboard, and what they change of themselves, with the mails that belong to it.
import type { Browser, Page } from '@playwright/test';
import { enter, logIn } from '../support/dashboard.ts';
import { mailedLink } from '../support/mail.ts';
import { expect, test } from '../support/shop.ts';
import type { Shop } from '../support/shop.ts';

test('a seller taken on gets a letter, chooses a password, and sees only their own store', async ({ browser, shop }) => {
  const owner = await enter(browser, shop, 'owner');
  await owner.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Sellers' }).click();
  await owner.getByRole('button', { name: 'Add a seller' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Blue Pots');
  await dialog.getByLabel('E-mail').fill('mira@bluepots.example');
  await dialog.getByRole('button', { name: 'Add a seller' }).click();
  await expect(owner.getByText('An invitation goes to mira@bluepots.example.')).toBeVisible();

  // Who has not answered is shown as invited.
  await owner.getByRole('row', { name: /Blue Pots/ }).getByRole('link', { name: 'Team' }).click();
  await expect(owner.getByText('Who works for Blue Pots, and what each may do.')).toBeVisible();
  const row = owner.getByRole('row', { name: /mira@bluepots\.example/ });
  await expect(row).toContainText('Invited');

  const mira = await (await browser.newContext()).newPage();
  await mira.goto(await mailedLink(shop, 'mira@bluepots.example', '/dashboard/join'));
  await expect(mira.getByRole('heading', { level: 1 })).toHaveText('Welcome');
  await mira.getByLabel('New password').fill('wheel and clay 7');
  await mira.getByRole('button', { name: 'Save the password' }).click();
  await expect(mira.getByText('Your password is kept.')).toBeVisible();
  await mira.getByRole('link', { name: 'Back to log in' }).click();
  await logIn(mira, 'mira@bluepots.example', 'wheel and clay 7');

  // Nothing of the others is there, and their first store is opened by themselves.
  const menu = mira.getByRole('navigation', { name: 'Menu' });
  await menu.getByRole('link', { name: 'Products' }).click();
  await expect(mira.getByText('Studio Mug')).toHaveCount(0);
  await menu.getByRole('link', { name: 'Stores' }).click();
  await mira.getByRole('button', { name: 'Open a store' }).first().click();
  await mira.getByRole('dialog').getByLabel('Name').fill('Mira’s blue room');
  await mira.getByRole('dialog').getByRole('button', { name: 'Open a store' }).click();
  await expect(mira.getByRole('heading', { level: 1 })).toHaveText('Mira’s blue room');
  await menu.getByRole('link', { name: 'Stores' }).click();
  await expect(mira.locator('main tbody tr')).toHaveCount(1);
  await menu.getByRole('link', { name: 'Team' }).click();
  await expect(mira.locator('main tbody tr')).toHaveCount(1);
  for (const name of ['Sellers', 'Audit log']) await expect(menu.getByRole('link', { name })).toHaveCount(0);

  await owner.reload();
  await expect(row).toContainText('In the team');
});

interface TakenOn {
  readonly owner: Page;
  readonly page: Page;
  readonly link: string;
}

/** Invites somebody to work on orders, and comes in as them. */
async function takeOn(browser: Browser, shop: Shop, name: string, email: string, password: string): Promise<TakenOn> {
  const owner = await enter(browser, shop, 'owner');
  await owner.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Team' }).click();
  await owner.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('radio', { name: 'Work on orders' }).check();
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(owner.getByText(`An invitation goes to ${email}.`)).toBeVisible();
  await expect(owner.getByRole('row', { name })).toContainText('Invited');

  const page = await (await browser.newContext()).newPage();
  const link = await mailedLink(shop, email, '/dashboard/join');
  await page.goto(link);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByRole('link', { name: 'Back to log in' }).click();
  await logIn(page, email, password);
  return { owner, page, link };
}

test('an owner takes somebody on for orders only, and lets them go again', async ({ browser, shop }) => {
  const { owner, page: clerk, link } = await takeOn(browser, shop, 'Clara Clerk', 'clerk@haat.example', 'ledger and ink 7');
  const menu = clerk.getByRole('navigation', { name: 'Menu' });
  await expect(menu.getByRole('link', { name: 'Orders' })).toBeVisible();
  for (const name of ['Products', 'Team', 'Sellers']) await expect(menu.getByRole('link', { name })).toHaveCount(0);

  // The link is good once.
  const thief = await (await browser.newContext()).newPage();
  await thief.goto(link);
  await thief.getByLabel('New password').fill('another one 7');
  await thief.getByRole('button', { name: 'Save the password' }).click();
  await expect(thief.getByText('This link is used up or too old.')).toBeVisible();

  // The last owner stays; the clerk goes, and is out at once.
  await owner.getByRole('row', { name: /owner@haat\.example/ }).getByRole('button', { name: 'Remove' }).click();
  const question = owner.getByRole('dialog');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(question.getByRole('alert')).toContainText('last owner cannot go');
  await question.getByRole('button', { name: 'Keep it' }).click();
  const row = owner.getByRole('row', { name: /Clara Clerk/ });
  await row.getByRole('button', { name: 'Remove' }).click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  await clerk.goto(`${shop.dashboard}/orders`);
  await expect(clerk.getByRole('alert')).toBeVisible();
});

test('somebody changes their name, password and address, and a slip logs nobody out', async ({ browser, shop }) => {
  const { page } = await takeOn(browser, shop, 'Sunita', 'sunita@haat.example', 'first of three 7');
  await page.goto(`${shop.dashboard}/account`);
  const about = page.getByRole('form', { name: 'About you' });
  await about.getByLabel('Your name').fill('Sunita of the wheel');
  await about.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  const password = page.getByRole('form', { name: 'Password' });
  await password.getByLabel('Present password').fill('not this one');
  await password.getByLabel('New password').fill('a better one 7');
  await password.getByRole('button', { name: 'Change the password' }).click();
  await expect(password.getByText('The password is wrong.')).toBeVisible();
  await password.getByLabel('Present password').fill('first of three 7');
  await password.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();

  const email = page.getByRole('form', { name: 'E-mail address' });
  await email.getByLabel('New address').fill('wheel@haat.example');
  await email.getByLabel('Present password').fill('a better one 7');
  await email.getByRole('button', { name: 'Change the address' }).click();
  await expect(email.getByRole('status')).toContainText('wheel@haat.example');
  await page.goto(await mailedLink(shop, 'wheel@haat.example', '/dashboard/verify'));
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await expect(page.getByText('The address is yours.')).toBeVisible();
  await page.getByRole('link', { name: 'To the dashboard' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sunita');

  const again = await (await browser.newContext()).newPage();
  await again.goto(`${shop.dashboard}/`);
  await logIn(again, 'wheel@haat.example', 'a better one 7');
});
