import { Autocomplete, Input, MultiSelect, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HomeSection } from '../app/types.ts';
import { handlesOf, partsOf, refOf, withWords, wordsIn } from './homeDraft.ts';
import type { SectionDraft } from './homeDraft.ts';
import { PictureChoice } from './PictureChoice.tsx';
import type { Pictures } from './PictureChoice.tsx';
import { SectionQuotes } from './SectionQuotes.tsx';
import { directionOf } from './useLanguages.ts';
import type { Language } from './useLanguages.ts';
import { addressesOf } from './useShopChoices.ts';
import type { Choice, ShopChoices } from './useShopChoices.ts';

/** The shop draws at most so many tiles in a section. */
const mostTiles = 12;

export interface SectionFormProps {
  readonly section: SectionDraft;
  readonly change: (next: Partial<HomeSection>) => void;
  readonly errorAt: (field: string) => string | undefined;
  /** The language its words are translated into; null for the section's own words. */
  readonly locale: string | null;
  /** The language the words are in, as far as it is known. */
  readonly language: Language | null;
  readonly choices: ShopChoices;
  readonly pictures: Pictures;
}

/** The fields of one section: its words, and what its kind shows. */
export function SectionForm(props: SectionFormProps) {
  const { t } = useTranslation();
  const { section, change, errorAt, choices, pictures } = props;
  const { picture, choice } = partsOf(section.kind);
  return (
    <Stack gap="sm">
      <Words {...props} />
      {choice && <Shown {...props} from={choices[choice]} many={choice !== 'collections'} />}
      {section.kind === 'collection' && <Layout {...props} />}
      {section.kind === 'quotes' && <SectionQuotes {...props} />}
      {picture && <PictureChoice label={t('sections.picture')} value={{ url: section.image_url, width: 0, height: 0 }} onChange={({ url }) => change({ image_url: url })} error={errorAt('image_url')} pictures={pictures} />}
      <Autocomplete
        label={t('sections.link')}
        description={t('sections.link_hint')}
        value={section.link_url}
        onChange={(link_url) => change({ link_url })}
        data={addressesOf(choices)}
        error={errorAt('link_url')}
        maxLength={600}
        limit={30}
        dir="ltr"
      />
    </Stack>
  );
}

function Words({ section, change, errorAt, locale, language }: SectionFormProps) {
  const { t } = useTranslation();
  const words = wordsIn(section, locale);
  const at = (part: 'eyebrow' | 'title' | 'text') => (locale === null ? part : `translations.${locale}.${part}`);
  const label = (part: string) => (locale !== null && language ? t('sections.in_language', { part, language: language.name }) : part);
  const field = (part: 'eyebrow' | 'title' | 'text') => ({
    value: words[part] ?? '',
    onChange: (e: { currentTarget: { value: string } }) => change(withWords(section, locale, { [part]: e.currentTarget.value })),
    // Without a translation the shop says it in its first language.
    placeholder: locale === null ? undefined : section[part],
    error: errorAt(at(part)),
    ...(language && { lang: language.code, dir: directionOf(language.code) }),
  });
  return (
    <>
      <TextInput label={label(t('sections.title'))} description={locale === null && section.kind === 'collection' ? t('sections.collection_title_hint') : undefined} required={locale === null && partsOf(section.kind).picture} maxLength={255} data-field={`${section.key}-title`} {...field('title')} />
      <TextInput label={label(t('sections.eyebrow'))} maxLength={120} {...field('eyebrow')} />
      <Textarea label={label(t('sections.text'))} autosize minRows={2} maxRows={10} maxLength={5000} {...field('text')} />
    </>
  );
}

/** How a collection is laid out. */
function Layout({ section, change, errorAt }: SectionFormProps) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={t('sections.layout')} labelElement="div" error={errorAt('layout')}>
      <div>
        <SegmentedControl
          aria-label={t('sections.layout')}
          value={section.layout ?? 'grid'}
          onChange={(layout) => change({ layout })}
          data={[
            { value: 'grid', label: t('sections.layout_grid') },
            { value: 'carousel', label: t('sections.layout_carousel') },
          ]}
        />
      </div>
    </Input.Wrapper>
  );
}

/** What a section shows, chosen from what the shop has. */
function Shown({ section, change, errorAt, from, many }: SectionFormProps & { readonly from: readonly Choice[]; readonly many: boolean }) {
  const { t } = useTranslation();
  const chosen = many ? handlesOf(section.ref) : [section.ref].filter(Boolean);
  const known = new Set(from.map((c) => c.handle));
  // What is chosen stays to be seen even when it was deleted, or the reader may not see it.
  const data = [...from.map((c) => ({ value: c.handle, label: c.name })), ...chosen.filter((h) => !known.has(h)).map((h) => ({ value: h, label: h }))];
  const kind = section.kind as 'categories' | 'collection' | 'stores';
  const usual = { label: t(`sections.shows_${kind}`), data, error: errorAt('ref'), searchable: true, nothingFoundMessage: t('shell.nothing') };
  if (!many) return <Select {...usual} required value={section.ref || null} onChange={(ref) => change({ ref: ref ?? '' })} />;
  return <MultiSelect {...usual} description={t('sections.shows_all_hint', { count: mostTiles })} value={chosen} onChange={(handles) => change({ ref: refOf(handles) })} maxValues={mostTiles} clearable />;
}
