// Writes the typed parts of the two API clients from api/site.json and
// api/store.json: src/schema.ts (types) and src/operations.ts (methods).
// With --check it writes nothing and fails when a file on disk is not what
// would be written: the drift check of the test command.
// --spec DIR reads the documents from another folder.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { operationsSource } from './operations.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const check = args.includes('--check');
const specDir = args.includes('--spec') ? path.resolve(args[args.indexOf('--spec') + 1]) : path.join(web, '..', 'api');

const banner = (name) => `// Generated from api/${name}.json by \`npm run generate\`. Do not edit.\n\n`;

async function filesOf(name) {
  const file = path.join(specDir, `${name}.json`);
  const spec = JSON.parse(await readFile(file, 'utf8'));
  const types = astToString(await openapiTS(pathToFileURL(file), { alphabetize: true, immutable: false }));
  return {
    [`${name}-client/src/schema.ts`]: banner(name) + types,
    [`${name}-client/src/operations.ts`]: banner(name) + operationsSource(spec, name),
  };
}

let drift = 0;
for (const name of ['site', 'store']) {
  for (const [file, text] of Object.entries(await filesOf(name))) {
    const target = path.join(web, file);
    const old = await readFile(target, 'utf8').catch(() => null);
    if (old === text) continue;
    if (!check) {
      await writeFile(target, text);
      console.log(`wrote web/${file}`);
      continue;
    }
    drift++;
    console.error(`web/${file} is not what api/${name}.json says. Run: npm run generate (in web/)`);
  }
}
process.exit(drift === 0 ? 0 : 1);
