import { NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import type { Collection, CollectionEdit } from '../app/types.ts';
import { CollectionProducts } from './CollectionProducts.tsx';
import { PictureChoice, usePictures } from './PictureChoice.tsx';
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
  readonly description_html: string;
}

interface Draft extends Translated<Words> {
  readonly handle: string;
  readonly image_url: string;
  readonly position: number;
}

const blank: Words = { title: '', description_html: '' };

function draftOf(c: Collection | null): Draft {
  const { title, description_html, translations, handle, image_url, position } = c ?? { ...blank, translations: {}, handle: '', image_url: '', position: 0 };
  return { title, description_html, translations, handle, image_url, position };
}

const bodyOf = ({ translations, ...rest }: Draft): CollectionEdit => ({ ...rest, translations: said(translations) });

type CollectionRecord = RecordState<Draft, Collection | null>;

export function CollectionEditor({ saved }: { readonly saved: Collection | null }) {
  const { t } = useTranslation();
  const record = useCollection(saved);
  const { base, draft } = record;
  const pictures = usePictures([{ url: base?.image_url ?? '' }]);
  return (
    <RecordForm
      record={record}
      title={base ? <bdi>{base.title}</bdi> : t('collections.new')}
      back={<TextLink to="/collections">{t('nav.collections')}</TextLink>}
      seen={base ? `/collections/${base.handle}` : undefined}
      sending={pictures.sending}
      deletion={base && <DeleteCollection collection={base} />}
      beside={base && <CollectionProducts collection={base} />}
    >
      <div className="record">
        <Described record={record} />
        <div className="record-column">
          <Found record={record} />
          <section className="panel">
            <PictureChoice label={record.name('image_url')} value={pictures.pictureAt(draft.image_url)} onChange={({ url }) => record.change({ image_url: url })} error={record.errorAt('image_url')} pictures={pictures} />
          </section>
        </div>
      </div>
      {!base && (
        <Text size="sm" c="dimmed">
          {t('collections.save_first')}
        </Text>
      )}
    </RecordForm>
  );
}

function useCollection(saved: Collection | null): CollectionRecord {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  return useRecord<Draft, Collection | null>({
    saved,
    draftOf,
    send: (draft, base) => (base ? store.collections.update(base.id, bodyOf(draft), { ifMatch: `"${base.version}"` }) : store.collections.create(bodyOf(draft))),
    load: ({ id }) => store.collections.get(id),
    key: ({ id }) => ['collection', id],
    names: { title: t('product.title'), description_html: t('product.description'), handle: t('product.handle'), position: t('collections.position'), image_url: t('sections.picture') },
    problems: filled('title'),
    message: t('collections.saved'),
    lists: ['collections'],
    onMade: ({ id }) => navigate({ to: '/collections/$id', params: { id }, replace: true, ignoreBlocker: true }),
  });
}

function Described({ record }: { readonly record: CollectionRecord }) {
  const languages = useLanguages(Object.keys(record.draft.translations));
  const words = useWords<Words, Draft>(record, languages, blank);
  const { onChange, ...title } = words('title');
  return (
    <section className="panel">
      <Stack gap="sm">
        <LanguageChoice languages={languages} written={record.written} write={record.write} />
        <TextInput required={record.written === null} maxLength={255} placeholder={record.written === null ? undefined : record.draft.title} onChange={(e) => onChange(e.currentTarget.value)} {...title} />
        <RichText key={record.written} {...words('description_html')} />
      </Stack>
    </section>
  );
}

function Found({ record }: { readonly record: CollectionRecord }) {
  const { t } = useTranslation();
  const { draft, change, errorAt, name } = record;
  return (
    <section className="panel">
      <h2>{t('product.found')}</h2>
      <Stack gap="sm">
        <TextInput description={t('product.handle_hint')} maxLength={80} dir="ltr" {...record.text('handle')} />
        <NumberInput
          label={name('position')}
          description={t('collections.position_hint')}
          value={draft.position}
          onChange={(value) => change({ position: Number(value) || 0 })}
          error={errorAt('position')}
          min={0}
          max={5000}
          allowDecimal={false}
          allowNegative={false}
        />
      </Stack>
    </section>
  );
}

function DeleteCollection({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  return (
    <Deletion
      title={t('product.delete_title', { title: collection.title })}
      text={t('collections.delete_text')}
      remove={() => store.collections.delete(collection.id)}
      message={t('collections.deleted')}
      lists={['collections']}
      onGone={() => navigate({ to: '/collections', ignoreBlocker: true })}
    />
  );
}
