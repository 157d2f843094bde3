import { DataTable, EmptyState, FilterBar, PageHeader, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconFileText, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { LinkButton } from '../app/LinkButton.tsx';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import type { ContentPage } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { Shown } from '../parts/PageShown.tsx';

export function ContentPagesPage() {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const { search, setSearch } = useListSearch();
  const list = useList(['pages', search], (paging, signal) => store.pages.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<ContentPage>[] = [
    { id: 'title', title: t('product.title'), cell: (p) => <bdi>{p.title}</bdi>, phone: 'title' },
    { id: 'shown', title: t('products.status'), cell: (p) => <Shown page={p} />, phone: 'end' },
    { id: 'handle', title: t('product.handle'), cell: (p) => p.handle },
    { id: 'updated', title: t('products.updated'), cell: (p) => <When at={p.updated_at} show="ago" />, phone: 'hide' },
  ];
  const add = (
    <LinkButton to="/pages/new" leftSection={<IconPlus size={16} />}>
      {t('pages.add')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('nav.pages')} actions={add} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.pages')}
        columns={columns}
        rowId={(p) => p.id}
        rowHref={(p) => href(`/pages/${p.id}`)}
        onOpen={(p) => void navigate({ to: '/pages/$id', params: { id: p.id } })}
        toolbar={<FilterBar search="q" searchLabel={t('pages.search')} filters={[]} values={search} onChange={setSearch} />}
        empty={
          <EmptyState icon={<IconFileText size={28} />} title={search.q ? t('pages.none_match') : t('pages.none')} action={search.q ? undefined : add}>
            {search.q ? t('list.change_filters') : t('pages.none_text')}
          </EmptyState>
        }
      />
    </>
  );
}
