import { Button, Group, NativeSelect, PasswordInput, Stack, Text } from '@mantine/core';
import { Confirm, DataTable, EmptyState, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { told } from '../app/notify.ts';
import { fieldError, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { ApiKey } from '../app/types.ts';
import { useList } from '../app/useList.ts';
import { NewKey } from './NewKey.tsx';
import { KeySecret } from './KeySecret.tsx';
import { useSellerName } from './useSellerName.ts';

type State = 'good' | 'expired' | 'revoked';

function stateOf(key: ApiKey): State {
  if (key.revoked_at) return 'revoked';
  return key.expires_at && Date.parse(key.expires_at) <= Date.now() ? 'expired' : 'good';
}

const tones = { good: 'active', expired: 'closed', revoked: 'cancelled' } as const;

/** The API keys in the caller's scope: make, rotate, revoke. */
export function KeyList() {
  const { t } = useTranslation();
  const store = useStore();
  const sellerName = useSellerName();
  const [making, make] = useState(false);
  const [rotating, rotate] = useState<ApiKey | null>(null);
  const [revoking, revoke] = useState<ApiKey | null>(null);
  const [secret, show] = useState<string | null>(null);
  const list = useList(['keys'], (paging, signal) => store.keys.list(paging, { signal }));
  const columns: readonly Column<ApiKey>[] = [
    {
      id: 'name',
      title: t('keys.name'),
      cell: (k) => (
        <>
          <bdi>{k.name}</bdi>{' '}
          <Text span size="xs" c="dimmed" dir="ltr" style={{ whiteSpace: 'nowrap' }}>
            …{k.hint}
          </Text>
        </>
      ),
      phone: 'title',
    },
    { id: 'state', title: t('keys.state'), cell: (k) => <StatusBadge status={tones[stateOf(k)]} label={t(`keys.${stateOf(k)}`)} />, phone: 'end' },
    { id: 'for', title: t('keys.for'), cell: (k) => <bdi>{sellerName(k.seller_id)}</bdi> },
    { id: 'may', title: t('keys.permissions'), cell: (k) => <Text size="sm" lineClamp={2}>{k.permissions.map((p) => t(`permission.${p}` as 'permission.orders.read')).join(', ')}</Text> },
    { id: 'used', title: t('keys.used'), cell: (k) => (k.used_at ? <When at={k.used_at} show="ago" /> : t('keys.never_used')) },
    { id: 'expires', title: t('keys.expires'), cell: (k) => (k.expires_at ? <When at={k.expires_at} show="date" /> : t('keys.never')) },
    { id: 'steps', title: t('keys.steps'), cell: (k) => <Steps of={k} onRotate={() => rotate(k)} onRevoke={() => revoke(k)} />, align: 'end' },
  ];
  return (
    <section aria-labelledby="keys">
      <div className="panel-head" style={{ flexWrap: 'wrap' }}>
        <div>
          <h2 id="keys">{t('keys.title')}</h2>
          <Text size="sm" c="dimmed">
            {t('keys.text')}
          </Text>
        </div>
        <Button style={{ flexShrink: 0 }} leftSection={<IconPlus size={16} />} onClick={() => make(true)}>
          {t('keys.add')}
        </Button>
      </div>
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('keys.title')}
        columns={columns}
        rowId={(k) => k.id}
        empty={
          <EmptyState icon={<IconKey size={28} />} title={t('keys.none')}>
            {t('keys.none_text')}
          </EmptyState>
        }
      />
      <NewKey opened={making} onClose={() => make(false)} onMade={show} />
      <Rotate of={rotating} onClose={() => rotate(null)} onMade={show} />
      <Revoke of={revoking} onClose={() => revoke(null)} />
      <KeySecret secret={secret} onClose={() => show(null)} />
    </section>
  );
}

function Steps({ of, onRotate, onRevoke }: { readonly of: ApiKey; readonly onRotate: () => void; readonly onRevoke: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  if (stateOf(of) !== 'good') return null;
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {of.account_id === me.account.id && (
        <Button size="compact-sm" variant="light" onClick={onRotate}>
          {t('keys.rotate')}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" color="red" onClick={onRevoke}>
        {t('keys.revoke')}
      </Button>
    </Group>
  );
}

interface Asked {
  readonly of: ApiKey | null;
  readonly onClose: () => void;
}

function Rotate({ of, onClose, onMade }: Asked & { readonly onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const [hours, setHours] = useState('24');
  const [password, setPassword] = useState('');
  const rotate = useMutation({
    mutationFn: async () => {
      if (of) onMade((await store.keys.rotate(of.id, { overlap_hours: Number(hours), password })).secret);
    },
    onSuccess: async () => {
      close();
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const close = () => {
    setPassword('');
    rotate.reset();
    onClose();
  };
  return (
    <Confirm
      opened={of !== null}
      onClose={close}
      onConfirm={() => rotate.mutate()}
      title={t('keys.rotate_title', { name: of?.name ?? '' })}
      verb={t('keys.rotate')}
      busy={rotate.isPending}
      disabled={password === ''}
      error={fieldError(rotate.error, 'password') ? undefined : readable(rotate.error)}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('keys.old_hours')}
          value={hours}
          onChange={(e) => setHours(e.currentTarget.value)}
          data={[
            { value: '24', label: t('keys.old_day') },
            { value: '168', label: t('keys.old_week') },
            { value: '0', label: t('keys.old_now') },
          ]}
        />
        <PasswordInput
          label={t('keys.password')}
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={fieldError(rotate.error, 'password') && t('error.identity.wrong_password')}
        />
      </Stack>
    </Confirm>
  );
}

function Revoke({ of, onClose }: Asked) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => {
      if (of) await store.keys.revoke(of.id);
    },
    onSuccess: async () => {
      told(t('keys.revoked_done'));
      onClose();
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <Confirm
      opened={of !== null}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
      title={t('keys.revoke_title', { name: of?.name ?? '' })}
      verb={t('keys.revoke')}
      danger
      busy={revoke.isPending}
      error={readable(revoke.error)}
    >
      <Text size="sm">{t('keys.revoke_text')}</Text>
    </Confirm>
  );
}
