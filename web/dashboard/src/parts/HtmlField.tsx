import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly most: number;
  readonly rows: number;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/** A text with headings, lists and links, written as HTML. The server keeps of it what is safe. */
export function HtmlField({ label, value, onChange, error, most, rows, lang, dir }: Props) {
  const { t } = useTranslation();
  return <Textarea label={label} description={t('product.description_hint')} value={value} onChange={(e) => onChange(e.currentTarget.value)} error={error} maxLength={most} autosize minRows={rows} maxRows={24} lang={lang} dir={dir} />;
}
