import { getSchema } from '@tiptap/core';
import { DOMParser as Reader, DOMSerializer as Writer } from '@tiptap/pm/model';
import type { Node as Doc } from '@tiptap/pm/model';
import { extensions } from './richSchema.ts';

const schema = getSchema(extensions);

/** Nothing in it runs or is fetched. */
const bodyOf = (html: string) => new DOMParser().parseFromString(html, 'text/html').body;

export function readHtml(html: string): Doc {
  return Reader.fromSchema(schema).parse(bodyOf(html));
}

/** The HTML of a document as it is stored: nothing for one that shows nothing. */
export function writeHtml(doc: Doc): string {
  let shows = false;
  doc.descendants((node) => {
    if (node.text?.trim() || ['table', 'horizontalRule'].includes(node.type.name)) shows = true;
  });
  if (!shows) return '';
  const root = document.implementation.createHTMLDocument().body;
  root.append(Writer.fromSchema(schema).serializeFragment(doc.content, { document: root.ownerDocument }));
  for (const p of root.querySelectorAll('p')) tidy(p);
  for (const e of [root, ...root.querySelectorAll('ul, ol, blockquote, table, tbody, tr')]) breakLines(e);
  return root.innerHTML.trim();
}

/** A row or an item that is one paragraph is written without it, and a line with nothing on it not at all. */
function tidy(p: Element): void {
  const parent = p.parentElement;
  if (!parent || p.attributes.length > 0) return;
  const alone = parent.querySelectorAll(':scope > p').length === 1;
  if (alone && (parent.tagName === 'LI' || parent.children.length === 1) && ['LI', 'TD', 'TH'].includes(parent.tagName)) p.replaceWith(...p.childNodes);
  else if (p.childNodes.length === 0 && parent.children.length > 1) p.remove();
}

/** For whoever reads the source. White space between blocks means nothing. */
function breakLines(e: Element): void {
  for (const child of [...e.children]) child.after('\n');
  e.prepend('\n');
}

const sameAs: Readonly<Record<string, string>> = { b: 'strong', i: 'em', strike: 's', del: 's', ins: 'u' };
/** They group rows and columns, and say nothing by themselves. */
const groups = ['thead', 'tbody', 'tfoot', 'colgroup', 'col'];
const textBlocks = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'summary', 'figcaption', 'caption', 'dt'];
const blocks = [...groups, ...textBlocks, 'article', 'aside', 'blockquote', 'dd', 'details', 'div', 'dl', 'figure', 'hgroup', 'hr', 'li', 'ol', 'section', 'table', 'td', 'th', 'tr', 'ul'];
const alone = ['area', 'br', 'img', 'meter', 'progress', 'wbr'];

interface Piece {
  /** Null for what is no text: a break, a picture. */
  readonly text: string | null;
  readonly marks: readonly string[];
}

/** What an HTML text says, written in one way: two texts that say the same are the same string. */
export function meaningOf(html: string): string {
  return inside(bodyOf(html));
}

const nameOf = (e: Element) => sameAs[e.localName] ?? e.localName;

function attributesOf(e: Element): string[] {
  const idle = (name: string, value: string) => (name === 'rel' && e.localName === 'a') || (['colspan', 'rowspan', 'start'].includes(name) && value === '1');
  return [...e.attributes].flatMap(({ name, value }) => (idle(name, value) ? [] : [` ${name}=${JSON.stringify(value)}`])).sort();
}

const tagOf = (e: Element) => `<${nameOf(e)}${attributesOf(e).join('')}>`;

/** The blocks in a block. Text that stands there by itself is a paragraph. */
function inside(parent: Element): string {
  let said = '';
  let loose: Piece[] = [];
  const flush = () => {
    const text = line(loose);
    if (text) said += `<p>${text}</p>`;
    loose = [];
  };
  for (const child of parent.childNodes) {
    if (child instanceof Element && blocks.includes(child.localName)) {
      flush();
      said += block(child);
    } else loose.push(...pieces(child, []));
  }
  flush();
  return said;
}

function block(e: Element): string {
  const tag = tagOf(e);
  if (groups.includes(e.localName) && attributesOf(e).length === 0) return inside(e);
  if (e.localName === 'pre') return `${tag}${JSON.stringify(pieces(e, []))}</pre>`;
  if (!textBlocks.includes(e.localName)) return `${tag}${inside(e)}</${e.localName}>`;
  const text = line([...e.childNodes].flatMap((child) => pieces(child, [])));
  return tag === '<p>' && text === '' ? '' : `${tag}${text}</${e.localName}>`;
}

function pieces(node: Node, marks: readonly string[]): Piece[] {
  if (node.nodeType === Node.TEXT_NODE) return [{ text: node.textContent ?? '', marks }];
  if (!(node instanceof Element)) return [];
  const tag = tagOf(node);
  const hollow = node.childNodes.length === 0 && attributesOf(node).length > 0;
  // A break, a picture, a place to jump to, a block within a line: something that is not a way of writing.
  if (blocks.includes(node.localName) || alone.includes(node.localName) || hollow) return [{ text: null, marks: [tag, node.textContent ?? ''] }];
  const within = tag === '<span>' || marks.includes(tag) ? marks : [...marks, tag].sort();
  return [...node.childNodes].flatMap((child) => pieces(child, within));
}

/** One line of text with its marks, with white space where a page shows it. */
function line(all: readonly Piece[]): string {
  const said: { text: string | null; marks: string }[] = [];
  const trimEnd = () => {
    const last = said.at(-1);
    if (!last?.text?.endsWith(' ')) return;
    if (last.text === ' ') said.pop();
    else last.text = last.text.slice(0, -1);
  };
  for (const piece of all) {
    const marks = piece.marks.join('');
    if (piece.text === null) {
      trimEnd();
      said.push({ text: null, marks });
      continue;
    }
    const last = said.at(-1);
    const text = piece.text.replace(/[ \t\r\n\f]+/g, ' ').replace(last?.text && !last.text.endsWith(' ') ? /(?!)/ : /^ /, '');
    if (text === '') continue;
    if (last?.text && last.marks === marks) last.text += text;
    else said.push({ text, marks });
  }
  trimEnd();
  // The last break of a line breaks nothing.
  if (said.at(-1)?.marks === '<br>') said.pop();
  return said.map(({ text, marks }) => `${marks}${text === null ? '' : JSON.stringify(text)}`).join('');
}

/**
 * What an HTML text would lose in the editor, by name: "<img>", "<p class>". Empty for a text that is put together in a
 * way the editor does not know, null for one that loses nothing.
 */
export function lostIn(html: string): string[] | null {
  const kept = writeHtml(readHtml(html));
  if (meaningOf(html) === meaningOf(kept)) return null;
  const left = namesIn(kept);
  return [...namesIn(html)].filter(([name, count]) => count > (left.get(name) ?? 0)).map(([name]) => name);
}

/** How often each element and each attribute occurs. */
function namesIn(html: string): Map<string, number> {
  const found = new Map<string, number>();
  const count = (name: string) => found.set(name, (found.get(name) ?? 0) + 1);
  for (const e of bodyOf(html).querySelectorAll('*')) {
    // These come and go without a loss.
    if (!['p', 'br', 'span', ...groups].includes(e.localName)) count(`<${nameOf(e)}>`);
    for (const attribute of attributesOf(e)) count(`<${e.localName} ${attribute.trim().split('=')[0]}>`);
  }
  return found;
}

/** Pasted HTML without what a page or an office program adds to it; what was copied here comes as it is. */
export function cleanPaste(html: string): string {
  if (html.includes('data-pm-slice')) return html;
  const body = bodyOf(html);
  // The page has a heading of its own.
  for (const h1 of body.querySelectorAll('h1')) {
    const h2 = body.ownerDocument.createElement('h2');
    h2.append(...h1.childNodes);
    h1.replaceWith(h2);
  }
  for (const e of body.querySelectorAll('*')) {
    // Google writes a <b> around everything it copies, and says in its style that it is none.
    if (e.localName === 'b' && /font-weight:\s*(normal|400)/.test(e.getAttribute('style') ?? '')) {
      e.replaceWith(...e.childNodes);
      continue;
    }
    for (const { name } of [...e.attributes]) if (!['href', 'colspan', 'rowspan', 'start'].includes(name)) e.removeAttribute(name);
  }
  return body.innerHTML;
}
