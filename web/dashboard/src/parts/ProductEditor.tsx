import { Button, Group, MultiSelect, NativeSelect, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { Confirm, PageHeader, ProblemNotice, StatusBadge } from '@haat/ui';
import { isHaatError } from '@haat/store-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import type { TextKey } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { told } from '../app/notify.ts';
import { fieldError, isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Product } from '../app/types.ts';
import { useStores } from '../app/useStores.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { problemsOf, saveOf, withStockOf } from './productDraft.ts';
import type { ProductDraft } from './productDraft.ts';
import { ProductImages } from './ProductImages.tsx';
import { ProductVariants } from './ProductVariants.tsx';
import { RichText } from './RichText.tsx';

interface Props {
  readonly saved: Product | null;
  readonly start: ProductDraft;
  readonly currency: string;
}

export interface EditorPart {
  readonly draft: ProductDraft;
  /** Given a function, it is asked with the newest draft: for what arrives later than it was begun. */
  readonly change: (next: Partial<ProductDraft> | ((now: ProductDraft) => Partial<ProductDraft>)) => void;
  readonly errorAt: (place: string, path?: string) => string | undefined;
  readonly locked: boolean;
}

/** A product with its variants, prices and stock: one form, one save. */
export function ProductEditor({ saved, start, currency }: Props) {
  const { t } = useTranslation();
  const { can } = useSession();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const problems = problemsOf(draft, currency);
  const dirty = JSON.stringify(draft) !== JSON.stringify(start);
  const save = useSave(saved, currency, setDraft);
  const locked = !can('products.write');

  const errorAt = (place: string, path = place) => {
    const own = problems[place];
    if (tried && own) return t(`product.problem_${own}` satisfies TextKey);
    return fieldError(save.error, path);
  };
  const part: EditorPart = { draft, change: (next) => setDraft((now) => ({ ...now, ...(typeof next === 'function' ? next(now) : next) })), errorAt, locked };
  const submit = () => {
    setTried(true);
    if (Object.keys(problems).length === 0) save.mutate(draft);
  };

  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        submit();
      }}
      noValidate
    >
      <PageHeader
        title={saved ? saved.title : t('product.new')}
        back={
          <TextLink to="/products" search={{}}>
            {t('nav.products')}
          </TextLink>
        }
        badges={saved && <StatusBadge status={saved.status} label={word('status', saved.status)} />}
        actions={
          !locked && (
            <>
              {(dirty || sending) && (
                <Text size="sm" c="dimmed" role="status">
                  {sending ? t('picture.sending') : t('product.unsaved')}
                </Text>
              )}
              {saved && <DeleteProduct product={saved} />}
              <Button type="submit" loading={save.isPending} disabled={sending || (saved !== null && !dirty)}>
                {t('product.save')}
              </Button>
            </>
          )
        }
      />
      <Stack gap="md">
        {isStatus(save.error, 412) ? <Stale id={saved?.id ?? ''} /> : <ProblemNotice error={readable(save.error)} />}
        {tried && Object.keys(problems).length > 0 && <ProblemNotice error={{ message: t('product.fix') }} />}
        <div className="record">
          <div className="record-column">
            <Described {...part} />
            <ProductImages {...part} onSending={setSending} />
            <ProductVariants {...part} start={start} currency={currency} tried={tried} refusal={save.error} sent={save.variables} />
          </div>
          <div className="record-column">
            <Placed {...part} isNew={saved === null} />
            <Found {...part} />
          </div>
        </div>
      </Stack>
      <LeaveGuard when={dirty || sending} />
    </form>
  );
}

function useSave(saved: Product | null, currency: string, setDraft: (next: (now: ProductDraft) => ProductDraft) => void) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (draft: ProductDraft) => {
      const { store_id, ...rest } = saveOf(draft, currency);
      return saved ? await store.products.update(saved.id, rest, { ifMatch: `"${saved.version}"` }) : await store.products.create({ store_id, ...rest });
    },
    onSuccess: async (product) => {
      told(t('product.saved'));
      void queries.invalidateQueries({ queryKey: ['products'] });
      queries.setQueryData(['product', product.id], product);
      if (!saved) await navigate({ to: '/products/$id', params: { id: product.id }, replace: true, ignoreBlocker: true });
      // Where only stock changed the version is the one of before, and the form stays: it goes on from what was saved.
      else setDraft((now) => withStockOf(now, product));
    },
    onError: async (error) => {
      // The field says what is on hand now; whoever saves again has seen it.
      if (!saved || !isHaatError(error) || error.code !== 'inventory.moved') return;
      const now = await store.products.get(saved.id);
      setDraft((draft) => withStockOf(draft, now));
    },
  });
}

/** Somebody else saved first: say so and offer their version, rather than overwrite it. */
function Stale({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return <ProblemNotice error={{ message: t('product.stale') }} onRetry={() => void queries.resetQueries({ queryKey: ['product', id] })} />;
}

function Described({ draft, change, errorAt, locked }: EditorPart) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <Stack gap="sm">
        <TextInput label={t('product.title')} required value={draft.title} onChange={(e) => change({ title: e.currentTarget.value })} error={errorAt('title')} disabled={locked} maxLength={255} />
        <RichText label={t('product.description')} description={t('product.description_hint')} value={draft.description} onChange={(description) => change({ description })} error={errorAt('description_html')} disabled={locked} />
      </Stack>
    </section>
  );
}

function Placed({ draft, change, errorAt, locked, isNew }: EditorPart & { readonly isNew: boolean }) {
  const { t } = useTranslation();
  const stores = useStores();
  const store = useStore();
  const categories = useQuery({ queryKey: ['categories'], queryFn: ({ signal }) => store.categories.list({ signal }), staleTime: 60_000 });
  const named = categories.data?.items ?? [];
  const nameOf = new Map(named.map((c) => [c.id, c.name]));
  return (
    <section className="panel">
      <h2>{t('product.placed')}</h2>
      <Stack gap="sm">
        <NativeSelect
          label={t('product.status')}
          value={draft.status}
          onChange={(e) => change({ status: e.currentTarget.value as ProductDraft['status'] })}
          data={['draft', 'active', 'archived'].map((value) => ({ value, label: word('status', value) }))}
          error={errorAt('status')}
          disabled={locked}
        />
        <NativeSelect
          label={t('product.store')}
          value={draft.storeId}
          onChange={(e) => change({ storeId: e.currentTarget.value })}
          data={[{ value: '', label: '' }, ...stores.map((s) => ({ value: s.id, label: s.name }))]}
          error={errorAt('storeId', 'store_id')}
          disabled={locked || !isNew}
        />
        <MultiSelect
          label={t('product.categories')}
          value={[...draft.categoryIds]}
          onChange={(categoryIds) => change({ categoryIds })}
          data={named.map((c) => ({ value: c.id, label: c.path.map((id) => nameOf.get(id) ?? c.name).join(' › ') }))}
          error={errorAt('category_ids')}
          disabled={locked}
          searchable
        />
        <TagsInput label={t('product.tags')} value={[...draft.tags]} onChange={(tags) => change({ tags })} error={errorAt('tags')} disabled={locked} />
        <TextInput label={t('product.vendor')} value={draft.vendor} onChange={(e) => change({ vendor: e.currentTarget.value })} error={errorAt('vendor')} disabled={locked} />
        <TextInput label={t('product.origin')} value={draft.origin} onChange={(e) => change({ origin: e.currentTarget.value })} error={errorAt('origin')} maxLength={2} disabled={locked} />
      </Stack>
    </section>
  );
}

function Found({ draft, change, errorAt, locked }: EditorPart) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('product.found')}</h2>
      <Stack gap="sm">
        <TextInput label={t('product.handle')} description={t('product.handle_hint')} value={draft.handle} onChange={(e) => change({ handle: e.currentTarget.value })} error={errorAt('handle')} disabled={locked} />
        <TextInput label={t('product.seo_title')} value={draft.seoTitle} onChange={(e) => change({ seoTitle: e.currentTarget.value })} error={errorAt('seo.title')} disabled={locked} />
        <Textarea label={t('product.seo_description')} value={draft.seoDescription} onChange={(e) => change({ seoDescription: e.currentTarget.value })} error={errorAt('seo.description')} disabled={locked} autosize minRows={2} />
      </Stack>
    </section>
  );
}

function DeleteProduct({ product }: { readonly product: Product }) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => store.products.delete(product.id, { ifMatch: `"${product.version}"` }),
    onSuccess: async () => {
      told(t('product.deleted'));
      await queries.invalidateQueries({ queryKey: ['products'] });
      await navigate({ to: '/products', search: {}, ignoreBlocker: true });
    },
  });
  return (
    <Group>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {t('product.delete')}
      </Button>
      <Confirm opened={asking} onClose={() => setAsking(false)} onConfirm={() => remove.mutate()} title={t('product.delete_title', { title: product.title })} verb={t('product.delete')} danger busy={remove.isPending} error={readable(remove.error)}>
        <Text size="sm">{t('product.delete_text')}</Text>
      </Confirm>
    </Group>
  );
}
