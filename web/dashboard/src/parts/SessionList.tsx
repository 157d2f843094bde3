import { Badge, Button, Group, Text } from '@mantine/core';
import { Confirm, DataTable, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { failed, told } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import type { LogIn } from '../app/types.ts';

/** Where the caller is logged in, with the way out. */
export function SessionList() {
  const { t } = useTranslation();
  const store = useStore();
  const [asking, ask] = useState(false);
  const query = useQuery({ queryKey: ['sessions'], queryFn: async ({ signal }) => (await store.auth.sessions.list({ signal })).items });
  const others = useChange(() => store.auth.logoutOthers(), () => ask(false));
  const rows = query.data ?? [];
  const columns: readonly Column<LogIn>[] = [
    { id: 'what', title: t('sessions.what'), cell: (s) => <Device of={s} />, phone: 'title' },
    { id: 'where', title: t('sessions.where'), cell: (s) => t(s.audience === 'store' ? 'sessions.dashboard' : 'sessions.shop') },
    { id: 'from', title: t('sessions.from'), cell: (s) => <bdi>{s.network || '–'}</bdi> },
    { id: 'used', title: t('sessions.used'), cell: (s) => <When at={s.used_at} show="ago" /> },
    { id: 'since', title: t('sessions.since'), cell: (s) => <When at={s.created_at} show="date" />, phone: 'hide' },
    { id: 'end', title: t('keys.steps'), cell: (s) => <End of={s} />, align: 'end', phone: 'end' },
  ];
  return (
    <section aria-labelledby="sessions">
      <div className="panel-head" style={{ flexWrap: 'wrap' }}>
        <div>
          <h2 id="sessions">{t('sessions.title')}</h2>
          <Text size="sm" c="dimmed">
            {t('sessions.text')}
          </Text>
        </div>
        <Button variant="light" color="red" style={{ flexShrink: 0 }} disabled={rows.length < 2} onClick={() => ask(true)}>
          {t('sessions.end_others')}
        </Button>
      </div>
      <DataTable label={t('sessions.title')} rows={rows} columns={columns} rowId={(s) => s.id} loading={query.isPending} error={readable(query.error)} onRetry={() => void query.refetch()} />
      <Confirm
        opened={asking}
        onClose={() => ask(false)}
        onConfirm={() => others.mutate()}
        title={t('sessions.end_others')}
        verb={t('sessions.end_others')}
        danger
        busy={others.isPending}
        error={readable(others.error)}
      >
        <Text size="sm">{t('sessions.end_others_text')}</Text>
      </Confirm>
    </section>
  );
}

function Device({ of }: { readonly of: LogIn }) {
  const { t } = useTranslation();
  const { browser, system } = of;
  const name = browser && system ? t('sessions.browser_on', { browser, system }) : browser || system || t('sessions.unknown');
  return (
    <Group gap="xs" component="span">
      <bdi>{name}</bdi>
      {of.current && <Badge size="sm">{t('sessions.here')}</Badge>}
    </Group>
  );
}

function End({ of }: { readonly of: LogIn }) {
  const { t } = useTranslation();
  const store = useStore();
  const end = useChange(() => store.auth.sessions.end(of.id));
  if (of.current) return null; // its way out is the menu's
  return (
    <Button size="compact-sm" variant="subtle" color="red" loading={end.isPending} onClick={() => end.mutate()}>
      {t('sessions.end')}
    </Button>
  );
}

function useChange(change: () => PromiseLike<unknown>, after?: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await change();
    },
    onSuccess: async () => {
      told(t('sessions.ended'));
      await queries.invalidateQueries({ queryKey: ['sessions'] });
      after?.();
    },
    onError: failed,
  });
}
