import type { AddressValue } from './types.ts';

/** What a country calls a part of an address; each is a text of this library. */
export type CityWord = 'city' | 'town' | 'suburb' | 'district';
export type RegionWord = 'region' | 'state' | 'province' | 'prefecture' | 'county' | 'emirate' | 'governorate' | 'department';
export type PostcodeWord = 'postcode' | 'zip' | 'pin' | 'eircode';

export interface Asked<Word extends string> {
  readonly word: Word;
  readonly required: boolean;
}

export interface AddressFormat {
  /** The lines below name and company; the letters are explained at the table. */
  readonly tail: string;
  /** All lines in the country's own script, where that runs from large to small. */
  readonly native?: string;
  readonly city?: Asked<CityWord>;
  readonly region?: Asked<RegionWord>;
  readonly postcode?: Asked<PostcodeWord>;
  /** What a postcode looks like: # is a digit, @ a letter, * either. Empty: anything goes. */
  readonly masks: readonly string[];
  readonly example?: string;
}

// One line per country: code | lines | city | region | postcode | masks | example.
// In the lines A is the street, C the city, S the region, Z the postcode, N the people, and
// / starts a line; behind a ; is the order in the country's own script. ! marks what has to be filled in. Required parts and masks are those the server
// checks by, so that a form never lets pass what the server sends back.
const table = `
US|A/C, S Z|city!|state!|zip!|#####,#####-####|62701
CA|A/C S Z|city!|province!|postcode!|@#@ #@#|K1A 0B1
MX|A/Z C, S|city!|state|postcode!|#####|06100
BR|A/C - S/Z|city!|state!|postcode!|#####-###|01310-100
AR|A/Z C/S|city!|province|postcode|####,@####@@@,@####|C1425CLA
CL|A/Z C/S|city!|region|postcode|#######|8340457
CO|A/C, S/Z|city!|department|postcode|######|110111
PE|A/C Z/S|city!|department|postcode|#####,LIMA ##,LIMA #,CALLAO ##,CALLAO #|15074
EC|A/Z/C|city!||postcode|######,EC######,@####@|170515
UY|A/Z C S|city!|department|postcode|#####|11000
CR|A/Z C S|city!|province|postcode|#####,####,###-####|10101
GB|A/C/S/Z|town!|county|postcode!|@# #@@,@## #@@,@@# #@@,@@## #@@,@#@ #@@,@@#@ #@@,GIR 0AA,BFPO #,BFPO ##,BFPO ###,BFPO ####|SW1A 1AA
IE|A/C/S/Z|town!|county|eircode|*** ****|D02 AF30
DE|A/Z C|city!||postcode!|#####|10115
AT|A/Z C|city!||postcode!|####|1010
CH|A/Z C|city!||postcode!|####|8001
FR|A/Z C|city!||postcode!|#####|75002
BE|A/Z C|city!||postcode!|####|1000
NL|A/Z C|city!||postcode!|#### @@|1012 AB
LU|A/Z C|city!||postcode!|####|1111
IT|A/Z C S|city!|province!|postcode!|#####|00184
ES|A/Z C S|city!|province!|postcode!|#####|28013
PT|A/Z C|city!||postcode!|####-###|1100-148
DK|A/Z C|city!||postcode!|####|1050
SE|A/Z C|city!||postcode!|### ##|111 29
NO|A/Z C|city!||postcode!|####|0150
FI|A/Z C|city!||postcode!|#####|00100
IS|A/Z C|city!||postcode|###|101
PL|A/Z C|city!||postcode!|##-###|00-001
CZ|A/Z C|city!||postcode|### ##|110 00
SK|A/Z C|city!||postcode|### ##|811 01
HU|C/A/Z|city!||postcode|####|1051
RO|A/Z C/S|city!|county|postcode|######|010011
BG|A/Z C|city!||postcode|####|1000
GR|A/Z C|city!||postcode|### ##|105 57
HR|A/Z C|city!||postcode|#####|10000
SI|A/Z C|city!||postcode|####|1000
RS|A/Z C|city!||postcode|#####,######|11000
EE|A/Z C|city!||postcode|#####|10111
LV|A/C Z|city!||postcode|LV-####|LV-1010
LT|A/Z C|city!||postcode|#####|01100
CY|A/Z C|city!||postcode|####|1010
MT|A/C Z|town!||postcode|@@@ ####,@@@ ###,@@@ ##|VLT 1117
TR|A/Z C S|district!|province|postcode!|#####|34110
UA|A/C/S/Z|city!|region|postcode|#####|01001
RU|A/C/S/Z|city!|region|postcode!|######|101000
IL|A/C Z|city!||postcode|#######,#####|9414101
AE|A/C Z/S|city!|emirate||
SA|A/C Z|city!||postcode|#####,#####-####|11564
QA|A/C Z/S|city!|||
KW|A/Z C|city!||postcode|#####|13001
BH|A/C Z|city!||postcode|###,####|317
OM|A/Z/C|city!||postcode|###|112
JO|A/C Z|city!||postcode|#####|11118
LB|A/C Z|city!||postcode|#### ####,####|1107 2080
EG|A/C/S/Z|city!|governorate|postcode|#####,#######|11511
MA|A/Z C|city!||postcode|#####|10000
TN|A/Z C|city!||postcode|####|1000
ZA|A/C/Z|city!||postcode!|####|8001
NG|A/C Z/S|city!|state|postcode|######|100001
KE|A/C/Z|city!||postcode|#####|00100
GH|A/C Z/S|city!|region|postcode|@#-####-####,@#-###-####,@@-####-####,@@-###-####|GA-144-7894
ET|A/Z C|city!||postcode|####|1000
IN|A/C Z, S|city!|state!|pin!|######|560001
NP|A/C Z/S|city!|province|postcode|#####|44600
PK|A/C - Z|city!||postcode|#####|44000
BD|A/C - Z|city!||postcode|####|1209
LK|A/C/Z|city!||postcode|#####|00100
CN|A/C/S, Z;Z/SC/A/N|city!|province!|postcode!|######|100006
HK|A/C/S;SC/A/N|district|region!||
TW|A/C/S, Z;Z/SC/A/N|city!|county!|postcode!|###,#####,######|100
JP|A/C, S/Z;〒Z/SC/A/N|city!|prefecture!|postcode!|###-####|100-0001
KR|A/C/S/Z;S C/A/N/Z|city!|province!|postcode!|#####,###-###|03051
SG|A/C Z|||postcode!|######|238823
MY|A/Z C/S|city!|state|postcode!|#####|50050
TH|A/C/S Z|district!|province|postcode|#####|10200
VN|A/C/S Z|city!|province|postcode|######,#####|100000
ID|A/C/S Z|city!|province|postcode|#####|10110
PH|A/Z C/S|city!|province|postcode|####|1000
AU|A/C S Z|suburb!|state!|postcode!|####|2000
NZ|A/C Z|town!||postcode!|####|6011
`;

const anywhere: AddressFormat = { tail: 'A/C Z/S', city: { word: 'city', required: true }, region: { word: 'region', required: false }, postcode: { word: 'postcode', required: false }, masks: [] };

const formats: ReadonlyMap<string, AddressFormat> = new Map(table.trim().split('\n').map(parseRow));

/** How a country writes an address; one that is not in the table gets every field, few of them required. */
export function addressFormat(country: string | null | undefined): AddressFormat {
  return formats.get((country ?? '').toUpperCase()) ?? anywhere;
}

/** The countries with a format of their own. */
export const formattedCountries: readonly string[] = [...formats.keys()];

function parseRow(row: string): [string, AddressFormat] {
  const [code = '', lines = '', city = '', region = '', postcode = '', masks = '', example = ''] = row.split('|');
  const [tail = '', native] = lines.split(';');
  const format: AddressFormat = {
    tail,
    native,
    city: asked<CityWord>(city),
    region: asked<RegionWord>(region),
    postcode: asked<PostcodeWord>(postcode),
    masks: masks === '' ? [] : masks.split(','),
    example: example === '' ? undefined : example,
  };
  return [code, format];
}

function asked<Word extends string>(cell: string): Asked<Word> | undefined {
  if (cell === '') return undefined;
  return { word: cell.replace('!', '') as Word, required: cell.endsWith('!') };
}

/** Whether a postcode fits its country; one that is empty, or of a country without known forms, does. */
export function postcodeFits(country: string | null | undefined, postcode: string | null | undefined): boolean {
  const { masks } = addressFormat(country);
  const typed = compact(latinCapitals(postcode ?? ''));
  if (typed === '' || masks.length === 0) return true;
  // "CH-8001" carries the country in front, as on letters from abroad.
  const bare = typed.startsWith((country ?? '').toUpperCase()) ? typed.slice(2) : typed;
  return masks.some((mask) => fits(compact(mask), typed) || fits(withoutPrefix(compact(mask)), typed) || fits(compact(mask), bare));
}

const compact = (text: string) => text.replace(/[\s\u00a0\u2013-]/g, '');

/** Letters that open a mask ("LV-####") may be left out by the writer. */
const withoutPrefix = (mask: string) => mask.replace(/^[^#@*]+/, '');

function latinCapitals(text: string): string {
  return text
    .toUpperCase()
    .replace('〒', '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (d) => String((d.charCodeAt(0) - zeroOf(d.charCodeAt(0))) % 10));
}

const zeroOf = (code: number) => [0xff10, 0x0966, 0x06f0, 0x0660].find((zero) => code >= zero) ?? code;

function fits(mask: string, text: string): boolean {
  return mask !== '' && mask.length === text.length && [...mask].every((m, i) => fitsOne(m, text[i] ?? ''));
}

function fitsOne(mask: string, char: string): boolean {
  if (mask === '#') return /[0-9]/.test(char);
  if (mask === '@') return /[A-Z]/.test(char);
  if (mask === '*') return /[0-9A-Z]/.test(char);
  return mask === char;
}

const eastAsian = (text: string) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);

/** Whether this address runs from the region down to the person, as its own script does. */
function largeToSmall(address: AddressValue): boolean {
  return addressFormat(address.country).native !== undefined && eastAsian(`${address.line1 ?? ''}${address.city ?? ''}`);
}

/** A person's name in the order of its country. */
export function personName(address: AddressValue): string {
  const { first_name: first, last_name: last } = address;
  const familyFirst = address.country === 'HU' || eastAsian(`${last ?? ''}${first ?? ''}`);
  return (familyFirst ? [last, first] : [first, last]).filter(Boolean).join(' ');
}

/** The lines of an address as its own country writes them, without country and phone. */
export function postalLines(address: AddressValue): string[] {
  const { native = '', tail } = addressFormat(address.country);
  const lines = largeToSmall(address)
    ? native.split('/').flatMap((line) => (line === 'N' ? people(address).reverse() : fill(line, address)))
    : [...people(address), ...tail.split('/').flatMap((line) => fill(line, address))];
  return lines.filter((line) => line !== '');
}

const people = (address: AddressValue): string[] => [personName(address), address.company ?? ''];

/** Writes one line; the separator before an empty part goes with it, and so does one that would open the line. */
function fill(line: string, address: AddressValue): string[] {
  if (line === 'A') return [address.line1 ?? '', address.line2 ?? ''];
  let out = '';
  for (const [, separator = '', letter = ''] of line.matchAll(/([^CSZ]*)([CSZ])/g)) {
    const value = address[places[letter] ?? 'city'] ?? '';
    if (value !== '') out += (out === '' && separator !== '〒' ? '' : separator) + value;
  }
  return [out];
}

const places: Readonly<Record<string, 'city' | 'region' | 'postcode'>> = { C: 'city', S: 'region', Z: 'postcode' };

/** The order in which a form asks for the places, street included. */
export function placeOrder(country: string | null | undefined): readonly ('street' | 'city' | 'region' | 'postcode')[] {
  const { native, tail } = addressFormat(country);
  return [...(native ?? tail)].flatMap((letter) => (letter === 'A' ? ['street' as const] : (places[letter] ?? [])));
}
