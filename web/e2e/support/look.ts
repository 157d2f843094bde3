import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/** What a machine can see that a person would not like. */
export interface Words {
  /** Keys that must never be shown in the place of what they stand for. */
  readonly keys: readonly string[];
  /** English sentences that this language says otherwise. */
  readonly english: readonly string[];
}

/** The words of a face in a language: the storefront's theme or the dashboard. */
export function wordsOf(face: 'storefront' | 'dashboard', locale: string): Words {
  const folder = face === 'storefront' ? '../../../themes/default/locales' : '../../dashboard/src/locales';
  const read = (code: string) => JSON.parse(readFileSync(fileURLToPath(new URL(`${folder}/${code}.json`, import.meta.url)), 'utf8')) as Record<string, string>;
  const en = read('en');
  const own = read(locale);
  const english = Object.entries(en).filter(([key, text]) => own[key] !== undefined && own[key] !== text && !text.includes('{{') && /[a-z]{3}/.test(text));
  return { keys: Object.keys(en), english: locale === 'en' ? [] : english.map(([, text]) => text) };
}

/** Says what is wrong with how the page looks: too wide, cut off, without a glyph, or not translated. */
export async function faults(page: Page, words: Words): Promise<string[]> {
  return page.evaluate(({ keys, english }) => {
    const found = new Set<string>();
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) found.add(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);

    const name = (e: Element) => `<${e.tagName.toLowerCase()}${typeof e.className === 'string' && e.className ? ` class="${e.className}"` : ''}> “${(e.textContent ?? '').trim().slice(0, 40)}”`;
    // A strip scrolls on purpose; what is moved out of sight for screen readers is one pixel large.
    const strip = (e: Element | null): boolean => e !== null && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || getComputedStyle(e).clipPath !== 'none' || strip(e.parentElement));
    const shown = (e: Element) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1;

    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const e = node.parentElement;
      if (!text || !e || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'OPTION', 'TITLE', 'DESC'].includes(e.tagName) || !shown(e)) continue;
      texts.push(text);
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      if ((box.right > root.clientWidth + 1 || box.left < -1) && !strip(e) && style.position !== 'fixed') found.add(`beside the screen: ${name(e)}`);
      if (style.overflowX !== 'visible' && style.overflowX !== 'auto' && style.overflowX !== 'scroll' && style.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1) found.add(`cut off at the side: ${name(e)}`);
      if ((style.overflowY === 'hidden' || style.overflowY === 'clip') && style.webkitLineClamp === 'none' && e.clientHeight > 1 && e.scrollHeight > e.clientHeight + 3) found.add(`cut off below: ${name(e)}`);
      if (keys.includes(text)) found.add(`a key instead of a text: ${text}`);
      if (english.includes(text)) found.add(`not translated: ${text}`);
    }

    // A character no font has is drawn as the box that every other such character is drawn as.
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 40;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('no canvas');
    pen.font = `24px ${getComputedStyle(document.body).fontFamily}`;
    const drawn = (c: string) => {
      pen.clearRect(0, 0, 40, 40);
      pen.fillText(c, 4, 28);
      return pen.getImageData(0, 0, 40, 40).data.join();
    };
    const missing = drawn('\u{10fffd}');
    for (const c of new Set(texts.join(''))) {
      if (/[\u0000-\u007f\p{M}\p{Cf}\p{Z}]/u.test(c)) continue;
      if (drawn(c) === missing) found.add(`no glyph for ${c} (U+${c.codePointAt(0)?.toString(16)})`);
    }
    return [...found];
  }, words);
}
