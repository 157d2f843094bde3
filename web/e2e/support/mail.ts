import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Shop } from './shop.ts';

/** The link the newest mail to somebody leads to, below one path of the shop. Without a mail server, mails stay in a folder. */
export async function mailedLink(shop: Shop, to: string, path: string): Promise<string> {
  let found: string | undefined;
  await expect.poll(async () => (found = (await mailsTo(shop, to)).map((m) => linkIn(m, path)).findLast((link) => link !== undefined)), { message: `a mail to ${to} leads to ${path}` }).toBeTruthy();
  return shop.url + found;
}

async function mailsTo(shop: Shop, to: string): Promise<string[]> {
  const folder = join(shop.data, 'mail');
  const names = (await readdir(folder).catch(() => [])).filter((n) => n.endsWith('.eml')).sort();
  const all = await Promise.all(names.map((n) => readFile(join(folder, n), 'utf8')));
  return all.filter((raw) => /^To: .*$/m.exec(raw)?.[0].includes(to));
}

function linkIn(raw: string, path: string): string | undefined {
  // Quoted-printable: long lines are broken, and an equals sign is spelled out.
  const text = raw.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  return new RegExp(`${path}\\?token=\\w+`).exec(text)?.[0];
}
