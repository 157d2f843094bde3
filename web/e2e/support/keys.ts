import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** More stops than a person would bear. */
const most = 80;

/** What has the keyboard, and whether a person can see it. */
interface Stop {
  readonly name: string;
  readonly field: string;
  readonly empty: boolean;
  readonly lost: boolean;
  readonly seen: boolean;
}

/** Looks at the focus: it is on something, and that has a ring, or what stands for it has. */
async function look(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const e = document.activeElement;
    const lost = e === null || e === document.body || e === document.documentElement;
    if (lost) return { name: '', field: '', empty: false, lost, seen: false };
    const ringed = (one: Element | null, pseudo?: string): boolean => {
      if (!one) return false;
      const s = getComputedStyle(one, pseudo);
      return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && s.outlineColor !== 'rgba(0, 0, 0, 0)') || s.boxShadow !== 'none';
    };
    const at = (one: Element | null) => {
      const box = one?.getBoundingClientRect();
      return box !== undefined && box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    };
    const shown = [e, e.nextElementSibling, e.closest('label'), e.closest('.card'), e.closest('.mantine-Input-input')].some((one) => at(one) && ringed(one)) || ringed(e, '::after');
    const text = e.getAttribute('aria-label') ?? (e instanceof HTMLInputElement ? (e.labels?.[0]?.textContent ?? e.name) : e.textContent);
    return { name: (text ?? '').trim().replace(/\s+/g, ' '), field: e.getAttribute('name') ?? '', empty: e instanceof HTMLInputElement && e.value === '', lost, seen: shown };
  });
}

/** One key, and the focus is where a person finds it. */
export async function press(page: Page, key: string): Promise<Stop> {
  await page.keyboard.press(key);
  await expect.poll(async () => (await look(page)).seen, { message: `after ${key} the focus can be seen`, timeout: 2000 }).toBe(true).catch(async (err: unknown) => {
    const html = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300));
    throw new Error(`${String(err)}\nthe focus is on ${html} at ${page.url()}`);
  });
  return look(page);
}

/** Tab until the wanted thing has the keyboard. `fill` are fields to type into on the way, by name; `key` goes back instead. */
export async function tabTo(page: Page, wanted: Locator, fill: Readonly<Record<string, string>> = {}, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let i = 0; i < most; i++) {
    const stop = await look(page);
    const field = Object.keys(fill).find((k) => stop.field === k || stop.field.endsWith(`_${k}`) || stop.field.endsWith(`.${k}`));
    if (field !== undefined && stop.empty) await page.keyboard.type(fill[field] ?? '');
    if (await wanted.evaluate((e) => e === document.activeElement, undefined, { timeout: 5000 })) return;
    await press(page, key);
  }
  throw new Error(`${String(wanted)} was not reached with ${most} tabs at ${page.url()}`);
}

/** Waits until the page has put the focus somewhere itself, as after a step that changed the screen. */
export async function kept(page: Page): Promise<void> {
  await expect.poll(async () => (await look(page)).lost, { message: 'the focus is kept' }).toBe(false);
}
