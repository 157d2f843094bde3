import { Button, Modal } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, PageHeader, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { deed, nameOf, whoOf } from '../app/audit.ts';
import { word } from '../app/i18n.ts';
import words from '../app/journal.json';
import { readable } from '../app/problems.ts';
import type { AuditEntry } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { AuditDetail } from '../parts/AuditDetail.tsx';

export function AuditPage() {
  const { t, i18n } = useTranslation();
  const store = useStore();
  const { search, setSearch } = useListSearch();
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const list = useList(['audit', search], (paging, signal) => store.audit.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<AuditEntry>[] = [
    { id: 'action', title: t('audit.action'), cell: (a) => <strong>{deed(a)}</strong>, phone: 'title' },
    { id: 'at', title: t('audit.at'), cell: (a) => <When at={a.at} show="ago" />, phone: 'end' },
    {
      id: 'what',
      title: t('audit.what'),
      cell: (a) => (
        // One piece: on a phone, pieces of a cell are pushed apart.
        <span>
          {word('entity', a.entity)} <bdi>{nameOf(a)}</bdi>
        </span>
      ),
    },
    { id: 'who', title: t('audit.who'), cell: (a) => <bdi>{whoOf(a)}</bdi> },
  ];
  const kinds = Object.keys(words).map((value) => ({ value, label: word('entity', value) }));
  kinds.sort((a, b) => a.label.localeCompare(b.label, i18n.language));
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
          <FilterBar filters={[{ name: 'entity', label: t('audit.what'), options: kinds }]} values={search} onChange={(next) => setSearch({ ...next, entity_id: undefined })}>
            {(search.entity_id || search.actor_id) && (
              <Button size="sm" variant="light" onClick={() => setSearch({})}>
                {t('audit.show_all')}
              </Button>
            )}
          </FilterBar>
        }
        empty={<EmptyState icon={<IconHistory size={28} />} title={t('audit.none')} />}
      />
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={<strong>{shown && deed(shown)}</strong>} size="lg">
        {shown && <AuditDetail entry={shown} onLeave={() => setShown(null)} />}
      </Modal>
    </>
  );
}
