import './Appearance.css';

import { ActionIcon, Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appearance } from '../app/types.ts';

type Column = Appearance['footer_columns'][number];
type Words = Column['title'];

interface Props {
  readonly text: Words;
  readonly columns: Appearance['footer_columns'];
  readonly onChange: (part: Partial<Appearance>) => void;
  readonly locales: readonly string[];
  /** What is wrong with a field of the appearance. */
  readonly wrong: (field: string) => string | undefined;
  readonly locked: boolean;
}

const mostColumns = 4;
const mostLinks = 10;

/** The foot of every page: a text and columns of links, in one language at a time. */
export function FooterEditor({ text, columns, onChange, locales, wrong, locked }: Props) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState(locales[0] ?? 'en');
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const put = (list: readonly Column[]) => onChange({ footer_columns: [...list] });
  return (
    <section className="panel">
      <h2>{t('appearance.footer')}</h2>
      <Stack gap="md">
        {locales.length > 1 && (
          <NativeSelect
            label={t('appearance.language')}
            description={t('appearance.language_hint')}
            value={language}
            onChange={(e) => setLanguage(e.currentTarget.value)}
            data={locales.map((value) => ({ value, label: names.of(value) ?? value }))}
          />
        )}
        <Textarea
          label={t('appearance.footer_text')}
          value={text[language] ?? ''}
          onChange={(e) => onChange({ footer_text: { ...text, [language]: e.currentTarget.value } })}
          error={wrong('footer_text') ?? wrong(`footer_text.${language}`)}
          maxLength={500}
          autosize
          minRows={2}
          dir="auto"
          disabled={locked}
        />
        {columns.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('appearance.no_columns')}
          </Text>
        )}
        {columns.map((column, i) => (
          <ColumnEditor
            key={i}
            number={i + 1}
            column={column}
            language={language}
            onChange={(next) => put(columns.map((c, n) => (n === i ? next : c)))}
            onRemove={() => put(columns.filter((_, n) => n !== i))}
            wrong={(field) => wrong(`footer_columns[${i}].${field}`)}
            locked={locked}
          />
        ))}
        {!locked && columns.length < mostColumns && (
          <Button variant="light" size="sm" leftSection={<IconPlus size={16} />} onClick={() => put([...columns, { title: {}, links: [] }])}>
            {t('appearance.add_column')}
          </Button>
        )}
      </Stack>
    </section>
  );
}

interface ColumnProps {
  readonly number: number;
  readonly column: Column;
  readonly language: string;
  readonly onChange: (next: Column) => void;
  readonly onRemove: () => void;
  readonly wrong: (field: string) => string | undefined;
  readonly locked: boolean;
}

function ColumnEditor({ number, column, language, onChange, onRemove, wrong, locked }: ColumnProps) {
  const { t } = useTranslation();
  const links = (list: Column['links']) => onChange({ ...column, links: list });
  const edit = (i: number, part: Partial<Column['links'][number]>) => links(column.links.map((l, n) => (n === i ? { ...l, ...part } : l)));
  return (
    <fieldset className="footer-column">
      <legend>{t('appearance.column', { number })}</legend>
      <Stack gap="xs">
        <TextInput
          label={t('appearance.column_title')}
          value={column.title[language] ?? ''}
          onChange={(e) => onChange({ ...column, title: { ...column.title, [language]: e.currentTarget.value } })}
          error={wrong('title') ?? wrong(`title.${language}`)}
          maxLength={60}
          dir="auto"
          disabled={locked}
        />
        {column.links.map((link, i) => (
          <div key={i} className="footer-link">
            <TextInput
              label={t('appearance.link_text')}
              value={link.text[language] ?? ''}
              onChange={(e) => edit(i, { text: { ...link.text, [language]: e.currentTarget.value } })}
              error={wrong(`links[${i}].text`) ?? wrong(`links[${i}].text.${language}`)}
              maxLength={80}
              dir="auto"
              disabled={locked}
            />
            <TextInput
              label={t('appearance.link_href')}
              placeholder="/pages/about"
              value={link.href}
              onChange={(e) => edit(i, { href: e.currentTarget.value })}
              error={wrong(`links[${i}].href`)}
              maxLength={600}
              dir="ltr"
              disabled={locked}
            />
            {!locked && (
              <ActionIcon variant="subtle" color="red" size="lg" aria-label={t('appearance.remove_link', { number: i + 1 })} onClick={() => links(column.links.filter((_, n) => n !== i))}>
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
        {!locked && (
          <div className="footer-column-end">
            {column.links.length < mostLinks && (
              <Button variant="light" size="xs" leftSection={<IconPlus size={14} />} onClick={() => links([...column.links, { text: {}, href: '' }])}>
                {t('appearance.add_link')}
              </Button>
            )}
            <Button variant="subtle" color="red" size="xs" onClick={onRemove}>
              {t('appearance.remove_column')}
            </Button>
          </div>
        )}
      </Stack>
    </fieldset>
  );
}
