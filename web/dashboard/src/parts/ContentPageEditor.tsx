import { Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import type { ContentPage, ContentPageEdit } from '../app/types.ts';
import { Shown } from './PageShown.tsx';
import { Deletion, LanguageChoice, RecordForm } from './RecordForm.tsx';
import { RichText } from './RichText.tsx';
import { said } from './translated.ts';
import type { Translated } from './translated.ts';
import { useLanguages } from './useLanguages.ts';
import { filled, useRecord } from './useRecord.ts';
import type { RecordState } from './useRecord.ts';
import { useWords } from './useWords.ts';

interface Words {
  readonly title: string;
  readonly body_html: string;
}

interface Draft extends Translated<Words> {
  readonly handle: string;
  readonly published: boolean;
  readonly seo: ContentPage['seo'];
}

const blank: Words = { title: '', body_html: '' };

function draftOf(p: ContentPage | null): Draft {
  const { title, body_html, translations, handle, published, seo } = p ?? { ...blank, translations: {}, handle: '', published: true, seo: { title: '', description: '' } };
  return { title, body_html, translations, handle, published, seo: { title: seo.title, description: seo.description } };
}

const bodyOf = ({ translations, ...rest }: Draft): ContentPageEdit => ({ ...rest, translations: said(translations) });

type PageRecord = RecordState<Draft, ContentPage | null>;

export function ContentPageEditor({ saved }: { readonly saved: ContentPage | null }) {
  const { t } = useTranslation();
  const record = useContentPage(saved);
  const { base } = record;
  return (
    <RecordForm
      record={record}
      title={base ? <bdi>{base.title}</bdi> : t('pages.new')}
      back={<TextLink to="/pages">{t('nav.pages')}</TextLink>}
      badges={base && <Shown page={base} />}
      seen={base?.published ? `/pages/${base.handle}` : undefined}
      deletion={base && <DeletePage page={base} />}
    >
      <div className="record">
        <Written record={record} />
        <Found record={record} />
      </div>
    </RecordForm>
  );
}

function useContentPage(saved: ContentPage | null): PageRecord {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  return useRecord<Draft, ContentPage | null>({
    saved,
    draftOf,
    send: (draft, base) => (base ? store.pages.update(base.id, bodyOf(draft), { ifMatch: `"${base.version}"` }) : store.pages.create(bodyOf(draft))),
    load: ({ id }) => store.pages.get(id),
    key: ({ id }) => ['page', id],
    names: {
      title: t('product.title'),
      body_html: t('pages.body'),
      handle: t('product.handle'),
      published: t('pages.published'),
      'seo.title': t('product.seo_title'),
      'seo.description': t('product.seo_description'),
    },
    problems: filled('title'),
    message: t('pages.saved'),
    lists: ['pages'],
    onMade: ({ id }) => navigate({ to: '/pages/$id', params: { id }, replace: true, ignoreBlocker: true }),
  });
}

function Written({ record }: { readonly record: PageRecord }) {
  const languages = useLanguages(Object.keys(record.draft.translations));
  const words = useWords<Words, Draft>(record, languages, blank);
  const { onChange, ...title } = words('title');
  return (
    <section className="panel">
      <Stack gap="sm">
        <LanguageChoice languages={languages} written={record.written} write={record.write} />
        <TextInput required={record.written === null} maxLength={255} placeholder={record.written === null ? undefined : record.draft.title} onChange={(e) => onChange(e.currentTarget.value)} {...title} />
        <RichText key={record.written} {...words('body_html')} />
      </Stack>
    </section>
  );
}

function Found({ record }: { readonly record: PageRecord }) {
  const { t } = useTranslation();
  const { draft, change, errorAt, name, text } = record;
  return (
    <div className="record-column">
      <section className="panel">
        <h2>{t('products.status')}</h2>
        <Switch label={name('published')} description={t('pages.published_hint')} checked={draft.published} onChange={(e) => change({ published: e.currentTarget.checked })} error={errorAt('published')} />
      </section>
      <section className="panel">
        <h2>{t('product.found')}</h2>
        <Stack gap="sm">
          <TextInput description={t('product.handle_hint')} maxLength={80} dir="ltr" {...text('handle')} />
          <TextInput maxLength={255} dir="auto" {...text('seo.title')} />
          <Textarea autosize minRows={2} maxLength={500} dir="auto" {...text('seo.description')} />
        </Stack>
      </section>
    </div>
  );
}

function DeletePage({ page }: { readonly page: ContentPage }) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  return (
    <Deletion
      title={t('product.delete_title', { title: page.title })}
      text={t('pages.delete_text')}
      remove={() => store.pages.delete(page.id)}
      message={t('pages.deleted')}
      lists={['pages']}
      onGone={() => navigate({ to: '/pages', ignoreBlocker: true })}
    />
  );
}
