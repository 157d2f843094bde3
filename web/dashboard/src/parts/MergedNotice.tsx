import { Alert, List, Text } from '@mantine/core';
import { useUi } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import { languageNamed } from './useLanguages.ts';
import type { Clash, RecordState } from './useRecord.ts';

type Props = Pick<RecordState<object, unknown>, 'clashes' | 'name' | 'says'>;

/** A product of many variants may have more than anybody reads. */
const mostNamed = 8;

/** Says that the fields changed under the hands, that nothing typed is lost, and what the other one has where both changed the same. */
export function MergedNotice(props: Props) {
  const { t } = useTranslation();
  const { clashes } = props;
  const tell = useTell(props);
  return (
    <Alert role="alert" color="orange" variant="light" title={t('merged.title')}>
      {t('merged.text')}
      {clashes.length > 0 && (
        <>
          <Text size="sm" mt="xs">
            {t('merged.both')}
          </Text>
          <List size="sm">
            {clashes.slice(0, mostNamed).map((clash) => {
              const { field, theirs } = tell(clash);
              return (
                <List.Item key={`${clash.path} ${clash.of ?? ''}`}>
                  <strong>{field}</strong>
                  {theirs !== null && (
                    <>
                      : <bdi>{theirs}</bdi>
                    </>
                  )}
                </List.Item>
              );
            })}
          </List>
          {clashes.length > mostNamed && <Text size="sm">{t('merged.more', { number: clashes.length - mostNamed })}</Text>}
        </>
      )}
    </Alert>
  );
}

/** What a field is called and what the other one has in it; null for what is no text: a picture, a list of links. */
function useTell({ name, says }: Props) {
  const { t, i18n } = useTranslation();
  const { say } = useUi();
  const nameOf = (path: string) => {
    const [first = '', locale = '', part = ''] = path.split('.');
    if (first !== 'translations') return name(path);
    const language = languageNamed(locale, i18n.language);
    return part === '' ? language : t('sections.in_language', { part: name(part), language });
  };
  const textOf = (path: string, value: unknown): string | null => {
    const own = says?.[path];
    if (own) return own(value as never);
    if (typeof value === 'boolean') return t(value ? 'merged.on' : 'merged.off');
    if (Array.isArray(value) && value.every((v) => typeof v === 'string')) return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(value);
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') return null;
    return path.endsWith('_html') ? (new DOMParser().parseFromString(value, 'text/html').body.textContent ?? '') : value;
  };
  return ({ path, theirs, of }: Clash) => {
    const text = textOf(path, theirs);
    return { field: of ? say('ui.variants.cell', { column: nameOf(path), variant: of }) : nameOf(path), theirs: text?.trim() === '' ? t('merged.empty') : text && short(text) };
  };
}

const mostLetters = 160;
const short = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text);
