import '../app/Shell.css';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { fieldError, readable } from '../app/problems.ts';
import { Door } from './Door.tsx';
import { useEnter } from './Login.tsx';

/** Makes the first owner, through the one-time link the server printed. */
export function SetupPage() {
  const { t } = useTranslation();
  const { token = '' } = useSearch({ from: '/setup' });
  const [form, setForm] = useState({ name: '', email: '', password: '' });
  const store = useStore();
  const enter = useEnter();
  const found = useMutation({ mutationFn: () => store.setup({ ...form, email: form.email.trim(), token }), onSuccess: enter });
  const set = (field: keyof typeof form) => (e: { currentTarget: { value: string } }) => setForm({ ...form, [field]: e.currentTarget.value });

  if (token === '') return <Door title={t('setup.title')}>{t('setup.no_token')}</Door>;
  return (
    <Door title={t('setup.title')} text={t('setup.text')}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          found.mutate();
        }}
      >
        <Stack>
          <TextInput label={t('setup.name')} name="name" autoComplete="name" required autoFocus value={form.name} onChange={set('name')} error={fieldError(found.error, 'name')} />
          <TextInput label={t('login.email')} type="email" name="email" autoComplete="username" required value={form.email} onChange={set('email')} error={fieldError(found.error, 'email')} />
          <PasswordInput
            label={t('login.password')}
            description={t('setup.password_rule')}
            name="password"
            autoComplete="new-password"
            minLength={8}
            required
            value={form.password}
            onChange={set('password')}
            error={fieldError(found.error, 'password')}
          />
          <ProblemNotice error={readable(found.error)} />
          <Button type="submit" fullWidth loading={found.isPending}>
            {t('setup.open')}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
