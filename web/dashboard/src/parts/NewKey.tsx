import { Checkbox, NativeSelect, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { sellerPerms } from '../app/permissions.ts';
import { fieldError, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { ApiKey } from '../app/types.ts';
import { useStores } from '../app/useStores.ts';
import { useSellerName } from './useSellerName.ts';

type Perm = ApiKey['permissions'][number];

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (secret: string) => void;
}

const empty = { name: '', seller: '', perms: [] as string[], days: '90', password: '' };

/** Asks what a new key is for and may do; nobody is offered to give what they do not hold. */
export function NewKey({ opened, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const sellerName = useSellerName();
  const scopes = useScopes();
  const [form, setForm] = useState(empty);
  const scope = scopes.find((s) => s.seller === form.seller) ?? scopes[0];
  const create = useMutation({
    mutationFn: () =>
      store.keys.create({
        name: form.name,
        permissions: form.perms.filter((p) => scope?.perms.includes(p)) as Perm[],
        password: form.password,
        ...(scope?.seller ? { seller_id: scope.seller } : {}),
        ...(form.days === '' ? {} : { expires_at: new Date(Date.now() + Number(form.days) * 86_400_000).toISOString() }),
      }),
    onSuccess: async (made) => {
      close();
      onMade(made.secret);
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const close = () => {
    setForm(empty);
    create.reset();
    onClose();
  };
  const wrong = fieldError(create.error, 'password');
  return (
    <Confirm
      opened={opened}
      onClose={close}
      onConfirm={() => create.mutate()}
      title={t('keys.add')}
      verb={t('keys.add')}
      busy={create.isPending}
      disabled={form.name.trim() === '' || form.perms.length === 0 || form.password === ''}
      error={wrong ? undefined : readable(create.error)}
    >
      <Stack gap="sm">
        <TextInput label={t('keys.name')} description={t('keys.name_hint')} maxLength={80} value={form.name} onChange={(e) => setForm({ ...form, name: e.currentTarget.value })} error={fieldError(create.error, 'name')} />
        {scopes.length > 1 && (
          <NativeSelect
            label={t('keys.for')}
            value={scope?.seller ?? ''}
            onChange={(e) => setForm({ ...form, seller: e.currentTarget.value })}
            data={scopes.map((s) => ({ value: s.seller, label: sellerName(s.seller) }))}
          />
        )}
        <Checkbox.Group label={t('keys.permissions')} value={form.perms} onChange={(perms) => setForm({ ...form, perms })} error={fieldError(create.error, 'permissions')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
            {scope?.perms.map((p) => <Checkbox key={p} value={p} label={t(`permission.${p}` as 'permission.orders.read')} />)}
          </SimpleGrid>
        </Checkbox.Group>
        <NativeSelect
          label={t('keys.expires')}
          value={form.days}
          onChange={(e) => setForm({ ...form, days: e.currentTarget.value })}
          data={[...['30', '90', '365'].map((value) => ({ value, label: t('keys.in_days', { n: value }) })), { value: '', label: t('keys.never') }]}
          error={fieldError(create.error, 'expires_at')}
        />
        <PasswordInput
          label={t('keys.password')}
          description={t('keys.password_hint')}
          autoComplete="current-password"
          value={form.password}
          onChange={(e) => setForm({ ...form, password: e.currentTarget.value })}
          error={wrong && t('error.identity.wrong_password')}
        />
      </Stack>
    </Confirm>
  );
}

interface Scope {
  readonly seller: string; // empty for the platform
  readonly perms: readonly string[];
}

/** The scopes in which the caller may make keys, each with what they hold there. */
function useScopes(): readonly Scope[] {
  const { me } = useSession();
  const stores = useStores();
  const out: Scope[] = [];
  for (const a of me.access.filter((one) => one.permissions.includes('keys.manage'))) {
    out.push({ seller: a.seller_id ?? '', perms: a.permissions });
    if (!a.platform) continue;
    const perms = sellerPerms.filter((p) => a.permissions.includes(p));
    for (const seller of new Set(stores.map((s) => s.seller_id))) out.push({ seller, perms });
  }
  return out;
}
