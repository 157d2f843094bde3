import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const built = fileURLToPath(new URL('../../ui/storybook-static/', import.meta.url));
const kinds: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

// axe-core comes with @axe-core/playwright; run by hand it is loaded once for all stories.
const axe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js');

/** How each story is looked at: in both colour schemes, and right to left in Arabic on a phone. */
const looks = [
  { name: 'in light and dark', globals: 'scheme:light', width: 1280, dark: true },
  { name: 'right to left on a phone', globals: 'locale:ar;scheme:light', width: 390, dark: false },
] as const;

/** All of axe that can be said of a part of a page. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Channel {
  once(event: string, listener: (id: string) => void): void;
  emit(event: string, ...args: unknown[]): void;
}

interface Axe {
  run(
    context: Document,
    options: { resultTypes: string[]; runOnly: string[]; rules: Record<string, { enabled: boolean }> },
  ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
}

interface Index {
  readonly entries: Readonly<Record<string, { readonly type: string; readonly title: string; readonly name: string }>>;
}

// A trace of hundreds of stories takes longer than looking at them.
test.use({ trace: 'off' });

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

  for (const { name, globals, width, dark } of looks) {
    test(`hinders nobody in any story, ${name}`, async ({ page }) => {
      test.setTimeout(600_000); // some hundred and fifty stories, each looked through by axe, twice where colours differ
      const index = JSON.parse(await readFile(join(built, 'index.json'), 'utf8')) as Index;
      const stories = Object.entries(index.entries).filter(([, entry]) => entry.type === 'story');
      expect(stories.length).toBeGreaterThan(120);
      await page.setViewportSize({ width, height: 900 });
      // Windows and menus are there at once instead of sliding in.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      // Any but the first, which would not be shown again.
      await page.goto(`${url}/iframe.html?id=${stories.at(-1)?.[0]}&viewMode=story&globals=${globals};a11y.manual:!true`);
      await expect(page.locator('#storybook-root main')).toBeVisible();
      await page.addScriptTag({ path: axe });
      // Colours are there at once, too.
      await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
      for (const [id, story] of stories) {
        const where = `${story.title} / ${story.name}`;
        expect.soft(await page.evaluate(show, id), where).toBe(id);
        expect.soft(await page.evaluate(look, standards), where).toEqual([]);
        if (!dark) continue;
        expect.soft(await page.evaluate(wear, 'dark'), where).toBe('light');
        expect.soft(await page.evaluate(look, standards), `${where}, dark`).toEqual([]);
        expect.soft(await page.evaluate(wear, 'light'), where).toBe('dark');
      }
    });
  }
});

/** Shows a story in the page that is open already, which is much quicker than a new page; answers what was shown. */
function show(id: string): Promise<string> {
  const channel = (window as unknown as { __STORYBOOK_ADDONS_CHANNEL__: Channel }).__STORYBOOK_ADDONS_CHANNEL__;
  return new Promise((done) => {
    for (const failure of ['storyErrored', 'storyThrewException', 'storyMissing']) channel.once(failure, () => done(failure));
    channel.once('storyRendered', done);
    channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' });
  });
}

/** Puts on a colour scheme as the provider does; answers what was worn before. */
function wear(scheme: string): string | null {
  const root = document.documentElement;
  const before = root.getAttribute('data-mantine-color-scheme');
  root.setAttribute('data-mantine-color-scheme', scheme);
  return before;
}

/** What a story does wrong: all that axe is asked about, and parts that stick out of it. */
async function look(asked: string[]): Promise<string[]> {
  const { axe } = window as unknown as { axe: Axe };
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'],
    runOnly: asked,
    // A story is a part of a page: the page brings its one h1 and the levels between.
    rules: { 'page-has-heading-one': { enabled: false }, 'heading-order': { enabled: false } },
  });
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...found, `sticks out: ${scrollWidth} px in ${clientWidth}`] : found;
}
