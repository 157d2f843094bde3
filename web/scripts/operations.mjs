// Turns an OpenAPI document into the source of a client's method table.
//
// Operation ids are "<noun>-<verb>", where nouns nest as the path does:
//   carts-lines-add   POST /carts/{id}/lines       → carts.lines.add
//   orders-mark-paid  POST /orders/{id}/mark-paid  → orders.markPaid
// A literal path segment is a noun as long as a verb is left after it.

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** @returns {string} the TypeScript source of operations.ts */
export function operationsSource(spec, name) {
  const root = new Map();
  for (const op of operationsOf(spec, name)) place(root, op);
  const code = `export function operationsOf(core: ClientCore) {\n  return {\n${tableSource(root, spec, 4)}\n  };\n}\n`;
  return imports(code) + code;
}

function imports(code) {
  const used = ['AnswerOf', 'BodyOf', 'CallOptions', 'ClientCore', 'ItemOf', 'QueryOf', 'StreamOptions'].filter((n) => new RegExp(`\\b${n}\\b`).test(code));
  return `import type { ${used.join(', ')} } from '@haat/client-core';\nimport type { operations } from './schema.ts';\n\n`;
}

function* operationsOf(spec, name) {
  const base = Object.keys(spec.paths).every((p) => p.startsWith('/api/')) ? '' : `/api/v1/${name}`;
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const method of methods) {
      const op = item[method];
      if (op) yield { id: op.operationId, method, path: base + path, place: placeOf(op.operationId, path), op, params: [...(item.parameters ?? []), ...(op.parameters ?? [])] };
    }
  }
}

/** "orders-shipments-create" on /orders/{id}/shipments → ["orders", "shipments", "create"]. */
function placeOf(id, path) {
  const place = [];
  let rest = id;
  for (const segment of path.split('/').filter((s) => s !== '' && !s.startsWith('{'))) {
    if (!rest.startsWith(`${segment}-`)) break;
    place.push(camel(segment));
    rest = rest.slice(segment.length + 1);
  }
  return [...place, camel(rest)];
}

/** Files an operation; a verb that is also a noun (password-reset, password-reset-confirm) stays a verb and the longer one joins it. */
function place(root, op) {
  let at = root;
  const names = [...op.place];
  while (names.length > 1) {
    const next = at.get(names[0]) ?? new Map();
    if (!(next instanceof Map)) {
      names.splice(0, 2, camel(`${names[0]}-${names[1]}`));
      continue;
    }
    at = at.set(names.shift(), next) && next;
  }
  const taken = at.get(names[0]);
  if (taken instanceof Map) throw new Error(`${op.id}: ${names[0]} is a group of operations already; list the shorter path first`);
  if (taken) throw new Error(`${op.id} and ${taken.id} would be the same method`);
  at.set(names[0], op);
}

function tableSource(table, spec, indent) {
  const pad = ' '.repeat(indent);
  const entries = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, at]) => (at instanceof Map ? `${pad}${name}: {\n${tableSource(at, spec, indent + 2)}\n${pad}},` : methodSource(name, at, spec, pad))).join('\n');
}

const camel = (s) => s.replace(/[-_](\w)/g, (_, c) => c.toUpperCase());
const typeOf = (kind, op) => `${kind}<operations['${op.id}']>`;

function methodSource(name, op, spec, pad) {
  const doc = [op.op.summary, `\`${op.method.toUpperCase()} ${op.path}\``, op.op['x-haat-permission'] && `needs \`${op.op['x-haat-permission']}\``].filter(Boolean).join(' · ');
  return `${pad}/** ${doc.replaceAll('*/', '* /')} */\n${pad}${name}: ${isStream(op, spec) ? streamSource(op, spec) : callSource(op, spec)},`;
}

function isStream(op, spec) {
  return answers(op, spec).some((a) => a.content?.['text/event-stream']);
}

function streamSource(op, spec) {
  const args = pathArgs(op);
  const query = queryOf(op, spec).length > 0;
  args.push(`options: StreamOptions${query ? ` & { readonly query?: ${typeOf('QueryOf', op)} }` : ''}`);
  const call = `{ method: 'GET', path: ${pathSource(op)}${query ? ', query: options.query' : ''} }`;
  return `(${args.join(', ')}) => core.stream(${call}, options)`;
}

function callSource(op, spec) {
  const args = pathArgs(op);
  const fields = [`method: '${op.method.toUpperCase()}'`, `path: ${pathSource(op)}`];
  const body = deref(op.op.requestBody, spec);
  if (body) {
    const form = Object.keys(body.content ?? {}).some((t) => t.startsWith('multipart/'));
    args.push(form ? 'body: FormData' : `body${body.required ? '' : '?'}: ${typeOf('BodyOf', op)}`);
    fields.push('body');
  }
  const query = queryOf(op, spec);
  if (query.length > 0) {
    args.push(`query${query.some((p) => p.required) ? '' : '?'}: ${typeOf('QueryOf', op)}`);
    fields.push('query');
  }
  // Where a key is accepted one is sent, so that a lost answer can be asked for
  // again without doing it twice.
  if (op.params.some((p) => deref(p, spec).name === 'Idempotency-Key')) fields.push('idempotent: true');
  args.push('options?: CallOptions');
  return `(${args.join(', ')}) => ${runnerOf(op, spec, query)}({ ${fields.join(', ')} }, options)`;
}

function runnerOf(op, spec, query) {
  if (isList(op, spec, query)) return `core.pages<${typeOf('ItemOf', op)}, ${typeOf('AnswerOf', op)}>`;
  const types = answers(op, spec).flatMap((a) => Object.keys(a.content ?? {}));
  if (types.length > 0 && !types.some((t) => t.includes('json'))) return 'core.send';
  return `core.call<${typeOf('AnswerOf', op)}>`;
}

function isList(op, spec, query) {
  if (op.method !== 'get' || !query.some((p) => p.name === 'cursor')) return false;
  return answers(op, spec).some((a) => deref(a.content?.['application/json']?.schema, spec)?.properties?.items);
}

function answers(op, spec) {
  return Object.entries(op.op.responses ?? {})
    .filter(([status]) => /^2/.test(status))
    .map(([, answer]) => deref(answer, spec));
}

const queryOf = (op, spec) => op.params.map((p) => deref(p, spec)).filter((p) => p.in === 'query');
const pathArgs = (op) => [...op.path.matchAll(/\{(\w+)\}/g)].map(([, p]) => `${camel(p)}: string`);

function pathSource(op) {
  if (!op.path.includes('{')) return `'${op.path}'`;
  return `\`${op.path.replace(/\{(\w+)\}/g, (_, p) => `\${encodeURIComponent(${camel(p)})}`)}\``;
}

function deref(node, spec) {
  if (!node?.$ref) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], spec);
}
