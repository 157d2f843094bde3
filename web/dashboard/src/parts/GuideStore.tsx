import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { fieldError } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import { GuideForm } from './GuideForm.tsx';
import type { GuidePart } from './GuideForm.tsx';

/** What the shop is called; its first store is opened with it, since goods are sold by a store. */
export function GuideStore({ facts: { settings, store }, onDone }: GuidePart) {
  const { t } = useTranslation();
  const { me } = useSession();
  const client = useStore();
  const queries = useQueryClient();
  const [form, setForm] = useState({
    name: store ? settings.name : '',
    support_email: settings.support_email || me.account.email,
    time_zone: store ? settings.time_zone : Intl.DateTimeFormat().resolvedOptions().timeZone || settings.time_zone,
  });
  const save = useMutation({
    mutationFn: async () => {
      queries.setQueryData(['settings'], await client.settings.update(form, { ifMatch: `"${settings.version}"` }));
      if (store) return;
      const house = (await client.sellers.list({ limit: 100 })).items.find((s) => s.house);
      if (!house) throw new Error(t('error.service.internal'));
      const made = await client.stores.create({ seller_id: house.id, name: form.name });
      // Its starting price of delivery comes a moment later; the next step but one edits it.
      for (let tries = 0; tries < 10 && (await client.shipping.zones.list({ store_id: made.id })).items.length === 0; tries++) await new Promise((next) => setTimeout(next, 100));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['stores'] });
      onDone();
    },
  });
  const bind = (field: keyof typeof form) => ({ value: form[field], onChange: (e: { currentTarget: { value: string } }) => setForm({ ...form, [field]: e.currentTarget.value }), error: fieldError(save.error, field) });
  return (
    <GuideForm text={t('guide.store_text')} verb={t('guide.store_save')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
      <TextInput label={t('guide.store_name')} required maxLength={80} autoComplete="organization" {...bind('name')} />
      <TextInput label={t('guide.store_email')} description={t('guide.store_email_hint')} type="email" required autoComplete="email" {...bind('support_email')} />
      <TextInput label={t('settings.time_zone')} description={t('settings.time_zone_hint')} required {...bind('time_zone')} />
    </GuideForm>
  );
}
