import { Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { LinkButton, TextLink } from '../app/LinkButton.tsx';
import type { Category, CategoryEdit } from '../app/types.ts';
import { lastPosition, mostLevels, parentsFor, pathNames, siblingsOf } from './categoryTree.ts';
import { PictureChoice, usePictures } from './PictureChoice.tsx';
import { Deletion, LanguageChoice, RecordForm } from './RecordForm.tsx';
import { said } from './translated.ts';
import type { Translated } from './translated.ts';
import { useLanguages } from './useLanguages.ts';
import { filled, useRecord } from './useRecord.ts';
import type { RecordState } from './useRecord.ts';
import { useWords } from './useWords.ts';

interface Words {
  readonly name: string;
  readonly description: string;
}

interface Draft extends Translated<Words> {
  readonly handle: string;
  readonly parent_id: string;
  readonly image_url: string;
}

const blank: Words = { name: '', description: '' };

function draftOf(c: Category | null, under: string): Draft {
  const { name, description, translations, handle, parent_id, image_url } = c ?? { ...blank, translations: {}, handle: '', parent_id: under, image_url: '' };
  return { name, description, translations, handle, parent_id, image_url };
}

const bodyOf = ({ parent_id, translations, ...rest }: Draft): CategoryEdit => ({ ...rest, parent_id: parent_id || null, translations: said(translations) });

interface Props {
  readonly saved: Category | null;
  /** What a new one is made under; empty is the root. */
  readonly under: string;
  readonly all: readonly Category[];
}

export function CategoryEditor({ saved, under, all }: Props) {
  const { t } = useTranslation();
  const record = useCategory({ saved, under, all });
  const { base, draft } = record;
  const pictures = usePictures([{ url: base?.image_url ?? '' }]);
  return (
    <RecordForm
      record={record}
      title={base ? <bdi>{base.name}</bdi> : t('categories.new')}
      back={
        <TextLink to="/categories" search={{}}>
          {t('nav.categories')}
        </TextLink>
      }
      seen={base ? `/categories/${base.handle}` : undefined}
      sending={pictures.sending}
      deletion={base && <DeleteCategory category={base} all={all} />}
    >
      <div className="record">
        <div className="record-column">
          <Described record={record} />
          {base && <Below category={base} all={all} />}
        </div>
        <div className="record-column">
          <Placed record={record} all={all} />
          <section className="panel">
            <PictureChoice
              label={record.name('image_url')}
              hint={t('categories.picture_hint')}
              value={pictures.pictureAt(draft.image_url)}
              onChange={({ url }) => record.change({ image_url: url })}
              error={record.errorAt('image_url')}
              pictures={pictures}
            />
          </section>
        </div>
      </div>
    </RecordForm>
  );
}

type CategoryRecord = RecordState<Draft, Category | null>;

function useCategory({ saved, under, all }: Props): CategoryRecord {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const path = pathNames(all);
  return useRecord<Draft, Category | null>({
    saved,
    draftOf: (c) => draftOf(c, under),
    send: (draft, base) => {
      const body = bodyOf(draft);
      if (!base) return store.categories.create(body);
      const parent = body.parent_id ?? '';
      // Where it moves to it stands last: its old position means nothing there.
      const moved = parent !== base.parent_id && { position: lastPosition(siblingsOf(all, parent)) };
      return store.categories.update(base.id, { ...body, ...moved }, { ifMatch: `"${base.version}"` });
    },
    load: ({ id }) => store.categories.get(id),
    key: ({ id }) => ['category', id],
    names: { name: t('categories.name'), description: t('product.description'), parent_id: t('categories.parent'), handle: t('product.handle'), image_url: t('sections.picture') },
    says: {
      parent_id: (id: string) => {
        const parent = all.find((c) => c.id === id);
        return parent ? path(parent) : t('categories.root');
      },
    },
    problems: filled('name'),
    message: t('categories.saved'),
    lists: ['categories'],
    onMade: ({ id }) => navigate({ to: '/categories/$id', params: { id }, replace: true, ignoreBlocker: true }),
  });
}

function Described({ record }: { readonly record: CategoryRecord }) {
  const languages = useLanguages(Object.keys(record.draft.translations));
  const words = useWords<Words, Draft>(record, languages, blank);
  const field = (part: keyof Words) => {
    const { onChange, ...rest } = words(part);
    const placeholder = record.written === null ? undefined : record.draft[part];
    return { ...rest, placeholder, onChange: (e: { currentTarget: { value: string } }) => onChange(e.currentTarget.value) };
  };
  return (
    <section className="panel">
      <Stack gap="sm">
        <LanguageChoice languages={languages} written={record.written} write={record.write} />
        <TextInput required={record.written === null} maxLength={120} {...field('name')} />
        <Textarea autosize minRows={3} maxRows={12} maxLength={5000} {...field('description')} />
      </Stack>
    </section>
  );
}

/** No parent, as a choice: an empty value is nothing chosen. */
const root = '/';

function Placed({ record, all }: { readonly record: CategoryRecord; readonly all: readonly Category[] }) {
  const { t } = useTranslation();
  const { base, draft, change, errorAt, name } = record;
  const path = pathNames(all);
  return (
    <section className="panel">
      <h2>{t('product.placed')}</h2>
      <Stack gap="sm">
        <Select
          label={name('parent_id')}
          data={[{ value: root, label: t('categories.root') }, ...parentsFor(all, base?.id ?? null).map((c) => ({ value: c.id, label: path(c) }))]}
          value={draft.parent_id || root}
          onChange={(value) => change({ parent_id: value === root ? '' : (value ?? '') })}
          error={errorAt('parent_id')}
          allowDeselect={false}
          searchable
          limit={100}
          nothingFoundMessage={t('shell.nothing')}
        />
        <TextInput description={t('categories.handle_hint')} maxLength={80} dir="ltr" {...record.text('handle')} />
      </Stack>
    </section>
  );
}

/** What stands right below it, and the way to more. */
function Below({ category, all }: { readonly category: Category; readonly all: readonly Category[] }) {
  const { t } = useTranslation();
  const below = siblingsOf(all, category.id);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('categories.below_title')}</h2>
        {category.path.length < mostLevels && (
          <LinkButton to="/categories/new" search={{ parent: category.id }} variant="light" size="xs" leftSection={<IconPlus size={14} />}>
            {t('categories.add')}
          </LinkButton>
        )}
      </div>
      {below.length > 0 && (
        <ul className="lines">
          {below.map((c) => (
            <li key={c.id}>
              <TextLink to="/categories/$id" params={{ id: c.id }}>
                <bdi>{c.name}</bdi>
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DeleteCategory({ category, all }: { readonly category: Category; readonly all: readonly Category[] }) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const below = siblingsOf(all, category.id).length;
  return (
    <Deletion
      title={t('product.delete_title', { title: category.name })}
      text={below > 0 ? t('categories.delete_blocked', { number: below }) : t('categories.delete_text')}
      blocked={below > 0}
      remove={() => store.categories.delete(category.id)}
      message={t('categories.deleted')}
      lists={['categories']}
      onGone={() => navigate({ to: '/categories', search: {}, ignoreBlocker: true })}
    />
  );
}
