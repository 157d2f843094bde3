import { Stack, Text, TextInput } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { told } from '../app/notify.ts';
import { fieldError, readable } from '../app/problems.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const empty = { name: '', email: '' };

/** Takes a seller on whom the staff know already; they need not apply. */
export function NewSeller({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const [form, setForm] = useState(empty);
  const add = useMutation({
    mutationFn: () => store.sellers.create(form),
    onSuccess: async () => {
      close();
      told(t('sellers.added'));
      await queries.invalidateQueries({ queryKey: ['sellers'] });
    },
  });
  const close = () => {
    setForm(empty);
    add.reset();
    onClose();
  };
  const bind = (field: keyof typeof form) => ({ required: true, value: form[field], onChange: (e: { currentTarget: { value: string } }) => setForm({ ...form, [field]: e.currentTarget.value }), error: fieldError(add.error, field) });
  return (
    <Confirm opened={opened} onClose={close} onConfirm={() => add.mutate()} title={t('sellers.add')} verb={t('sellers.add')} busy={add.isPending} disabled={form.name.trim() === '' || form.email.trim() === ''} error={readable(add.error)}>
      <Stack gap="sm">
        <Text size="sm">{t('sellers.add_text')}</Text>
        <TextInput label={t('sellers.name')} maxLength={120} autoComplete="off" data-autofocus {...bind('name')} />
        <TextInput label={t('sellers.email')} type="email" maxLength={254} autoComplete="off" {...bind('email')} />
      </Stack>
    </Confirm>
  );
}
