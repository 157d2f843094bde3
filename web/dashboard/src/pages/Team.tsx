import { Badge, Button, Group, NativeSelect, Text } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, PageHeader, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { givable, useTeams } from '../app/permissions.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Member } from '../app/types.ts';
import { useList, useListSearch } from '../app/useList.ts';
import { InviteAgain, RemoveMember } from '../parts/MemberSteps.tsx';
import { MemberForm } from '../parts/MemberForm.tsx';
import { useSellerName } from '../parts/useSellerName.ts';

const tones = { active: 'good', invited: 'waiting', disabled: 'bad' } as const;

function stateOf(m: Member): keyof typeof tones {
  if (m.disabled) return 'disabled';
  return m.pending ? 'invited' : 'active';
}

/** Who works on the platform, or for one seller: seen, invited, changed and let go. */
export function TeamPage() {
  const { t } = useTranslation();
  const store = useStore();
  const { me } = useSession();
  const { search, setSearch } = useListSearch();
  const { seller, teams, email } = useTeam(search['seller_id']);
  const [inviting, invite] = useState(false);
  const [changing, change] = useState<Member | null>(null);
  const [removing, remove] = useState<Member | null>(null);
  const { q } = search;
  const list = useList(['team', seller, q], (paging, signal) => store.team.list({ ...(seller === '' ? { platform: true } : { seller_id: seller }), ...(q ? { q } : {}), ...paging }, { signal }));
  const may = givable(me, seller);
  const none = !q && !list.loading && list.error === undefined && list.rows.length === 0;
  const name = teams.find((one) => one.value === seller)?.label ?? '';
  const columns: readonly Column<Member>[] = [
    { id: 'name', title: t('team.name'), cell: (m) => <Name of={m} />, phone: 'title' },
    { id: 'state', title: t('team.state'), cell: (m) => <StatusBadge status={stateOf(m)} tone={tones[stateOf(m)]} label={t(`team.${stateOf(m)}`)} />, phone: 'end' },
    { id: 'may', title: t('team.may'), cell: (m) => <May of={m} /> },
    { id: 'since', title: t('team.since'), cell: (m) => <When at={m.created_at} show="date" /> },
    { id: 'steps', title: t('keys.steps'), cell: (m) => m.permissions.every((p) => may.includes(p)) && <Steps of={m} onChange={() => change(m)} onRemove={() => remove(m)} />, align: 'end' },
  ];
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => invite(true)}>
      {t('team.invite')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('nav.team')} description={seller === '' ? t('team.of_platform') : name === '' ? t('team.of_yours') : t('team.of_seller', { name })} actions={add} />
      <DataTable
        {...list}
        error={readable(list.error)}
        label={t('nav.team')}
        columns={columns}
        rowId={(m) => m.id}
        toolbar={
          <FilterBar search="q" searchLabel={t('team.search')} filters={[]} values={search} onChange={setSearch}>
            {teams.length > 1 && (
              <NativeSelect aria-label={t('team.whose')} w={{ base: '100%', xs: 320 }} value={seller} onChange={(e) => setSearch({ ...search, seller_id: e.currentTarget.value || undefined })} data={[...teams]} />
            )}
          </FilterBar>
        }
        empty={
          <EmptyState icon={<IconUsersGroup size={28} />} title={q ? t('team.none_match') : t('team.none')} action={q ? undefined : add}>
            {q ? t('list.change_filters') : t('team.none_text')}
          </EmptyState>
        }
      />
      <MemberForm opened={inviting} onClose={() => invite(false)} seller={seller} may={may} email={none ? email : ''} />
      <MemberForm opened={changing !== null} onClose={() => change(null)} seller={seller} may={may} of={changing} />
      <RemoveMember of={removing} onClose={() => remove(null)} />
    </>
  );
}

function Name({ of }: { readonly of: Member }) {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <>
      <Group gap="xs" component="span">
        <bdi>{of.name || of.email}</bdi>
        {of.account_id === me.account.id && <Badge size="sm">{t('team.you')}</Badge>}
      </Group>
      {of.name && (
        <Text span display="block" size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          <bdi>{of.email}</bdi>
        </Text>
      )}
    </>
  );
}

function May({ of }: { readonly of: Member }) {
  const { t } = useTranslation();
  if (of.role === 'owner') return t('team.owner');
  if (of.permissions.length === 0) return t('team.nothing');
  return (
    <Text size="sm" lineClamp={3}>
      {of.permissions.map((p) => t(`permission.${p}` as 'permission.orders.read')).join(t('team.comma'))}
    </Text>
  );
}

function Steps({ of, onChange, onRemove }: { readonly of: Member; readonly onChange: () => void; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" justify="flex-end">
      {of.pending && <InviteAgain of={of} />}
      <Button size="compact-sm" variant="light" onClick={onChange}>
        {t('team.change')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>
        {t('team.remove')}
      </Button>
    </Group>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Whose team is looked at, '' for the platform's, and which others there are to look at. */
function useTeam(asked: string | undefined): { readonly seller: string; readonly teams: readonly Choice[]; readonly email: string } {
  const { t } = useTranslation();
  const store = useStore();
  const { can } = useSession();
  const { all, sellers } = useTeams();
  const sellerName = useSellerName();
  const seller = asked ?? (all ? '' : (sellers[0] ?? ''));
  const known = useQuery({
    queryKey: ['sellers', 'choice'],
    enabled: all && can('sellers.manage'),
    queryFn: async ({ signal }) => (await store.sellers.list({ status: 'approved', limit: 100 }, { signal })).items,
  });
  // One that is not among the first hundred, or not approved, is opened from its row all the same.
  const one = useQuery({ queryKey: ['seller', seller], enabled: all && seller !== '' && can('stores.read'), queryFn: ({ signal }) => store.sellers.get(seller, { signal }) });
  if (!all) return { seller, teams: sellers.map((value) => ({ value, label: sellers.length > 1 ? sellerName(value) : '' })), email: '' };
  const others = [...(known.data ?? []), ...(one.data ? [one.data] : [])].filter((s, i, list) => !s.house && list.findIndex((o) => o.id === s.id) === i);
  const chosen = seller === '' || others.some((s) => s.id === seller) ? [] : [{ value: seller, label: sellerName(seller) }];
  return { seller, teams: [{ value: '', label: t('team.platform') }, ...chosen, ...others.map((s) => ({ value: s.id, label: s.name }))], email: one.data?.email ?? '' };
}
