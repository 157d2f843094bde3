import '../app/Shell.css';

import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import { readable } from '../app/problems.ts';
import { Door } from './Door.tsx';

export function ForgotPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const store = useStore();
  const ask = useMutation({ mutationFn: () => store.auth.requestReset({ email: email.trim() }) });
  return (
    <Door title={t('forgot.title')} text={t('forgot.text')}>
      {ask.isSuccess ? (
        // The same answer for known and unknown addresses, as the server gives it.
        <Text role="status">{t('forgot.sent')}</Text>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            ask.mutate();
          }}
        >
          <Stack>
            <TextInput label={t('login.email')} type="email" autoComplete="username" required autoFocus value={email} onChange={(e) => setEmail(e.currentTarget.value)} />
            <ProblemNotice error={readable(ask.error)} />
            <Button type="submit" loading={ask.isPending}>
              {t('forgot.send')}
            </Button>
          </Stack>
        </form>
      )}
      <TextLink to="/login" size="sm" mt="md" display="block" ta="center">
        {t('forgot.back')}
      </TextLink>
    </Door>
  );
}

export function ResetPage() {
  const { t } = useTranslation();
  const { token = '' } = useSearch({ from: '/reset' });
  const [password, setPassword] = useState('');
  const store = useStore();
  const change = useMutation({ mutationFn: () => store.auth.reset({ token, password }) });
  return (
    <Door title={t('reset.title')}>
      {change.isSuccess ? (
        <Text role="status">{t('reset.done')}</Text>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            change.mutate();
          }}
        >
          <Stack>
            <PasswordInput label={t('reset.password')} description={t('setup.password_rule')} autoComplete="new-password" minLength={8} required value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
            <ProblemNotice error={readable(change.error)} />
            <Button type="submit" loading={change.isPending}>
              {t('reset.save')}
            </Button>
          </Stack>
        </form>
      )}
      <TextLink to="/login" size="sm" mt="md" display="block" ta="center">
        {t('forgot.back')}
      </TextLink>
    </Door>
  );
}
