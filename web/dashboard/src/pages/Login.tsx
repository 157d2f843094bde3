import '../app/Shell.css';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import { basePath, safeNext } from '../app/paths.ts';
import { problemText } from '../app/problems.ts';
import { Door } from './Door.tsx';

export function LoginPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { next } = useSearch({ from: '/login' });
  const enter = useEnter(next);
  const store = useStore();
  const logIn = useMutation({ mutationFn: () => store.auth.login({ email: email.trim(), password }), onSuccess: enter });

  return (
    <Door title={t('login.title')} text={t('login.text')}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          logIn.mutate();
        }}
      >
        <Stack>
          <TextInput label={t('login.email')} type="email" name="email" autoComplete="username" required autoFocus value={email} onChange={(e) => setEmail(e.currentTarget.value)} />
          <PasswordInput label={t('login.password')} name="password" autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
          <ProblemNotice error={logIn.error} title={t('login.failed')} message={logIn.error ? problemText(logIn.error) : undefined} />
          <Button type="submit" fullWidth loading={logIn.isPending}>
            {t('login.enter')}
          </Button>
          <TextLink to="/forgot" size="sm" ta="center">
            {t('login.forgot')}
          </TextLink>
        </Stack>
      </form>
    </Door>
  );
}

/** Leaves the door for the page the user wanted, with nothing left of an earlier session. */
export function useEnter(next?: string): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    queries.clear();
    await router.invalidate();
    router.history.push(basePath + safeNext(next));
  };
}
