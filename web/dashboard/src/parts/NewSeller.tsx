import { Alert, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { locales } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { useLocale } from '../app/locale.tsx';
import { told } from '../app/notify.ts';
import { givesAll } from '../app/permissions.ts';
import { fieldError, problemText, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Seller } from '../app/types.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Takes a seller on whom the staff know already; they need not apply. Whoever reads the address is invited to own it. */
export function NewSeller({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { locale } = useLocale();
  const queries = useQueryClient();
  const empty = { name: '', email: '', locale: locale as string };
  const [form, setForm] = useState(empty);
  // There once it is made, also when the invitation was refused: another try only invites.
  const [made, setMade] = useState<Seller | null>(null);
  const invites = givesAll(me, 'sel_new');
  const add = useAdd({
    invites,
    onMade: setMade,
    onDone: () => {
      told(invites ? t('sellers.added_invited', { email: form.email.trim() }) : t('sellers.added'));
      close();
    },
  });
  const close = () => {
    setForm(empty);
    setMade(null);
    add.reset();
    onClose();
    void queries.invalidateQueries({ queryKey: ['sellers'] });
  };
  const bind = (field: keyof typeof form) => ({ value: form[field], onChange: (e: { currentTarget: { value: string } }) => setForm({ ...form, [field]: e.currentTarget.value }), error: fieldError(add.error, field) });
  return (
    <Confirm
      opened={opened}
      onClose={close}
      onConfirm={() => add.mutate({ ...form, made })}
      title={t('sellers.add')}
      verb={made ? t('team.send') : t('sellers.add')}
      busy={add.isPending}
      disabled={form.name.trim() === '' || form.email.trim() === ''}
      error={made ? undefined : readable(add.error)}
    >
      <Stack gap="sm">
        <Text size="sm">{t('sellers.add_text')}</Text>
        <TextInput label={t('sellers.name')} required maxLength={120} autoComplete="off" data-autofocus disabled={made !== null} {...bind('name')} />
        <TextInput label={t('sellers.email')} type="email" required maxLength={254} autoComplete="off" description={invites ? t('sellers.invites') : t('sellers.invites_not')} {...bind('email')} />
        {invites && <NativeSelect label={t('team.locale')} data={locales.map((l) => ({ value: l.code, label: l.name }))} {...bind('locale')} />}
        {made && add.error && (
          <Alert role="alert" color="red" variant="light" title={t('sellers.not_invited', { name: made.name })}>
            <Text size="sm">{problemText(add.error)}</Text>
            <Text size="sm" mt={4}>
              {t('sellers.not_invited_text')}{' '}
              <TextLink to="/team" search={{ seller_id: made.id }} onClick={close}>
                {t('sellers.to_team')}
              </TextLink>
            </Text>
          </Alert>
        )}
      </Stack>
    </Confirm>
  );
}

interface Adding {
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly made: Seller | null;
}

function useAdd({ invites, onMade, onDone }: { readonly invites: boolean; readonly onMade: (seller: Seller) => void; readonly onDone: () => void }) {
  const store = useStore();
  // The same seller asked for twice, because the first answer was lost or by mistake, is made once.
  const keys = useRef(new Map<string, string>());
  const keyOf = (what: string) => {
    const key = keys.current.get(what) ?? crypto.randomUUID();
    keys.current.set(what, key);
    return key;
  };
  return useMutation({
    mutationFn: async ({ name, email, locale, made }: Adding) => {
      const seller = made ?? (await store.sellers.create({ name: name.trim(), email: email.trim() }, { idempotencyKey: keyOf(JSON.stringify([name.trim(), email.trim()])) }));
      onMade(seller);
      if (invites) await store.team.add({ email: email.trim(), role: 'owner', seller_id: seller.id, locale });
    },
    onSuccess: onDone,
  });
}
