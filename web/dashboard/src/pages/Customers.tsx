import { DataTable, EmptyState, FilterBar, PageHeader, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import type { Customer } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { useViews } from '../app/useViews.ts';
import { ViewTabs } from '../parts/ViewTabs.tsx';

export function customerName(c: Pick<Customer, 'first_name' | 'last_name' | 'email'>): string {
  return [c.first_name, c.last_name].filter(Boolean).join(' ') || c.email;
}

export function CustomersPage() {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const { search, setSearch } = useListSearch();
  const views = useViews('customers');
  const list = useList(['customers', search], (paging, signal) => store.customers.list({ ...search, ...paging }, { signal }));
  const columns = useMemo<readonly Column<Customer>[]>(() => [
    { id: 'name', title: t('customers.name'), cell: (c) => <bdi>{customerName(c)}</bdi>, phone: 'title' },
    { id: 'email', title: t('customers.email'), cell: (c) => c.email },
    { id: 'kind', title: t('customer.account'), cell: (c) => (c.account_id ? t('customer.has_account') : t('customer.guest')) },
    { id: 'since', title: t('customers.since'), cell: (c) => <When at={c.created_at} show="date" />, phone: 'hide' },
  ], [t]);
  return (
    <>
      <PageHeader title={t('nav.customers')} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.customers')}
        columns={columns}
        rowId={(c) => c.id}
        rowHref={(c) => href(`/customers/${c.id}`)}
        onOpen={(c) => void navigate({ to: '/customers/$id', params: { id: c.id } })}
        views={<ViewTabs views={views} />}
        chosen={views.columns}
        onChoose={views.setColumns}
        toolbar={<FilterBar search="q" searchLabel={t('customers.search')} filters={[]} values={search} onChange={setSearch} />}
        empty={
          <EmptyState icon={<IconUsers size={28} />} title={search.q ? t('customers.none_match') : t('customers.none')}>
            {search.q ? t('list.change_filters') : t('customers.none_text')}
          </EmptyState>
        }
      />
    </>
  );
}
