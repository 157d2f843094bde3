import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const built = fileURLToPath(new URL('../../ui/storybook-static/', import.meta.url));
const kinds: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

interface Index {
  readonly entries: Readonly<Record<string, { readonly type: string; readonly title: string; readonly name: string }>>;
}

test.describe('the component library', () => {
  test.skip(!existsSync(join(built, 'index.json')), 'build it first: npm run build:storybook');

  let server: Server;
  let url: string;

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://x').pathname).replace(/^(\.\.[/\\])+/, '');
      readFile(join(built, path)).then(
        (body) => response.setHeader('Content-Type', kinds[extname(path)] ?? 'application/octet-stream').end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });

  test.afterAll(() => server.close());

  for (const scheme of ['light', 'dark']) {
    test(`hinders nobody in any story, ${scheme}`, async ({ page }) => {
      const index = JSON.parse(await readFile(join(built, 'index.json'), 'utf8')) as Index;
      const stories = Object.entries(index.entries).filter(([, entry]) => entry.type === 'story');
      expect(stories.length).toBeGreaterThan(20);
      for (const [id, story] of stories) {
        await page.goto(`${url}/iframe.html?id=${id}&viewMode=story&globals=scheme:${scheme}`);
        await expect(page.locator('#storybook-root main')).toBeVisible();
        await page.waitForTimeout(150); // windows slide in
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
        expect.soft(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`), `${story.title} / ${story.name}`).toEqual([]);
      }
    });
  }
});
