import { Button } from '@mantine/core';
import { DataTable, EmptyState, ProductThumb, StatusBadge } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { failed, toldUndo } from '../app/notify.ts';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Collection, ProductRow } from '../app/types.ts';
import { readAgain, useList } from '../app/useList.ts';
import { AddToCollection } from './AddToCollection.tsx';

/** What stands in a collection. It is kept with the products, so that each change is saved at once. */
export function CollectionProducts({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const list = useList(['collection-products', collection.id], (paging, signal) => store.collections.products(collection.id, paging, { signal }));
  const { put, busy } = useMembership(collection);
  const may = can('products.write') && can('products.read');
  const columns: readonly Column<ProductRow>[] = [
    { id: 'title', title: t('products.title'), phone: 'title', cell: (p) => <Pictured product={p} /> },
    { id: 'status', title: t('products.status'), cell: (p) => <StatusBadge status={p.status} label={word('status', p.status)} /> },
    { id: 'store', title: t('products.store'), cell: (p) => p.store.name },
    ...(may
      ? [
          {
            id: 'remove',
            title: t('collections.take_out'),
            align: 'end' as const,
            phone: 'end' as const,
            cell: (p: ProductRow) => (
              <Button size="compact-sm" variant="subtle" color="red" disabled={busy} onClick={() => put({ product: p, into: false })} aria-label={`${t('collections.take_out')}: ${p.title}`}>
                {t('collections.take_out')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const add = may && (
    <Button variant="light" size="sm" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('collections.add_products')}
    </Button>
  );
  return (
    <section className="record-beside" aria-labelledby="collection-products">
      <div className="panel-head">
        <h2 id="collection-products">{t('nav.products')}</h2>
        {add}
      </div>
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.products')}
        columns={columns}
        rowId={(p) => p.id}
        rowHref={(p) => href(`/products/${p.id}`)}
        onOpen={(p) => void navigate({ to: '/products/$id', params: { id: p.id } })}
        empty={
          <EmptyState icon={<IconBox size={28} />} title={t('collections.no_products')}>
            {t('collections.no_products_text')}
          </EmptyState>
        }
      />
      <AddToCollection collection={collection} opened={adding} onClose={() => setAdding(false)} known={list.rows} onAdd={(product) => put({ product, into: true })} busy={busy} />
    </section>
  );
}

export function Pictured({ product }: { readonly product: ProductRow }) {
  return (
    <span className="cell-pictured">
      <ProductThumb src={product.image?.url} size={36} />
      <bdi>{product.title}</bdi>
    </span>
  );
}

interface Put {
  readonly product: ProductRow;
  readonly into: boolean;
}

/** Puts a product in or takes it out, on the newest state of it: its list of collections is the product's own. */
function useMembership({ id }: Collection) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const set = async ({ product, into }: Put) => {
    const now = await store.products.get(product.id);
    if (now.collection_ids.includes(id) !== into) {
      const collection_ids = into ? [...now.collection_ids, id] : now.collection_ids.filter((c) => c !== id);
      await store.products.update(product.id, { collection_ids }, { ifMatch: `"${now.version}"` });
    }
  };
  const refresh = () => Promise.all(['collection-products', 'products', 'product'].map((key) => readAgain(queries, [key])));
  const act = useMutation({
    mutationFn: set,
    onSuccess: (_, { product, into }) =>
      toldUndo(t(into ? 'collections.put_in' : 'collections.taken_out', { name: product.title }), async () => {
        try {
          await set({ product, into: !into });
        } finally {
          await refresh();
        }
      }),
    onError: failed,
    onSettled: refresh,
  });
  return { put: act.mutate, busy: act.isPending };
}
