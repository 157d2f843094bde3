import { Button } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, PageHeader, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Store } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { NewStore } from '../parts/NewStore.tsx';

export function StoresPage() {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const { can } = useSession();
  const [opening, setOpening] = useState(false);
  const { search, setSearch } = useListSearch();
  const list = useList(['stores', search], (paging, signal) => store.stores.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<Store>[] = [
    { id: 'name', title: t('stores.name'), cell: (s) => <bdi>{s.name}</bdi>, phone: 'title' },
    { id: 'status', title: t('stores.status'), cell: (s) => <StatusBadge status={s.status} label={word('status', s.status)} />, phone: 'end' },
    { id: 'handle', title: t('stores.handle'), cell: (s) => s.handle },
    { id: 'email', title: t('stores.email'), cell: (s) => s.email || '–' },
    { id: 'since', title: t('stores.since'), cell: (s) => <When at={s.created_at} show="date" />, phone: 'hide' },
  ];
  const add = can('stores.write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpening(true)}>
      {t('stores.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('nav.stores')} actions={add} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.stores')}
        columns={columns}
        rowId={(s) => s.id}
        rowHref={(s) => href(`/stores/${s.id}`)}
        onOpen={(s) => void navigate({ to: '/stores/$id', params: { id: s.id } })}
        toolbar={<FilterBar search="q" searchLabel={t('stores.search')} filters={[]} values={search} onChange={setSearch} />}
        empty={
          <EmptyState icon={<IconBuildingStore size={28} />} title={search.q ? t('stores.none_match') : t('stores.none')} action={search.q ? undefined : add}>
            {search.q && t('list.change_filters')}
          </EmptyState>
        }
      />
      <NewStore opened={opening} onClose={() => setOpening(false)} />
    </>
  );
}
