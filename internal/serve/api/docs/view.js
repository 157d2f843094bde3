// The reference page: reads one of the two OpenAPI documents and shows its
// operations, parameters and schemas. No dependencies; text only ever becomes
// text nodes.
'use strict';

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const find = document.getElementById('find');
const main = document.getElementById('main');
const contents = document.getElementById('contents');
let doc = null;
let shown = '';

/** Makes an element with attributes and children; strings become text. */
function el(name, attrs, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attrs ?? {})) if (v !== undefined && v !== false) e.setAttribute(k, v === true ? '' : v);
  e.append(...children.filter((c) => c !== undefined && c !== null && c !== ''));
  return e;
}

const deref = (s) => (s?.$ref ? doc.components.schemas[nameOf(s.$ref)] : s);
const nameOf = (ref) => ref.split('/').pop();

function typeOf(s) {
  if (!s) return 'anything';
  if (s.$ref) return nameOf(s.$ref);
  const types = [].concat(s.type ?? (s.oneOf || s.anyOf ? 'one of' : 'anything'));
  const parts = types.map((t) => (t === 'array' ? `list of ${typeOf(s.items)}` : t));
  return parts.join(' or ') + (s.format ? ` (${s.format})` : '');
}

function limits(s) {
  const out = [];
  if (s.enum) out.push(s.enum.map((v) => JSON.stringify(v)).join(', '));
  for (const [k, text] of [['minLength', 'at least % characters'], ['maxLength', 'at most % characters'], ['minimum', 'at least %'], ['maximum', 'at most %'], ['maxItems', 'at most % items'], ['default', 'default %']])
    if (s[k] !== undefined) out.push(text.replace('%', String(s[k])));
  return out.join('; ');
}

/** Shows a schema; nested ones open on demand, so that cycles end. */
function schemaView(schema) {
  const s = deref(schema);
  if (!s) return el('p', { class: 'note' }, 'Nothing.');
  if (s.type === 'array' || [].concat(s.type).includes('array')) return el('div', null, el('p', { class: 'note' }, typeOf(s)), nested(s.items));
  if (!s.properties) return el('p', { class: 'note' }, typeOf(s), limits(s) ? ` – ${limits(s)}` : '');
  const list = el('ul', { class: 'schema' });
  for (const [name, p] of Object.entries(s.properties)) {
    const inner = p.items ?? p;
    list.append(el('li', null,
      el('code', null, name), ' ', el('span', { class: 'note' }, typeOf(p)),
      (s.required ?? []).includes(name) ? el('span', { class: 'required' }, ' required') : '',
      p.description ? ` – ${p.description}` : '', limits(p) ? el('div', { class: 'note' }, limits(p)) : '',
      deref(inner)?.properties ? nested(inner) : ''));
  }
  return list;
}

function nested(schema) {
  const d = el('details', null, el('summary', null, typeOf(schema)));
  d.addEventListener('toggle', () => { if (d.open && d.children.length === 1) d.append(schemaView(schema)); });
  return d;
}

function parameters(op) {
  const rows = (op.parameters ?? []).map((p) => el('tr', null,
    el('td', null, el('code', null, p.name), p.required ? el('span', { class: 'required' }, ' required') : ''),
    el('td', null, p.in), el('td', null, typeOf(p.schema)),
    el('td', null, [p.description ?? p.schema?.description, limits(p.schema ?? {})].filter(Boolean).join(' – '))));
  if (rows.length === 0) return '';
  const head = el('tr', null, ...['Name', 'In', 'Type', 'Meaning'].map((t) => el('th', { scope: 'col' }, t)));
  return el('div', null, el('h4', null, 'Parameters'), el('table', null, el('thead', null, head), el('tbody', null, ...rows)));
}

function bodies(title, content) {
  return Object.entries(content ?? {}).map(([type, media]) => el('div', null, el('h4', null, `${title} (${type})`), schemaView(media.schema)));
}

function operationView({ path, method, op, base }) {
  const perm = op['x-haat-permission'];
  const answers = Object.entries(op.responses ?? {}).filter(([status]) => status !== 'default');
  return el('section', { id: `${shown}/${op.operationId}` },
    el('h3', null, op.summary ?? op.operationId),
    el('div', { class: 'route' }, el('span', { class: 'method' }, method.toUpperCase()), el('code', null, base + path)),
    el('p', { class: 'note' }, perm === 'public' ? 'Anybody.' : perm === 'self' ? 'Whoever is logged in.' : `Needs ${perm}.`),
    op.description ? el('p', null, op.description) : '',
    parameters(op), ...bodies('Body', op.requestBody?.content),
    ...answers.flatMap(([status, r]) => (r.content ? bodies(`Answer ${status}`, r.content) : [el('h4', null, `Answer ${status}`), el('p', { class: 'note' }, r.description ?? '')])));
}

function operations() {
  const base = doc.servers?.[0]?.url ?? '';
  const out = [];
  for (const [path, item] of Object.entries(doc.paths))
    for (const method of methods) if (item[method]) out.push({ path, method, op: item[method], base, tag: item[method].tags?.[0] ?? 'Other' });
  return out.sort((a, b) => (a.tag === b.tag ? 0 : a.tag < b.tag ? -1 : 1));
}

function draw() {
  const word = find.value.trim().toLowerCase();
  const hits = operations().filter(({ path, op }) => `${path} ${op.summary} ${op.operationId} ${op['x-haat-permission']}`.toLowerCase().includes(word));
  contents.replaceChildren();
  main.replaceChildren(el('h2', null, doc.info.title), el('p', null, doc.info.description ?? ''),
    el('p', { class: 'note' }, `${hits.length} operations. `, el('a', { href: `/api/${shown}.json` }, 'The document')));
  let tag = '';
  for (const o of hits) {
    if (o.tag !== tag) contents.append(el('h2', null, (tag = o.tag)));
    contents.append(el('a', { href: `#${shown}/${o.op.operationId}` }, o.op.summary ?? o.op.operationId));
    main.append(operationView(o));
  }
}

async function show() {
  const [name, op] = decodeURIComponent(location.hash.slice(1)).split('/');
  const wanted = name === 'store' ? 'store' : 'site';
  if (wanted !== shown) {
    const answer = await fetch(`/api/${wanted}.json`);
    if (!answer.ok) {
      main.replaceChildren(el('p', null, 'The document could not be loaded. Try again in a moment.'));
      return;
    }
    doc = await answer.json();
    shown = wanted;
    for (const a of document.querySelectorAll('[data-doc]')) a.toggleAttribute('aria-current', a.dataset.doc === wanted);
    draw();
  }
  if (op) document.getElementById(`${shown}/${op}`)?.scrollIntoView();
}

find.addEventListener('input', () => doc && draw());
addEventListener('hashchange', show);
show();
