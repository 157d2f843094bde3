import { Extension, Mark } from '@tiptap/core';
import { Link } from '@tiptap/extension-link';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { StarterKit } from '@tiptap/starter-kit';

const protocols = ['http:', 'https:', 'mailto:', 'tel:'];

/** Whether a link may lead there. A path has the protocol of the page it is on. */
export function isAllowedLink(href: string | undefined): boolean {
  try {
    return protocols.includes(new URL(href ?? '', 'https://shop.invalid/').protocol);
  } catch {
    return false;
  }
}

/**
 * What somebody typed as a link, as it is stored: a path of the shop, or an address with its protocol, which people
 * leave out. Null for anything else.
 */
export function linkOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  // Two slashes, or a slash and a backslash, lead out of the shop.
  if (/^(\/(?![/\\])|#)/.test(text)) return text;
  if (/^(https?:\/\/|mailto:|tel:)./i.test(text)) return isAllowedLink(text) ? text : null;
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(text)) return `mailto:${text}`;
  return /^[^/:@]+\.[^/:@]+(:\d+)?([/?#].*)?$/.test(text) && isAllowedLink(`https://${text}`) ? `https://${text}` : null;
}

/** Marks that no button makes, and that a description may hold all the same: m², H₂O, small print. */
const carried = ['sub', 'sup', 'small', 'mark', 'cite', 'q', 'dfn', 'kbd', 'samp', 'var'].map((tag) =>
  Mark.create({ name: tag, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] }),
);

const abbreviation = Mark.create({
  name: 'abbr',
  addAttributes: () => ({ title: { default: null } }),
  parseHTML: () => [{ tag: 'abbr' }],
  renderHTML: ({ HTMLAttributes }) => ['abbr', HTMLAttributes, 0],
});

/** What the server lets every element have. A new paragraph does not inherit it. */
const usual = Extension.create({
  name: 'usualAttributes',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'table', 'tableRow', 'tableCell', 'tableHeader'],
      attributes: Object.fromEntries(['dir', 'id', 'lang', 'title'].map((name) => [name, { default: null, keepOnSplit: false, parseHTML: (e: HTMLElement) => e.getAttribute(name) }])),
    },
  ],
});

/** Each part is written in the direction of its own text. Only on the screen: what is stored says nothing of it. */
const ownDirection = Extension.create({
  name: 'ownDirection',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations({ doc }) {
          const found: Decoration[] = [];
          doc.forEach((node, at) => {
            // Without a text it stays as the page is: somebody who reads Arabic begins at the right.
            if (!node.attrs.dir && node.textContent !== '') found.push(Decoration.node(at, at + node.nodeSize, { dir: 'auto' }));
          });
          return DecorationSet.create(doc, found);
        },
      },
    }),
  ],
});

const cell = () => ({
  ...Object.fromEntries(['colspan', 'rowspan'].map((name) => [name, { default: 1, parseHTML: (e: HTMLElement) => Number(e.getAttribute(name)) || 1, renderHTML: (has: Record<string, unknown>) => (has[name] === 1 ? {} : { [name]: has[name] }) }])),
  // The table commands expect it; the widths of columns are the theme's affair.
  colwidth: { default: null, rendered: false, parseHTML: () => null },
  ...Object.fromEntries(['abbr', 'align', 'headers', 'scope', 'valign'].map((name) => [name, { default: null, parseHTML: (e: HTMLElement) => e.getAttribute(name) }])),
});

const table = Table.extend({
  // Without the widths that the original writes into a style.
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  addKeyboardShortcuts() {
    // Tab leads from cell to cell and out behind the last one; a new row there would let nobody out.
    return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
  },
}).configure({ View: null });

/** Everything a description can hold in the editor. What is not here is not lost: see `lostIn`. */
export const extensions = [
  StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: false }),
  Link.configure({ openOnClick: false, autolink: false, defaultProtocol: 'https', HTMLAttributes: { target: null, rel: null }, isAllowedUri: isAllowedLink }),
  table,
  TableRow,
  TableCell.extend({ addAttributes: cell }),
  TableHeader.extend({ addAttributes: cell }),
  ...carried,
  abbreviation,
  usual,
  ownDirection,
];
