import { englishTexts } from '@haat/ui';
import { describe, expect, it } from 'vitest';
import ar from '../src/locales/ar.json';
import en from '../src/locales/en.json';
import ne from '../src/locales/ne.json';
import { safeNext } from '../src/app/paths.ts';
import { only, parseSearch, stringifySearch } from '../src/app/search.ts';

const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

describe('locale files', () => {
  for (const [name, file] of Object.entries({ ar, ne })) {
    it(`${name} says everything English says, with the same places to fill in`, () => {
      expect(Object.keys(file).sort()).toEqual(Object.keys(en).sort());
      const texts: Record<string, string> = file;
      for (const [key, text] of Object.entries(en)) {
        expect(places(texts[key] ?? ''), key).toEqual(places(text));
        expect(texts[key]?.trim(), key).toBeTruthy();
      }
    });
  }

  it('cover every word the shared components say', () => {
    expect(Object.keys(englishTexts).filter((key) => !(key in en))).toEqual([]);
  });
});

describe('addresses', () => {
  it('after a log-in stay inside the dashboard', () => {
    expect(safeNext('/orders?q=1')).toBe('/orders?q=1');
    for (const evil of [undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'orders']) expect(safeNext(evil), String(evil)).toBe('/');
  });

  it('keep a search as plain text and drop what a page does not know', () => {
    expect(parseSearch('?q=123&status=&x=%26')).toEqual({ q: '123', x: '&' });
    expect(stringifySearch({ q: '123', none: undefined, x: '&' })).toBe('?q=123&x=%26');
    expect(only(['q'])({ q: '1', evil: '2', n: 3 })).toEqual({ q: '1' });
  });
});
