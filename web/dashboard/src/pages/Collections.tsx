import { DataTable, EmptyState, FilterBar, PageHeader, ProductThumb, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconPlus, IconShoppingBag } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { LinkButton } from '../app/LinkButton.tsx';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import type { Collection } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';

export function CollectionsPage() {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const { search, setSearch } = useListSearch();
  const list = useList(['collections', search], (paging, signal) => store.collections.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<Collection>[] = [
    {
      id: 'title',
      title: t('product.title'),
      phone: 'title',
      cell: (c) => (
        <span className="cell-pictured">
          {c.image_url && <ProductThumb src={c.image_url} size={36} />}
          <bdi>{c.title}</bdi>
        </span>
      ),
    },
    { id: 'handle', title: t('product.handle'), cell: (c) => c.handle },
    { id: 'position', title: t('collections.position'), cell: (c) => c.position, align: 'end' },
    { id: 'since', title: t('stores.since'), cell: (c) => <When at={c.created_at} show="date" />, phone: 'hide' },
  ];
  const add = (
    <LinkButton to="/collections/new" leftSection={<IconPlus size={16} />}>
      {t('collections.add')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('nav.collections')} actions={add} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.collections')}
        columns={columns}
        rowId={(c) => c.id}
        rowHref={(c) => href(`/collections/${c.id}`)}
        onOpen={(c) => void navigate({ to: '/collections/$id', params: { id: c.id } })}
        toolbar={<FilterBar search="q" searchLabel={t('collections.search')} filters={[]} values={search} onChange={setSearch} />}
        empty={
          <EmptyState icon={<IconShoppingBag size={28} />} title={search.q ? t('collections.none_match') : t('collections.none')} action={search.q ? undefined : add}>
            {search.q ? t('list.change_filters') : t('collections.none_text')}
          </EmptyState>
        }
      />
    </>
  );
}
