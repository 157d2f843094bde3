import { DataTable, EmptyState, FilterBar, Money, PageHeader, ProductThumb, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { LinkButton } from '../app/LinkButton.tsx';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { ProductRow } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { usePicked } from '../app/usePicked.ts';
import { useStores } from '../app/useStores.ts';
import { useViews } from '../app/useViews.ts';
import { ProductsBulk } from '../parts/ProductsBulk.tsx';
import { ViewTabs } from '../parts/ViewTabs.tsx';

export function ProductsPage() {
  const { t } = useTranslation();
  const { can } = useSession();
  const stores = useStores();
  const store = useStore();
  const navigate = useNavigate();
  const { search, setSearch, sort, setSort } = useListSearch();
  const views = useViews('products');
  const list = useList(['products', search], (paging, signal) => store.products.list({ ...search, ...paging }, { signal }));
  const picked = usePicked(list.rows, (p) => p.id, search);
  const add = can('products.write') && (
    <LinkButton to="/products/new" leftSection={<IconPlus size={16} />}>
      {t('products.add')}
    </LinkButton>
  );

  const columns = useMemo(() => columnsFor(t, stores.length > 1), [t, stores.length]);
  const filters = [
    { name: 'status', label: t('products.status'), options: ['draft', 'active', 'archived'].map((value) => ({ value, label: word('status', value) })) },
    ...(stores.length > 1 ? [{ name: 'store', label: t('products.store'), options: stores.map((s) => ({ value: s.id, label: s.name })) }] : []),
  ];
  const filtered = Object.keys(search).some((k) => k !== 'sort');

  return (
    <>
      <PageHeader title={t('nav.products')} actions={add} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.products')}
        columns={columns}
        rowId={(p) => p.id}
        rowHref={(p) => href(`/products/${p.id}`)}
        onOpen={(p) => void navigate({ to: '/products/$id', params: { id: p.id } })}
        sort={sort}
        onSort={setSort}
        views={<ViewTabs views={views} />}
        chosen={views.columns}
        onChoose={views.setColumns}
        selected={can('products.write') ? picked.ids : undefined}
        onSelect={picked.set}
        bulk={() => <ProductsBulk products={picked.rows} onDone={picked.clear} />}
        toolbar={<FilterBar search="q" searchLabel={t('products.search')} filters={filters} values={search} onChange={setSearch} />}
        empty={
          <EmptyState icon={<IconBox size={28} />} title={filtered ? t('products.none_match') : t('products.none')} action={filtered ? undefined : add}>
            {filtered ? t('list.change_filters') : t('products.none_text')}
          </EmptyState>
        }
      />
    </>
  );
}

/** The columns of the list; the store is told where there are many. */
function columnsFor(t: TFunction, many: boolean): readonly Column<ProductRow>[] {
  return [
    {
      id: 'title',
      title: t('products.title'),
      sort: 'title',
      phone: 'title',
      cell: (p) => (
        <span className="cell-pictured">
          <ProductThumb src={p.image?.url} size={36} />
          <bdi>{p.title}</bdi>
        </span>
      ),
    },
    { id: 'status', title: t('products.status'), cell: (p) => <StatusBadge status={p.status} label={word('status', p.status)} />, phone: 'end' },
    { id: 'stock', title: t('products.stock'), cell: (p) => p.available, align: 'end' },
    { id: 'price', title: t('products.price'), align: 'end', cell: (p) => p.prices.map((range) => <PriceRange key={range.from.currency} {...range} />) },
    { id: 'store', title: t('products.store'), cell: (p) => p.store.name, phone: many ? 'line' : 'hide' },
    { id: 'variants', title: t('products.variants'), cell: (p) => p.variants, align: 'end', optional: true, phone: 'hide' },
    { id: 'updated', title: t('products.updated'), cell: (p) => <When at={p.updated_at} show="ago" />, phone: 'hide' },
  ];
}

function PriceRange({ from, to }: ProductRow['prices'][number]) {
  return (
    <div>
      <Money value={from} />
      {to.amount !== from.amount && (
        <>
          {' – '}
          <Money value={to} />
        </>
      )}
    </div>
  );
}
