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
import { useRecord } from './useRecord.ts';
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

type PageRecord = RecordState<Draft, ContentPage>;

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
      sending={false}
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
  return useRecord<Draft, ContentPageEdit, ContentPage>({
    saved,
    draftOf,
    bodyOf,
    send: (body, base) => (base ? store.pages.update(base.id, body, { ifMatch: `"${base.version}"` }) : store.pages.create(body)),
    load: (id) => store.pages.get(id),
    required: 'title',
    message: t('pages.saved'),
    key: 'page',
    lists: ['pages'],
    onMade: (id) => navigate({ to: '/pages/$id', params: { id }, replace: true, ignoreBlocker: true }),
  });
}

function Written({ record }: { readonly record: PageRecord }) {
  const { t } = useTranslation();
  const languages = useLanguages(Object.keys(record.draft.translations));
  const words = useWords<Words, Draft, ContentPage>(record, languages, blank);
  const { onChange, ...title } = words('title', t('product.title'));
  return (
    <section className="panel">
      <Stack gap="sm">
        <LanguageChoice languages={languages} written={record.written} write={record.write} />
        <TextInput required={record.written === null} maxLength={255} placeholder={record.written === null ? undefined : record.draft.title} onChange={(e) => onChange(e.currentTarget.value)} {...title} />
        <RichText key={record.written} {...words('body_html', t('pages.body'))} />
      </Stack>
    </section>
  );
}

function Found({ record }: { readonly record: PageRecord }) {
  const { t } = useTranslation();
  const { draft, change, errorAt } = record;
  const seo = (part: Partial<Draft['seo']>) => change((now) => ({ seo: { ...now.seo, ...part } }));
  return (
    <div className="record-column">
      <section className="panel">
        <h2>{t('products.status')}</h2>
        <Switch label={t('pages.published')} description={t('pages.published_hint')} checked={draft.published} onChange={(e) => change({ published: e.currentTarget.checked })} error={errorAt('published')} />
      </section>
      <section className="panel">
        <h2>{t('product.found')}</h2>
        <Stack gap="sm">
          <TextInput label={t('product.handle')} description={t('product.handle_hint')} maxLength={80} dir="ltr" value={draft.handle} onChange={(e) => change({ handle: e.currentTarget.value })} error={errorAt('handle')} />
          <TextInput label={t('product.seo_title')} maxLength={255} dir="auto" value={draft.seo.title} onChange={(e) => seo({ title: e.currentTarget.value })} error={errorAt('seo.title')} />
          <Textarea label={t('product.seo_description')} autosize minRows={2} maxLength={500} dir="auto" value={draft.seo.description} onChange={(e) => seo({ description: e.currentTarget.value })} error={errorAt('seo.description')} />
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
