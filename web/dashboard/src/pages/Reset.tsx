import '../app/Shell.css';

import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import { fieldError, isCode, readable } from '../app/problems.ts';
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
  return <NewPassword token={token} title={t('reset.title')} done={t('reset.done')} />;
}

/** Where an invitation leads: the same step, in the words of somebody new. */
export function JoinPage() {
  const { t } = useTranslation();
  const { token = '' } = useSearch({ from: '/join' });
  return <NewPassword token={token} title={t('join.title')} text={t('join.text')} done={t('join.done')} />;
}

interface Props {
  readonly token: string;
  readonly title: string;
  readonly text?: string;
  readonly done: string;
}

function NewPassword({ token, title, text, done }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const store = useStore();
  const change = useMutation({ mutationFn: () => store.auth.reset({ token, password }) });
  const weak = fieldError(change.error, 'password');
  return (
    <Door title={title} text={change.isSuccess ? undefined : text}>
      {change.isSuccess ? (
        <Text role="status">{done}</Text>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            change.mutate();
          }}
        >
          <Stack>
            <PasswordInput label={t('reset.password')} description={t('setup.password_rule')} autoComplete="new-password" minLength={8} required value={password} onChange={(e) => setPassword(e.currentTarget.value)} error={weak} />
            <ProblemNotice error={weak ? undefined : readable(change.error)} />
            {isCode(change.error, 'identity.bad_token') && (
              // Who was invited asks for a link the same way as who forgot.
              <TextLink to="/forgot" size="sm">
                {t('reset.again')}
              </TextLink>
            )}
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
