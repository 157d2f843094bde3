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
  'ui.table.outdated': 'This list has changed since it was read.',
  'ui.table.renew': 'Read again',
  'ui.table.end': 'That is all',
  'ui.table.columns': 'Columns',
  'ui.table.loading': 'Loading',
  'ui.filter.search': 'Search',
  'ui.filter.clear': 'Clear filters',
  'ui.filter.any': 'Any',
  'ui.filter.from': 'From',
  'ui.filter.to': 'To',
  'ui.filter.today': 'Today',
  'ui.filter.days_7': 'Last 7 days',
  'ui.filter.days_30': 'Last 30 days',
  'ui.filter.month': 'This month',
  'ui.filter.span': 'From … to …',
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
  'ui.address.town': 'Town or city',
  'ui.address.suburb': 'Suburb or town',
  'ui.address.district': 'District',
  'ui.address.department': 'Department',
  'ui.address.governorate': 'Governorate',
  'ui.address.eircode': 'Eircode',
  'ui.address.example': 'For example {{example}}',
  'ui.address.bad_postcode': 'This does not look like a postcode of that country.',
  'ui.address.none': 'No address',
  'ui.address.required': 'Please fill this in.',
  'ui.timeline.empty': 'Nothing has happened yet.',
  'ui.timeline.system': 'System',
  'ui.thumb.none': 'No picture',
  'ui.undo': 'Undo',
  'ui.dismiss': 'Dismiss',
  'ui.product.from': 'from {{price}}',
  'ui.product.was': 'Was',
  'ui.product.sold_out': 'Sold out',
  'ui.product.few_left': 'Only {{count}} left',
  'ui.product.select': 'Select {{title}}',
  'ui.product.loading': 'Product is loading',
  'ui.variants.variant': 'Variant',
  'ui.variants.only': 'The only variant',
  'ui.variants.count': '{{count}} variants',
  'ui.variants.price': 'Price',
  'ui.variants.stock': 'Stock',
  'ui.variants.cell': '{{column}}, {{variant}}',
  'ui.variants.fill': 'Fill down: {{column}}',
  'ui.variants.filled': '{{count}} cells filled.',
  'ui.variants.hint': 'Arrow keys and Enter move, Ctrl+D fills down, Escape then Tab leaves the grid.',
  'ui.variants.empty': 'No variants yet',
  'ui.variants.wrong': '{{count}} cells need a look.',
  'ui.variants.unsaved': 'Not saved yet',
  'ui.variants.new': 'New',
  'ui.variants.show': 'Show the first',
  'ui.variants.missing': 'Please fill this in.',
  'ui.variants.bad_money': 'Not an amount in {{currency}}.',
  'ui.variants.bad_count': 'A whole number from 0 up.',
  'ui.gallery.label': 'Pictures',
  'ui.gallery.empty': 'No pictures yet',
  'ui.gallery.first': 'Main',
  'ui.gallery.alt': 'What picture {{position}} shows',
  'ui.gallery.alt_hint': 'For people who cannot see it',
  'ui.gallery.earlier': 'Move picture {{position}} forward',
  'ui.gallery.later': 'Move picture {{position}} back',
  'ui.gallery.make_first': 'Make picture {{position}} the main one',
  'ui.gallery.remove': 'Remove picture {{position}}',
  'ui.gallery.moved': 'Picture is now {{position}} of {{count}}.',
  'ui.gallery.removed': 'Picture removed.',
  'ui.media.label': 'Media',
  'ui.media.empty': 'No pictures here yet',
  'ui.media.loading': 'Pictures are loading',
  'ui.media.upload': 'Upload',
  'ui.media.drop': 'or drop or paste pictures here',
  'ui.media.limits': '{{kinds}}, up to {{size}} each',
  'ui.media.progress': 'Uploading {{name}}',
  'ui.media.done': 'Uploaded',
  'ui.media.refused': 'Not taken',
  'ui.media.refused_kind': 'This kind of file is not accepted.',
  'ui.media.refused_size': 'Larger than {{size}}.',
  'ui.media.refused_empty': 'The file is empty.',
  'ui.media.selected': '{{count}} chosen',
  'ui.media.full': '{{count}} chosen, that is the most.',
  'ui.chart.empty': 'Nothing to draw yet',
  'ui.chart.loading': 'Chart is loading',
  'ui.chart.table': 'Show the numbers',
  'ui.chart.time': 'Time',
  'ui.chart.now': 'This period',
  'ui.chart.before': 'Period before',
  'ui.chart.read': 'Read {{label}} point by point',
  'ui.chart.point': '{{time}}: {{value}}',
  'ui.chart.point_compared': '{{time}}: {{value}}; {{time_before}}: {{before}}',
  'ui.chart.none': 'no figure',
  'ui.chart.others': '{{count}} others',
  'ui.chart.share': '{{percent}} of all',
} as const;

export type UiText = keyof typeof englishTexts;
export type Say = (key: UiText, values?: Readonly<Record<string, string | number>>) => string;

interface Ui {
  readonly locale: string;
  readonly timeZone: string | undefined;
  readonly say: Say;
}

/** Fills `{{name}}` places; an unknown place stays visible rather than vanishing. */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Keeps a code or an amount in one piece, its own way round, inside a sentence of either direction (FSI … PDI). */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** The same for what is always read from left to right, even if it has no letters to tell (LRI … PDI). */
export const leftToRight = (text: string): string => `\u2066${text}\u2069`;

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
