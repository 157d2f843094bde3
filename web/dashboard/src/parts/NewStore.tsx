import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { fieldError, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import { useSellerName } from './useSellerName.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Opens a store of one's own, or for the platform of any seller. */
export function NewStore({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { owners, error } = useOwners(opened);
  const [form, setForm] = useState({ name: '', seller: '' });
  const seller = form.seller || owners[0]?.value;
  const open = useMutation({
    mutationFn: () => store.stores.create({ seller_id: seller ?? '', name: form.name }),
    onSuccess: async (made) => {
      close();
      await queries.invalidateQueries({ queryKey: ['stores'] });
      await navigate({ to: '/stores/$id', params: { id: made.id } });
    },
  });
  const close = () => {
    setForm({ name: '', seller: '' });
    open.reset();
    onClose();
  };
  return (
    <Confirm opened={opened} onClose={close} onConfirm={() => open.mutate()} title={t('stores.add')} verb={t('stores.add')} busy={open.isPending} disabled={form.name.trim() === '' || seller === undefined} error={readable(open.error ?? error)}>
      <Stack gap="sm">
        <Text size="sm">{t('stores.add_text')}</Text>
        <TextInput label={t('stores.name')} required maxLength={120} autoComplete="off" data-autofocus value={form.name} onChange={(e) => setForm({ ...form, name: e.currentTarget.value })} error={fieldError(open.error, 'name') ?? fieldError(open.error, 'handle')} />
        {owners.length > 1 && <NativeSelect label={t('stores.seller')} value={seller} onChange={(e) => setForm({ ...form, seller: e.currentTarget.value })} data={[...owners]} error={fieldError(open.error, 'seller_id')} />}
      </Stack>
    </Confirm>
  );
}

/** Whose store it may become: the platform's sellers, its own first, or the sellers one works for. */
function useOwners(wanted: boolean): { readonly owners: readonly { readonly value: string; readonly label: string }[]; readonly error: unknown } {
  const { t } = useTranslation();
  const { me, can } = useSession();
  const store = useStore();
  const sellerName = useSellerName();
  const all = can('sellers.manage');
  const { data, error } = useQuery({
    queryKey: ['sellers', 'choice'],
    enabled: wanted && all,
    queryFn: async ({ signal }) => (await store.sellers.list({ status: 'approved', limit: 100 }, { signal })).items,
  });
  const owners = all
    ? (data ?? []).toSorted((a, b) => Number(b.house) - Number(a.house)).map((s) => ({ value: s.id, label: s.house ? `${s.name} (${t('sellers.house')})` : s.name }))
    : me.access.filter((a) => a.seller_id && a.permissions.includes('stores.write')).map((a) => ({ value: a.seller_id ?? '', label: sellerName(a.seller_id ?? '') }));
  return { owners, error };
}
