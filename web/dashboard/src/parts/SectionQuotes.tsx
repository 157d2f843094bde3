import { Autocomplete, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { IconButton, moved, useFocusAfter } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import type { HomeQuote } from '../app/types.ts';
import { blankQuote, mostQuotes, quoteWord, withQuoteWord } from './homeQuotes.ts';
import type { QuoteWord } from './homeQuotes.ts';
import type { SectionFormProps } from './SectionForm.tsx';
import { directionOf } from './useLanguages.ts';
import { addressesOf } from './useShopChoices.ts';

/** What customers say, one after the other: words in every language, the rest once. */
export function SectionQuotes(props: SectionFormProps) {
  const { t } = useTranslation();
  const { section, change, errorAt, locale } = props;
  const quotes = section.quotes ?? [];
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const focus = useFocusAfter(list);
  const put = (next: readonly HomeQuote[]) => change({ quotes: [...next] });
  const move = (from: number, to: number, button: string) => {
    put(moved(quotes, from, to));
    focus(String(to), button);
  };
  const remove = (at: number) => {
    put(quotes.filter((_, i) => i !== at));
    // The button that removed is gone with its quote.
    if (quotes.length > 1) focus(String(Math.max(0, at - 1)), 'remove');
    else add.current?.focus();
  };
  return (
    <Stack gap="sm" align="flex-start">
      <ol className="section-quotes" ref={list} aria-label={t('sections.quotes')}>
        {quotes.map((quote, at) => (
          <li key={at} data-id={at}>
            <div className="section-quote-head">
              <Text component="h3" size="sm" fw={600}>
                {t('sections.quote', { number: at + 1 })}
              </Text>
              {locale === null && <Moves at={at} count={quotes.length} onMove={(to, button) => move(at, to, button)} onRemove={() => remove(at)} />}
            </div>
            <QuoteFields {...props} quote={quote} at={at} put={(next) => put(quotes.map((q, i) => (i === at ? next : q)))} />
          </li>
        ))}
      </ol>
      {errorAt('quotes') && (
        <Text size="sm" c="red" role="alert">
          {errorAt('quotes')}
        </Text>
      )}
      {locale === null && quotes.length < mostQuotes && (
        <Button ref={add} variant="light" size="sm" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => put([...quotes, blankQuote()])}>
          {t('sections.quote_add')}
        </Button>
      )}
      <Text size="xs" c="dimmed">
        {t('sections.quotes_hint', { count: mostQuotes })}
      </Text>
    </Stack>
  );
}

interface MovesProps {
  readonly at: number;
  readonly count: number;
  readonly onMove: (to: number, button: string) => void;
  readonly onRemove: () => void;
}

function Moves({ at, count, onMove, onRemove }: MovesProps) {
  const { t } = useTranslation();
  const name = t('sections.quote', { number: at + 1 });
  return (
    <div className="section-moves">
      <IconButton act="up" label={t('sections.up', { name })} icon={<IconArrowUp size={18} aria-hidden="true" />} off={at === 0} onClick={() => onMove(at - 1, 'up')} />
      <IconButton act="down" label={t('sections.down', { name })} icon={<IconArrowDown size={18} aria-hidden="true" />} off={at === count - 1} onClick={() => onMove(at + 1, 'down')} />
      <IconButton act="remove" label={t('sections.remove', { name })} icon={<IconTrash size={18} aria-hidden="true" />} onClick={onRemove} />
    </div>
  );
}

interface FieldsProps extends SectionFormProps {
  readonly quote: HomeQuote;
  readonly at: number;
  readonly put: (next: HomeQuote) => void;
}

function QuoteFields({ quote, at, put, errorAt, locale, language, choices }: FieldsProps) {
  const { t } = useTranslation();
  const own = locale === null;
  const label = (part: string) => (!own && language ? t('sections.in_language', { part, language: language.name }) : part);
  const field = (word: QuoteWord) => ({
    value: quoteWord(quote, locale, word),
    onChange: (e: { currentTarget: { value: string } }) => put(withQuoteWord(quote, locale, word, e.currentTarget.value)),
    // Without a translation the shop says it in its first language.
    placeholder: own ? undefined : quote[word],
    error: errorAt(`quotes[${at}].${own ? '' : `translations.${locale}.`}${word}`),
    ...(language && { lang: language.code, dir: directionOf(language.code) }),
  });
  return (
    <Stack gap="xs">
      <Textarea label={label(t('sections.quote_text'))} required={own} autosize minRows={2} maxRows={8} maxLength={1000} {...field('text')} />
      <TextInput label={label(t('sections.quote_name'))} required={own} maxLength={120} {...field('name')} />
      <TextInput label={label(t('sections.quote_place'))} maxLength={120} {...field('place')} />
      {own && (
        <Autocomplete
          label={t('sections.quote_link')}
          description={t('sections.quote_link_hint')}
          value={quote.link_url ?? ''}
          onChange={(link_url) => put({ ...quote, link_url })}
          data={addressesOf(choices)}
          error={errorAt(`quotes[${at}].link_url`)}
          maxLength={600}
          limit={30}
          dir="ltr"
        />
      )}
    </Stack>
  );
}
