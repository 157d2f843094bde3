import { Button, Group, Modal, Text } from '@mantine/core';
import { DataTable, EmptyState, PageHeader, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconChecks } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { failed, told } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import type { Job } from '../app/types.ts';
import { useList } from '../app/useList.ts';

export function JobsPage() {
  const { t } = useTranslation();
  const store = useStore();
  const [shown, setShown] = useState<Job | null>(null);
  const list = useList(['jobs'], (paging, signal) => store.jobs.failed.list(paging, { signal }));
  const columns: readonly Column<Job>[] = [
    { id: 'kind', title: t('jobs.kind'), cell: (j) => <code>{j.kind}</code>, phone: 'title' },
    { id: 'error', title: t('jobs.error'), cell: (j) => <Text size="sm" lineClamp={2}>{j.last_error}</Text> },
    { id: 'attempts', title: t('jobs.attempts'), cell: (j) => j.attempts, align: 'end' },
    { id: 'failed', title: t('jobs.failed_at'), cell: (j) => <When at={j.finished_at} show="ago" /> },
    { id: 'steps', title: t('jobs.steps'), cell: (j) => <Steps job={j} />, align: 'end' },
  ];
  return (
    <>
      <PageHeader title={t('nav.jobs')} description={t('jobs.text')} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.jobs')}
        columns={columns}
        rowId={(j) => j.id}
        onOpen={setShown}
        empty={
          <EmptyState icon={<IconChecks size={28} />} title={t('jobs.none')}>
            {t('jobs.none_text')}
          </EmptyState>
        }
      />
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={<code>{shown?.kind}</code>} size="lg">
        <pre className="code">{shown?.last_error}</pre>
        <pre className="code">{JSON.stringify(shown?.args, null, 2)}</pre>
      </Modal>
    </>
  );
}

function Steps({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const done = (message: string) => async () => {
    told(message);
    await queries.invalidateQueries({ queryKey: ['jobs'] });
  };
  const retry = useMutation({ mutationFn: () => store.jobs.failed.retry(job.id), onSuccess: done(t('jobs.retried')), onError: failed });
  const drop = useMutation({ mutationFn: () => store.jobs.failed.delete(job.id), onSuccess: done(t('jobs.dropped')), onError: failed });
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button size="compact-sm" variant="light" loading={retry.isPending} onClick={() => retry.mutate()}>
        {t('jobs.retry')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="red" loading={drop.isPending} onClick={() => drop.mutate()}>
        {t('jobs.drop')}
      </Button>
    </Group>
  );
}
