// Makes the compiled modules a package: the styles in files of their own (a server that
// renders components cannot import CSS), and components marked as such for React servers.
import { readFile, readdir, writeFile } from 'node:fs/promises';

const src = new URL('../src/', import.meta.url);
const dist = new URL('../dist/', import.meta.url);

const sources = (await readdir(src)).sort();
const names = (ending) => sources.filter((name) => name.endsWith(ending));
const read = (name) => readFile(new URL(name, src), 'utf8');

for (const name of [...names('.ts'), ...names('.tsx')]) {
  const file = new URL(name.replace(/\.tsx?$/, '.js'), dist);
  const code = (await readFile(file, 'utf8')).replace(/^import '\.\/\w+\.css';$/gm, '');
  // On the first line, before the source map's first mapping moves: a directive and the code share it.
  await writeFile(file, name.endsWith('.tsx') ? `'use client';${code}` : code);
}

const tokens = await read('tokens.css');
const components = await Promise.all(names('.css').filter((name) => name !== 'tokens.css').map(read));
await writeFile(new URL('tokens.css', dist), tokens);
await writeFile(new URL('styles.css', dist), [tokens, ...components].join('\n'));
