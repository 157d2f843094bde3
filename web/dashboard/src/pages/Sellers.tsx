import { Button, Group, Text } from '@mantine/core';
import { Confirm, DataTable, EmptyState, FilterBar, PageHeader, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { textOr, word } from '../app/i18n.ts';
import { LinkButton } from '../app/LinkButton.tsx';
import { told, toldUndo } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Seller, SellerStatus } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { useViews } from '../app/useViews.ts';
import { NewSeller } from '../parts/NewSeller.tsx';
import { ViewTabs } from '../parts/ViewTabs.tsx';

interface Asked {
  readonly seller: Seller;
  readonly status: SellerStatus;
}

const states = ['applied', 'approved', 'rejected', 'suspended', 'banned'];

// Where a seller may go from each state, as domain.md draws it.
const steps: Readonly<Record<string, readonly SellerStatus[]>> = {
  applied: ['approved', 'rejected'],
  approved: ['suspended'],
  suspended: ['approved', 'banned'],
};

export function SellersPage() {
  const { t } = useTranslation();
  const store = useStore();
  const { can } = useSession();
  const { search, setSearch } = useListSearch();
  const views = useViews('sellers');
  const [asked, ask] = useState<Asked | null>(null);
  const [adding, setAdding] = useState(false);
  const list = useList(['sellers', search], (paging, signal) => store.sellers.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<Seller>[] = [
    { id: 'name', title: t('sellers.name'), cell: (s) => <bdi>{s.name}</bdi>, phone: 'title' },
    { id: 'status', title: t('sellers.status'), cell: (s) => <StatusBadge status={s.status} label={word('status', s.status)} />, phone: 'end' },
    { id: 'email', title: t('sellers.email'), cell: (s) => s.email },
    { id: 'since', title: t('sellers.since'), cell: (s) => <When at={s.created_at} show="date" />, phone: 'hide' },
    { id: 'steps', title: t('sellers.steps'), cell: (s) => (s.house ? t('sellers.house') : <Steps seller={s} onStep={(status) => ask({ seller: s, status })} team={can('team.manage')} />), align: 'end' },
  ];
  return (
    <>
      <PageHeader
        title={t('nav.sellers')}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t('sellers.add')}
          </Button>
        }
      />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.sellers')}
        columns={columns}
        rowId={(s) => s.id}
        views={<ViewTabs views={views} />}
        chosen={views.columns}
        onChoose={views.setColumns}
        toolbar={
          <FilterBar
            search="q"
            searchLabel={t('sellers.search')}
            filters={[{ name: 'status', label: t('sellers.status'), options: states.map((value) => ({ value, label: word('status', value) })) }]}
            values={search}
            onChange={setSearch}
          />
        }
        empty={
          <EmptyState icon={<IconUsersGroup size={28} />} title={search.q ? t('sellers.none_match') : t('sellers.none')}>
            {search.q && t('list.change_filters')}
          </EmptyState>
        }
      />
      <NewSeller opened={adding} onClose={() => setAdding(false)} />
      <Step asked={asked} onClose={() => ask(null)} />
    </>
  );
}

function Steps({ seller, onStep, team }: { readonly seller: Seller; readonly onStep: (status: SellerStatus) => void; readonly team: boolean }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" justify="flex-end">
      {team && (
        <LinkButton to="/team" search={{ seller_id: seller.id }} size="compact-sm" variant="light">
          {t('nav.team')}
        </LinkButton>
      )}
      {(steps[seller.status] ?? []).map((status) => (
        <Button key={status} size="compact-sm" variant={status === 'approved' ? 'light' : 'subtle'} color={status === 'approved' ? undefined : 'red'} onClick={() => onStep(status)}>
          {word('seller_step', status)}
        </Button>
      ))}
    </Group>
  );
}

function Step({ asked, onClose }: { readonly asked: Asked | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['sellers'] });
  const step = useMutation({
    mutationFn: async () => {
      if (asked) await store.sellers.status(asked.seller.id, { status: asked.status });
    },
    onSuccess: async () => {
      await readAgain();
      onClose();
      if (!asked) return;
      const { seller, status } = asked;
      const before = steps[status]?.find((s) => s === seller.status);
      if (before) toldUndo(t('sellers.done'), () => store.sellers.status(seller.id, { status: before }).then(readAgain));
      else told(t('sellers.done'));
    },
  });
  const verb = asked ? word('seller_step', asked.status) : '';
  return (
    <Confirm
      opened={asked !== null}
      onClose={onClose}
      onConfirm={() => step.mutate()}
      title={t('sellers.step_title', { step: verb, name: asked?.seller.name ?? '' })}
      verb={verb}
      danger={asked?.status !== 'approved'}
      busy={step.isPending}
      error={readable(step.error)}
    >
      <Text size="sm">{asked && textOr(`seller_step_text.${asked.status}`, '')}</Text>
    </Confirm>
  );
}
