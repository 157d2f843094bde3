// Writes internal/kit/address/names.txt: what countries are called in the languages the program ships besides English, as
// the Unicode CLDR has it. Node carries a CLDR in its ICU; golang.org/x/text carries one of 2017, with countries that have
// changed their names since. Run it from the repository's folder with a Node newer than the one named in the file:
//
//	node scripts/countries.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'internal/kit/address/names.txt';
const languages = ['ar', 'ne'];

const table = readFileSync('internal/kit/address/table.go', 'utf8');
const codes = [...table.matchAll(/^([A-Z]{2})\|/gm)].map((m) => m[1]).sort();
// Where the English table has the short name, so have the others.
const short = ['HK', 'MO', 'PS'];
const name = (language, code) =>
  new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style: short.includes(code) ? 'short' : 'long' }).of(code);

const lines = codes.map((code) => {
  const row = languages.map((language) => name(language, code));
  if (row.some((n) => !n || n.includes('|'))) throw new Error(`${code} has no name in one of ${languages}`);
  return [code, ...row].join('|');
});
writeFileSync(
  file,
  `# Names of countries from the Unicode CLDR ${process.versions.cldr}, made by scripts/countries.mjs. See names-LICENSE.txt.\n` +
    `${['code', ...languages].join('|')}\n${lines.join('\n')}\n`,
);
