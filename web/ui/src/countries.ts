import type { UiText } from './texts.tsx';

/** ISO 3166-1 alpha-2, without the four uninhabited ones. Names come from the browser, in the reader's language. */
export const countryCodes: readonly string[] =
  `AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI
   CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN
   GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK
   LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM
   PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC
   TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`
    .trim()
    .split(/\s+/);

type Part = 'name' | 'company' | 'line1' | 'line2' | 'city' | 'region' | 'postcode';

export interface AddressFormat {
  /** The lines of a written address, top to bottom, without the country. */
  readonly lines: readonly (readonly Part[])[];
  readonly region?: UiText;
  readonly regionRequired?: boolean;
  readonly postcode?: UiText;
  readonly postcodeRequired?: boolean;
}

const top: readonly (readonly Part[])[] = [['name'], ['company'], ['line1'], ['line2']];
const postcodeFirst: AddressFormat = { lines: [...top, ['postcode', 'city']], postcode: 'ui.address.postcode', postcodeRequired: true };

const formats: Readonly<Record<string, AddressFormat>> = {
  US: { lines: [...top, ['city', 'region', 'postcode']], region: 'ui.address.state', regionRequired: true, postcode: 'ui.address.zip', postcodeRequired: true },
  CA: { lines: [...top, ['city', 'region', 'postcode']], region: 'ui.address.province', regionRequired: true, postcode: 'ui.address.postcode', postcodeRequired: true },
  AU: { lines: [...top, ['city', 'region', 'postcode']], region: 'ui.address.state', regionRequired: true, postcode: 'ui.address.postcode', postcodeRequired: true },
  IN: { lines: [...top, ['city', 'postcode'], ['region']], region: 'ui.address.state', regionRequired: true, postcode: 'ui.address.pin', postcodeRequired: true },
  GB: { lines: [...top, ['city'], ['region'], ['postcode']], region: 'ui.address.county', postcode: 'ui.address.postcode', postcodeRequired: true },
  NP: { lines: [...top, ['city', 'postcode'], ['region']], region: 'ui.address.province', postcode: 'ui.address.postcode' },
  JP: { lines: [['postcode'], ['region'], ['city'], ['line1'], ['line2'], ['company'], ['name']], region: 'ui.address.prefecture', regionRequired: true, postcode: 'ui.address.postcode', postcodeRequired: true },
  AE: { lines: [...top, ['city'], ['region']], region: 'ui.address.emirate', regionRequired: true },
  SA: { lines: [...top, ['city', 'postcode']], postcode: 'ui.address.postcode' },
  ...Object.fromEntries('AT BE CH CZ DE DK ES FI FR IT NL NO PL PT SE'.split(' ').map((c) => [c, postcodeFirst])),
};

const anywhere: AddressFormat = { lines: [...top, ['city', 'postcode'], ['region']], region: 'ui.address.region', postcode: 'ui.address.postcode' };

export function addressFormat(country: string | null | undefined): AddressFormat {
  return formats[(country ?? '').toUpperCase()] ?? anywhere;
}

export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
