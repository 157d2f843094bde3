import { Modal } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, PageHeader, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { readable } from '../app/problems.ts';
import type { AuditEntry } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';

const entities = ['product', 'prices', 'stock', 'category', 'collection', 'store', 'seller', 'settings', 'page', 'home', 'member'];

export function AuditPage() {
  const { t } = useTranslation();
  const store = useStore();
  const { search, setSearch } = useListSearch();
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const list = useList(['audit', search], (paging, signal) => store.audit.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<AuditEntry>[] = [
    { id: 'action', title: t('audit.action'), cell: (a) => <code>{a.action}</code>, phone: 'title' },
    { id: 'at', title: t('audit.at'), cell: (a) => <When at={a.at} show="ago" />, phone: 'end' },
    { id: 'who', title: t('audit.who'), cell: (a) => <bdi>{a.actor_id || word('actor', a.actor_kind)}</bdi> },
    { id: 'what', title: t('audit.what'), cell: (a) => `${word('entity', a.entity)} ${a.entity_id}` },
  ];
  return (
    <>
      <PageHeader title={t('nav.audit')} description={t('audit.text')} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.audit')}
        columns={columns}
        rowId={(a) => a.id}
        onOpen={setShown}
        toolbar={
          <FilterBar filters={[{ name: 'entity', label: t('audit.what'), options: entities.map((value) => ({ value, label: word('entity', value) })) }]} values={search} onChange={setSearch} />
        }
        empty={<EmptyState icon={<IconHistory size={28} />} title={t('audit.none')} />}
      />
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={<code>{shown?.action}</code>} size="lg">
        <pre className="code">{JSON.stringify(shown?.changes, null, 2)}</pre>
      </Modal>
    </>
  );
}
