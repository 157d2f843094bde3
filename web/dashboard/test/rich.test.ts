import { describe, expect, it } from 'vitest';
import { cleanPaste, lostIn, meaningOf, readHtml, writeHtml } from '../src/parts/richHtml.ts';
import { linkOf } from '../src/parts/richSchema.ts';

const through = (html: string) => writeHtml(readHtml(html));

describe('a description in the editor', () => {
  it('comes out meaning what it meant', () => {
    for (const html of [
      '',
      'Thrown by hand.',
      '<p>Thrown by <b>hand</b>, <i>fired <strong>twice</strong></i>.</p>\n\n<p>Holds 300&nbsp;ml<br>and no more.</p>',
      '<h2 id="care">Care</h2><h3>By hand</h3><h4>In a machine</h4><p dir="rtl">لا</p><hr>',
      '<ul><li>One</li><li><p>Two</p><ol start="3"><li>Three</li></ol></li></ul>',
      '<blockquote><p>“Like it.”</p></blockquote>',
      '<p>12 m<sup>2</sup>, H<sub>2</sub>O, <small>small</small> <abbr title="Haat">H</abbr> <s>was</s> <u>is</u> <code>x</code></p>',
      '<p>See <a href="/stores/kiln">the kiln</a>, <a href="https://other.example/a?b=1&amp;c=2" rel="nofollow">others</a>, <a href="mailto:a@b.example">us</a>, <a href="tel:+97712345">call</a>.</p>',
    ]) {
      expect(lostIn(html), html).toBeNull();
      expect(meaningOf(through(html)), html).toBe(meaningOf(html));
      expect(through(through(html)), html).toBe(through(html));
    }
  });

  it('keeps its tables, cell by cell', () => {
    const html = `<table><thead><tr><th scope="col">Size</th><th align="right">Height</th></tr></thead>
      <tbody><tr><td rowspan="2">S</td><td>8&nbsp;cm</td></tr><tr><td><p>9 cm</p><ul><li>tall</li></ul></td></tr><tr><td colspan="2"></td></tr></tbody></table>`;
    expect(lostIn(html)).toBeNull();
    const table = new DOMParser().parseFromString(through(html), 'text/html').querySelector('table');
    expect([...(table?.rows ?? [])].map((row) => [...row.cells].map((c) => c.textContent?.trim().replace(/\s+/g, ' ')))).toEqual([['Size', 'Height'], ['S', '8 cm'], ['9 cm tall'], ['']]);
    expect(table?.querySelector('th')?.getAttribute('scope')).toBe('col');
    expect(table?.outerHTML).not.toMatch(/style|colgroup|colwidth/);
  });

  it('is written without what a page does not need', () => {
    expect(through('<p>A</p><p></p><ul><li><p>B</p></li></ul><p></p>')).toBe('<p>A</p>\n<ul>\n<li>B</li>\n</ul>');
    for (const nothing of ['', '<p></p>', '<p> </p><h2></h2>', '<ul><li></li></ul>']) expect(through(nothing)).toBe('');
    expect(through('<hr>')).toBe('<hr>');
  });

  it('is not taken where something would be lost, which is named', () => {
    expect(lostIn('<p>A</p><img src="/media/a.png" alt="A">')).toEqual(['<img>', '<img alt>', '<img src>']);
    expect(lostIn('<figure><figcaption>A</figcaption></figure>')).toEqual(['<figure>', '<figcaption>']);
    expect(lostIn('<details><summary>More</summary>Text</details>')).toEqual(['<details>', '<summary>']);
    expect(lostIn('<div>A</div>')).toEqual(['<div>']);
    expect(lostIn('<p class="lede">A</p>')).toEqual(['<p class>']);
    expect(lostIn('<h1>A</h1>')).toEqual(['<h1>']);
    expect(lostIn('<ul type="square"><li value="4">A</li></ul>')).toEqual(['<ul type>', '<li value>']);
    expect(lostIn('<p>A<a id="here"></a></p>')).toEqual(['<a>', '<a id>']);
    expect(lostIn('<table><caption>Sizes</caption><tr><td>A</td></tr></table>')).toEqual(['<caption>']);
    expect(lostIn('<strong><p>A</p></strong>')).toEqual([]);
    expect(lostIn('<p>A <a href="javascript:alert(1)">b</a></p>')).toEqual(['<a>', '<a href>']);
  });

  it('is compared by what it says, not by how it is written', () => {
    const same = (a: string, b: string) => expect(meaningOf(a)).toBe(meaningOf(b));
    const other = (a: string, b: string) => expect(meaningOf(a)).not.toBe(meaningOf(b));
    same('A', '<p>A</p>');
    same('<p>A  <b><i>b</i></b>\n</p>', '<p>A <em><strong>b</strong></em><br></p><p></p>');
    same('<table><thead><tr><td colspan="1">A</td></tr></thead></table>', '<table><tr><td><p>A</p></td></tr></table>');
    other('<p>A b</p>', '<p>Ab</p>');
    other('<p>A<br>b</p>', '<p>A b</p>');
    other('<p>A</p><p>b</p>', '<p>A b</p>');
    other('<pre>a  b</pre>', '<pre>a b</pre>');
    other('<p><b>A</b></p>', '<p>A</p>');
    other('<table><tr><td>A</td></tr></table>', '<table><tr><td colspan="2">A</td></tr></table>');
  });
});

it('what is pasted brings no style along', () => {
  const word = '<h1 style="color:red" class="MsoTitle">A</h1><p class="MsoNormal" dir="ltr" id="x" style="margin:0"><b style="font-weight:normal"><span style="font-weight:700">B</span></b></p><table width="9"><tr><td style="width:9px" colspan="2">C</td></tr></table>';
  expect(cleanPaste(word)).toBe('<h2>A</h2><p><span>B</span></p><table><tbody><tr><td colspan="2">C</td></tr></tbody></table>');
  expect(cleanPaste('<p data-pm-slice="1 1 []" id="care">A</p>')).toContain('id="care"');
});

it('links lead to addresses and within the shop', () => {
  for (const [typed, link] of [
    [' https://a.example/b ', 'https://a.example/b'],
    ['a.example/b?c', 'https://a.example/b?c'],
    ['me@a.example', 'mailto:me@a.example'],
    ['tel:+9771', 'tel:+9771'],
    ['/stores/kiln', '/stores/kiln'],
    ['#care', '#care'],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['two words', null],
    ['word', null],
    ['', null],
  ] as const)
    expect(linkOf(typed), typed).toBe(link);
});
