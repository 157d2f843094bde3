import { Flex, Group, Modal, SegmentedControl, Text } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, PageHeader, ProblemNotice, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { readable } from '../app/problems.ts';
import type { Mail } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { useViews } from '../app/useViews.ts';
import { RoutePending } from '../parts/RouteStates.tsx';
import { SendAgain } from '../parts/SendAgain.tsx';
import { ViewTabs } from '../parts/ViewTabs.tsx';

const kinds = ['order_placed', 'order_paid', 'order_shipped', 'order_delivered', 'order_cancelled', 'password_reset', 'email_verification', 'registration', 'registration_known', 'email_changed', 'password_changed', 'seller_status', 'invitation', 'invitation_known', 'alert'];

/** Without a mail server a message ends in a file: it went nowhere, so it must not say it was sent. */
function stateOf(m: Mail): string {
  return m.status === 'sent' && m.transport === 'file' ? 'kept' : m.status;
}

/** What the shop told people. Without a mail server this is where mails stay. */
export function MailPage() {
  const { t } = useTranslation();
  const store = useStore();
  const { search, setSearch } = useListSearch();
  const views = useViews('mail');
  const [shown, setShown] = useState<Mail | null>(null);
  const list = useList(['mail', search], (paging, signal) => store.mail.list({ ...search, ...paging }, { signal }));
  const columns: readonly Column<Mail>[] = [
    { id: 'subject', title: t('mail.subject'), cell: (m) => <bdi>{m.subject}</bdi>, phone: 'title' },
    { id: 'status', title: t('mail.status'), cell: (m) => <State of={m} />, phone: 'end' },
    { id: 'to', title: t('mail.to'), cell: (m) => m.recipient },
    { id: 'at', title: t('mail.at'), cell: (m) => <When at={m.created_at} show="ago" /> },
  ];
  return (
    <>
      <PageHeader title={t('nav.mail')} description={t('mail.text')} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.mail')}
        columns={columns}
        rowId={(m) => m.id}
        onOpen={setShown}
        views={<ViewTabs views={views} />}
        chosen={views.columns}
        onChoose={views.setColumns}
        toolbar={
          <FilterBar
            filters={[
              { name: 'status', label: t('mail.status'), options: ['queued', 'sent', 'failed'].map((value) => ({ value, label: word('status', value) })) },
              { name: 'kind', label: t('mail.kind'), options: kinds.map((value) => ({ value, label: word('mail_kind', value) })) },
            ]}
            values={search}
            onChange={setSearch}
          />
        }
        empty={<EmptyState icon={<IconMail size={28} />} title={t('mail.none')} />}
      />
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={<strong>{shown?.subject}</strong>} size="xl">
        {shown && <Letter id={shown.id} />}
      </Modal>
    </>
  );
}

function State({ of: m }: { readonly of: Mail }) {
  return (
    // Side by side they would leave a phone no room for the subject.
    <Flex gap="xs" direction={{ base: 'column', sm: 'row' }} align={{ base: 'flex-end', sm: 'center' }}>
      <StatusBadge status={stateOf(m)} label={word('status', stateOf(m))} />
      <SendAgain mail={m} />
    </Flex>
  );
}

function Letter({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const store = useStore();
  const [face, setFace] = useState('html');
  const { data, error } = useQuery({ queryKey: ['mail', 'one', id], queryFn: ({ signal }) => store.mail.get(id, { signal }) });
  if (error) return <ProblemNotice error={readable(error)} />;
  if (!data) return <RoutePending />;
  return (
    <>
      <Group mb="sm" justify="space-between">
        <Text size="sm" c="dimmed">
          {data.recipient} · <When at={data.created_at} />
        </Text>
        <SendAgain mail={data} />
      </Group>
      {data.last_error && <ProblemNotice error={{ message: data.last_error }} title={t('mail.failed')} />}
      {data.content.html && <SegmentedControl size="xs" mb="sm" value={face} onChange={setFace} data={[{ value: 'html', label: t('mail.html') }, { value: 'text', label: t('mail.plain') }]} />}
      {data.content.html && face === 'html' ? (
        // A mail is a stranger's page: no scripts, no forms, no access to this one.
        <iframe title={data.subject} sandbox="" srcDoc={data.content.html} style={{ inlineSize: '100%', blockSize: 480, border: '1px solid var(--haat-line)', borderRadius: 8, background: '#fff' }} />
      ) : (
        <pre className="code">{data.content.text}</pre>
      )}
    </>
  );
}
