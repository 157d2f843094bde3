import { useTranslation } from 'react-i18next';
import { withWords, wordsIn } from './translated.ts';
import type { Translated } from './translated.ts';
import { directionOf } from './useLanguages.ts';
import type { Languages } from './useLanguages.ts';
import type { RecordState } from './useRecord.ts';

/** Binds fields to the words of a record in the language it is written in. */
export function useWords<W extends object, Draft extends Translated<W>>(record: Pick<RecordState<Draft, unknown>, 'draft' | 'change' | 'errorAt' | 'name' | 'written'>, languages: Languages, blank: W) {
  const { t } = useTranslation();
  const { draft, change, errorAt, name, written } = record;
  const language = languages.others.find((l) => l.code === written) ?? languages.first;
  const words = wordsIn<W>(draft, written, blank);
  return <K extends keyof W & string>(part: K) => ({
    label: written !== null && language ? t('sections.in_language', { part: name(part), language: language.name }) : name(part),
    value: words[part] as string,
    onChange: (value: string) => change((now) => withWords<W>(now, written, { [part]: value } as unknown as Partial<W>, blank) as Partial<Draft>),
    error: errorAt(written === null ? part : `translations.${written}.${part}`),
    ...(language && { lang: language.code, dir: directionOf(language.code) as 'ltr' | 'rtl' }),
  });
}
