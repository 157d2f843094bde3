import { MultiSelect, NativeSelect, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { StatusBadge } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { useSession } from '../app/session.ts';
import type { Product } from '../app/types.ts';
import { useStores } from '../app/useStores.ts';
import { draftOf, emptyDraft, problemsOf, saveOf } from './productDraft.ts';
import type { OptionDraft, ProductDraft } from './productDraft.ts';
import { ProductImages } from './ProductImages.tsx';
import { mergeProduct } from './productMerge.ts';
import { ProductVariants } from './ProductVariants.tsx';
import { Deletion, RecordForm } from './RecordForm.tsx';
import { RichText } from './RichText.tsx';
import { useRecord } from './useRecord.ts';
import type { RecordState } from './useRecord.ts';

interface Props {
  readonly saved: Product | null;
  /** Where a new one is sold; one that is kept says it itself. */
  readonly storeId: string;
  readonly currency: string;
}

type ProductRecord = RecordState<ProductDraft, Product | null>;

export interface EditorPart {
  readonly record: ProductRecord;
}

/** A product with its variants, prices and stock: one form, one save. */
export function ProductEditor(props: Props) {
  const { t } = useTranslation();
  const [sending, setSending] = useState(false);
  const categories = useCategoryNames();
  const record = useProduct(props, categories);
  const { base } = record;
  return (
    <RecordForm
      record={record}
      title={base ? base.title : t('product.new')}
      back={
        <TextLink to="/products" search={{}}>
          {t('nav.products')}
        </TextLink>
      }
      badges={base && <StatusBadge status={base.status} label={word('status', base.status)} />}
      sending={sending}
      deletion={base && <DeleteProduct product={base} />}
    >
      <div className="record">
        <div className="record-column">
          <Described record={record} />
          <ProductImages record={record} onSending={setSending} />
          <ProductVariants record={record} currency={props.currency} />
        </div>
        <div className="record-column">
          <Placed record={record} categories={categories} />
          <Found record={record} />
        </div>
      </div>
    </RecordForm>
  );
}

function useProduct({ saved, storeId, currency }: Props, categories: ReadonlyMap<string, string>): ProductRecord {
  const { t, i18n } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const navigate = useNavigate();
  const names = useProductNames(currency);
  return useRecord<ProductDraft, Product | null>({
    saved,
    draftOf: (product) => (product ? draftOf(product, currency) : emptyDraft(storeId)),
    send: (draft, base) => {
      const { store_id, ...rest } = saveOf(draft, currency);
      return base ? store.products.update(base.id, rest, { ifMatch: `"${base.version}"` }) : store.products.create({ store_id, ...rest });
    },
    load: ({ id }) => store.products.get(id),
    key: ({ id }) => ['product', id],
    names,
    says: {
      status: (value: string) => word('status', value),
      category_ids: (ids: readonly string[]) => new Intl.ListFormat(i18n.language).format(ids.map((id) => categories.get(id) ?? id)),
      options: (options: readonly OptionDraft[]) => options.map((o) => `${o.name}: ${o.values.join(', ')}`).join(' · '),
      variants: (fate: 'gone' | 'changed') => t(`merged.${fate}`),
    },
    problems: (draft) => Object.fromEntries(Object.entries(problemsOf(draft, currency)).map(([at, what]) => [at, `product.problem_${what}` as const])),
    message: t('product.saved'),
    lists: ['products'],
    onMade: ({ id }) => navigate({ to: '/products/$id', params: { id }, replace: true, ignoreBlocker: true }),
    merge: mergeProduct,
    locked: !can('products.write'),
  });
}

function useProductNames(currency: string): Readonly<Record<string, string>> {
  const { t } = useTranslation();
  return {
    title: t('product.title'),
    description_html: t('product.description'),
    images: t('product.images'),
    status: t('product.status'),
    store_id: t('product.store'),
    category_ids: t('product.categories'),
    tags: t('product.tags'),
    vendor: t('product.vendor'),
    origin: t('product.origin'),
    handle: t('product.handle'),
    'seo.title': t('product.seo_title'),
    'seo.description': t('product.seo_description'),
    options: t('product.option_values'),
    variants: t('product.variants'),
    'variants.price': t('product.price', { currency }),
    'variants.compareAt': t('product.compare_at'),
    'variants.stock': t('product.stock'),
    'variants.sku': t('product.sku'),
    'variants.weight': t('product.weight'),
    'variants.backorder': t('product.backorder_short'),
  };
}

/** The way to each category, as it is read. */
function useCategoryNames(): ReadonlyMap<string, string> {
  const store = useStore();
  const categories = useQuery({ queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }), staleTime: 60_000 });
  const all = categories.data?.items ?? [];
  const nameOf = new Map(all.map((c) => [c.id, c.name]));
  return new Map(all.map((c) => [c.id, c.path.map((id) => nameOf.get(id) ?? c.name).join(' › ')]));
}

function Described({ record: { draft, change, name, text, errorAt, locked } }: EditorPart) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <Stack gap="sm">
        <TextInput required maxLength={255} {...text('title')} />
        <RichText label={name('description_html')} description={t('product.description_hint')} value={draft.description_html} onChange={(description_html) => change({ description_html })} error={errorAt('description_html')} disabled={locked} />
      </Stack>
    </section>
  );
}

function Placed({ record, categories }: EditorPart & { readonly categories: ReadonlyMap<string, string> }) {
  const { t } = useTranslation();
  const { base, draft, change, name, text, errorAt, locked } = record;
  const stores = useStores();
  return (
    <section className="panel">
      <h2>{t('product.placed')}</h2>
      <Stack gap="sm">
        <NativeSelect data={['draft', 'active', 'archived'].map((value) => ({ value, label: word('status', value) }))} {...text('status')} />
        <NativeSelect data={[{ value: '', label: '' }, ...stores.map((s) => ({ value: s.id, label: s.name }))]} {...text('store_id')} disabled={locked || base !== null} />
        <MultiSelect
          label={name('category_ids')}
          value={[...draft.category_ids]}
          onChange={(category_ids) => change({ category_ids })}
          data={[...categories].map(([value, label]) => ({ value, label }))}
          error={errorAt('category_ids')}
          disabled={locked}
          searchable
        />
        <TagsInput label={name('tags')} value={[...draft.tags]} onChange={(tags) => change({ tags })} error={errorAt('tags')} disabled={locked} />
        <TextInput {...text('vendor')} />
        <TextInput maxLength={2} {...text('origin')} />
      </Stack>
    </section>
  );
}

function Found({ record: { text } }: EditorPart) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('product.found')}</h2>
      <Stack gap="sm">
        <TextInput description={t('product.handle_hint')} {...text('handle')} />
        <TextInput {...text('seo.title')} />
        <Textarea autosize minRows={2} {...text('seo.description')} />
      </Stack>
    </section>
  );
}

function DeleteProduct({ product }: { readonly product: Product }) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  return (
    <Deletion
      title={t('product.delete_title', { title: product.title })}
      text={t('product.delete_text')}
      remove={() => store.products.delete(product.id, { ifMatch: `"${product.version}"` })}
      message={t('product.deleted')}
      lists={['products']}
      onGone={() => navigate({ to: '/products', search: {}, ignoreBlocker: true })}
    />
  );
}
