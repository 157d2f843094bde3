import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';

/** Every word the components say by themselves. An app hands in its own language. */
export const englishTexts = {
  'ui.table.empty': 'Nothing here yet',
  'ui.table.select_all': 'Select all rows',
  'ui.table.select_row': 'Select row',
  'ui.table.selected': '{{count}} selected',
  'ui.table.clear_selection': 'Clear',
  'ui.table.more': 'Load more',
  'ui.table.end': 'That is all',
  'ui.table.columns': 'Columns',
  'ui.table.loading': 'Loading',
  'ui.filter.search': 'Search',
  'ui.filter.clear': 'Clear filters',
  'ui.filter.any': 'Any',
  'ui.filter.from': 'From',
  'ui.filter.to': 'To',
  'ui.close': 'Close',
  'ui.confirm.cancel': 'Keep it',
  'ui.confirm.type': 'Type {{word}} to go on',
  'ui.problem.title': 'That did not work',
  'ui.problem.retry': 'Try again',
  'ui.problem.request': 'Reference',
  'ui.address.first_name': 'First name',
  'ui.address.last_name': 'Last name',
  'ui.address.company': 'Company',
  'ui.address.line1': 'Street and number',
  'ui.address.line2': 'Flat, floor, landmark',
  'ui.address.city': 'City',
  'ui.address.country': 'Country',
  'ui.address.phone': 'Phone',
  'ui.address.postcode': 'Postcode',
  'ui.address.zip': 'ZIP code',
  'ui.address.pin': 'PIN code',
  'ui.address.region': 'Region',
  'ui.address.state': 'State',
  'ui.address.province': 'Province',
  'ui.address.emirate': 'Emirate',
  'ui.address.prefecture': 'Prefecture',
  'ui.address.county': 'County',
  'ui.address.none': 'No address',
  'ui.address.required': 'Please fill this in.',
  'ui.timeline.empty': 'Nothing has happened yet.',
  'ui.timeline.system': 'System',
  'ui.thumb.none': 'No picture',
} as const;

export type UiText = keyof typeof englishTexts;
type Say = (key: UiText, values?: Readonly<Record<string, string | number>>) => string;

interface Ui {
  readonly locale: string;
  readonly timeZone: string | undefined;
  readonly say: Say;
}

/** Fills `{{name}}` places; an unknown place stays visible rather than vanishing. */
function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const english: Say = (key, values) => fill(englishTexts[key], values);

const Context = createContext<Ui>({ locale: 'en', timeZone: undefined, say: english });

interface Props {
  readonly locale: string;
  /** IANA name; absent means the browser's own. */
  readonly timeZone?: string;
  readonly say?: Say;
  readonly children: ReactNode;
}

export function UiProvider({ locale, timeZone, say = english, children }: Props) {
  const value = useMemo(() => ({ locale, timeZone, say }), [locale, timeZone, say]);
  return <Context value={value}>{children}</Context>;
}

export function useUi(): Ui {
  return useContext(Context);
}
