// Lighthouse on a phone, five times a page; the medians count. It is fetched when this runs, not installed with the rest:
// it is large, and nothing else needs it. `make faces` runs it.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/shop.ts';
import { goods } from '../support/storefront.ts';

const version = '12.8.2';
const runs = Number(process.env.HAAT_FACES_RUNS ?? 5);
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const pages = { home: '/', category: '/categories/home-living', product: `/products/${goods.sellers.handle}` } as const;

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>>;
  readonly audits: Readonly<Record<string, { readonly id: string; readonly title: string; readonly score: number | null; readonly numericValue?: number; readonly details?: { readonly items?: readonly { readonly resourceType?: string; readonly transferSize?: number }[] } }>>;
}

async function lighthouse(url: string): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'haat-lighthouse-'));
  const file = join(folder, 'report.json');
  const root = typeof process.getuid === 'function' && process.getuid() === 0;
  const flags = `--headless=new${root ? ' --no-sandbox' : ''} --disable-background-networking --disable-component-update`;
  try {
    await new Promise<void>((resolve, reject) => {
      let said = '';
      const child = spawn('npx', ['--yes', `lighthouse@${version}`, url, '--quiet', '--output=json', `--output-path=${file}`, `--only-categories=${categories.join(',')}`, `--chrome-flags=${flags}`], {
        env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
      child.on('error', reject);
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`lighthouse ended with ${code}:\n${said}`))));
    });
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

for (const [name, path] of Object.entries(pages)) {
  test(`the ${name} page is good on a phone`, async ({ shop }) => {
    test.setTimeout(runs * 120_000);
    const reports: Report[] = [];
    for (let i = 0; i < runs; i++) reports.push(await lighthouse(shop.url + path));
    const of = (read: (r: Report) => number | null | undefined) => median(reports.map((r) => read(r) ?? 0));
    const scores = Object.fromEntries(categories.map((c) => [c, Math.round(of((r) => r.categories[c]?.score) * 100)]));
    const audit = (id: string) => of((r) => r.audits[id]?.numericValue);
    const bytes = (r: Report, type?: string) => (r.audits['network-requests']?.details?.items ?? []).filter((i) => type === undefined || i.resourceType === type).reduce((sum, i) => sum + (i.transferSize ?? 0), 0);
    const script = of((r) => bytes(r, 'Script'));
    const pictures = of((r) => bytes(r, 'Image'));
    const shift = audit('cumulative-layout-shift');
    console.log(
      `${name}: ${categories.map((c) => `${c} ${scores[c]}`).join(', ')}; LCP ${audit('largest-contentful-paint').toFixed(0)} ms, FCP ${audit('first-contentful-paint').toFixed(0)} ms, TBT ${audit('total-blocking-time').toFixed(0)} ms, CLS ${shift.toFixed(4)}, ` +
        `script ${(script / 1024).toFixed(1)} KiB, all but pictures ${((of((r) => bytes(r)) - pictures) / 1024).toFixed(1)} KiB`,
    );
    for (const c of categories) {
      const lost = reports[0]?.categories[c]?.auditRefs.filter((ref) => ref.weight > 0 && (reports[0]?.audits[ref.id]?.score ?? 1) < 0.9).map((ref) => reports[0]?.audits[ref.id]?.title);
      if (lost && lost.length > 0) console.log(`  ${c}: ${lost.join('; ')}`);
    }
    for (const c of categories) expect.soft(scores[c], c).toBeGreaterThanOrEqual(95);
    expect.soft(shift, 'layout shift').toBeLessThan(0.02);
    expect.soft(script, 'script').toBeGreaterThan(1000);
    expect.soft(script, 'script').toBeLessThan(30 * 1024);
  });
}
