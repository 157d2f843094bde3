import { Checkbox, NativeSelect, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { locales } from '../app/i18n.ts';
import { useLocale } from '../app/locale.tsx';
import { told } from '../app/notify.ts';
import { givesAll, presets } from '../app/permissions.ts';
import { fieldError, isCode, problemText, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Member, Perm } from '../app/types.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Whose team, '' for the platform's. */
  readonly seller: string;
  /** What the caller may give there. */
  readonly may: readonly Perm[];
  /** Who it is about already; nobody is offered to change their address here. */
  readonly of?: Member | null;
  /** An address to begin with, where nobody is there yet: whoever comes first owns the place. */
  readonly email?: string;
}

/** Invites somebody into a team, or changes what somebody there may do. */
export function MemberForm({ opened, onClose, seller, may, of: about = null, email = '' }: Props) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { locale } = useLocale();
  const all = givesAll(me, seller);
  const begin = (): Form => ({ of: about, email: about?.email ?? email, name: '', locale, work: firstWork(about, email, all), perms: about?.role === 'staff' ? about.permissions : [] });
  const [form, setForm] = useState(begin);
  const close = () => {
    save.reset();
    onClose();
  };
  const save = useSave(seller, close);
  // Begun anew with each opening; what it is about stays on it while it closes.
  const [was, setWas] = useState(opened);
  if (was !== opened) {
    setWas(opened);
    if (opened) setForm(begin());
  }
  const { of } = form;
  const choose = (work: Work) => setForm({ ...form, work, perms: work === 'owner' || work === 'chosen' ? form.perms : presets[work].filter((p) => may.includes(p)) });
  const problem = placed(save.error, form.work);
  const offered: readonly Work[] = [...(all ? ['owner' as const] : []), ...(Object.keys(presets) as (keyof typeof presets)[]).filter((p) => may.includes(presets[p][0])), 'chosen'];
  return (
    <Confirm
      opened={opened}
      onClose={close}
      onConfirm={() => save.mutate(form)}
      title={of ? t('team.change_title', { name: of.name || of.email }) : t('team.invite')}
      verb={of ? t('team.save') : t('team.send')}
      busy={save.isPending}
      disabled={form.email.trim() === '' || (form.work !== 'owner' && form.perms.length === 0)}
      error={problem.where ? undefined : readable(save.error)}
    >
      <Stack gap="sm">
        <Text size="sm">{of ? (of.pending ? t('team.change_invited') : t('team.change_text')) : t('team.invite_text')}</Text>
        {!of && (
          <>
            <TextInput label={t('team.email')} type="email" maxLength={254} required autoComplete="off" data-autofocus value={form.email} onChange={(e) => setForm({ ...form, email: e.currentTarget.value })} error={fieldError(save.error, 'email')} />
            <TextInput label={t('team.name')} description={t('team.name_hint')} maxLength={120} autoComplete="off" value={form.name} onChange={(e) => setForm({ ...form, name: e.currentTarget.value })} error={fieldError(save.error, 'name')} />
            <NativeSelect label={t('team.locale')} value={form.locale} onChange={(e) => setForm({ ...form, locale: e.currentTarget.value })} data={locales.map((l) => ({ value: l.code, label: l.name }))} error={fieldError(save.error, 'locale')} />
          </>
        )}
        <Radio.Group label={t('team.may')} value={form.work} onChange={(v) => choose(v as Work)} error={problem.where === 'role' ? problem.text : fieldError(save.error, 'role')}>
          <Stack gap="xs" mt="xs">
            {offered.map((work) => (
              <Radio key={work} value={work} label={t(`team.work.${work}`)} description={work === 'owner' ? t('team.owner_hint') : undefined} />
            ))}
          </Stack>
        </Radio.Group>
        {form.work !== 'owner' && (
          <Checkbox.Group
            label={t('team.permissions')}
            description={t('team.permissions_hint')}
            value={[...form.perms]}
            onChange={(perms) => setForm({ ...form, work: 'chosen', perms: perms as Perm[] })}
            error={problem.where === 'permissions' ? problem.text : fieldError(save.error, 'permissions')}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
              {may.map((p) => (
                <Checkbox key={p} value={p} label={t(`permission.${p}` as 'permission.orders.read')} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
      </Stack>
    </Confirm>
  );
}

function firstWork(of: Member | null, email: string, all: boolean): Work {
  if (of) return of.role === 'owner' ? 'owner' : 'chosen';
  return email !== '' && all ? 'owner' : 'chosen';
}

/** Where a refusal belongs that names no field. */
function placed(error: unknown, work: Work): { readonly where: 'role' | 'permissions' | null; readonly text: string } {
  const text = error ? problemText(error) : '';
  if (isCode(error, 'identity.last_owner') || (isCode(error, 'identity.beyond') && work === 'owner')) return { where: 'role', text };
  return { where: isCode(error, 'identity.beyond') ? 'permissions' : null, text };
}

type Work = 'owner' | keyof typeof presets | 'chosen';

interface Form {
  readonly of: Member | null;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly work: Work;
  readonly perms: readonly Perm[];
}

function useSave(seller: string, onClose: () => void) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const { me } = useSession();
  return useMutation({
    mutationFn: ({ of, email, name, locale, work, perms }: Form) =>
      store.team.add({
        email: email.trim(),
        ...(work === 'owner' ? { role: 'owner' } : { role: 'staff', permissions: [...perms] }),
        ...(seller ? { seller_id: seller } : {}),
        ...(of ? {} : { name: name.trim(), locale }),
      }),
    onSuccess: async (made, { of }) => {
      onClose();
      told(of && !made.pending ? t('team.saved') : t(made.pending ? 'team.invited_done' : 'team.added', { email: made.email }));
      await queries.invalidateQueries({ queryKey: ['team'] });
      if (made.account_id === me.account.id) await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
}
