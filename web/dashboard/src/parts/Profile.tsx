import { Button, NativeSelect, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { locales } from '../app/i18n.ts';
import { told } from '../app/notify.ts';
import { fieldError, isCode, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import { LeaveGuard } from './LeaveGuard.tsx';

/** What belongs to oneself: name, address and password. */
export function Profile() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} style={{ alignItems: 'start' }}>
      <NameForm />
      <EmailForm />
      <PasswordForm />
    </SimpleGrid>
  );
}

interface FormProps {
  readonly title: string;
  readonly verb: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly children: ReactNode;
}

function Form({ title, verb, ready, busy, error, onSave, children }: FormProps) {
  return (
    <form
      className="panel"
      aria-label={title}
      onSubmit={(e) => {
        e.preventDefault();
        if (ready && !busy) onSave();
      }}
    >
      <h2>{title}</h2>
      <Stack gap="sm" align="stretch">
        {children}
        <ProblemNotice error={error} />
        <Button type="submit" disabled={!ready} loading={busy} style={{ alignSelf: 'flex-start' }}>
          {verb}
        </Button>
      </Stack>
    </form>
  );
}

function NameForm() {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const { account } = useSession().me;
  // Who was never asked gets English letters.
  const start = { name: account.name, locale: account.locale || 'en' };
  const [form, setForm] = useState(start);
  const save = useMutation({
    mutationFn: () => store.me.update(form),
    onSuccess: async (now) => {
      await queries.invalidateQueries({ queryKey: ['me'] });
      setForm({ name: now.name, locale: now.locale });
      told(t('profile.saved'));
    },
  });
  const dirty = JSON.stringify(form) !== JSON.stringify(start);
  return (
    <Form title={t('profile.about')} verb={t('profile.save')} ready={dirty && form.name.trim() !== ''} busy={save.isPending} error={readable(save.error)} onSave={() => save.mutate()}>
      <TextInput label={t('setup.name')} autoComplete="name" maxLength={120} value={form.name} onChange={(e) => setForm({ ...form, name: e.currentTarget.value })} error={fieldError(save.error, 'name')} />
      <NativeSelect label={t('profile.locale')} description={t('profile.locale_hint')} value={form.locale} onChange={(e) => setForm({ ...form, locale: e.currentTarget.value })} data={locales.map((l) => ({ value: l.code, label: l.name }))} error={fieldError(save.error, 'locale')} />
      <LeaveGuard when={dirty && !save.isPending} />
    </Form>
  );
}

function EmailForm() {
  const { t } = useTranslation();
  const store = useStore();
  const { account } = useSession().me;
  const [form, setForm] = useState({ email: '', password: '' });
  const [asked, setAsked] = useState('');
  const change = useMutation({
    mutationFn: () => store.auth.changeEmail({ email: form.email.trim(), password: form.password }),
    onSuccess: () => {
      setAsked(form.email.trim());
      setForm({ email: '', password: '' });
    },
  });
  const wrong = isCode(change.error, 'identity.wrong_password');
  return (
    <Form title={t('profile.email')} verb={t('profile.email_change')} ready={form.email.trim() !== '' && form.password !== ''} busy={change.isPending} error={wrong ? undefined : readable(change.error)} onSave={() => change.mutate()}>
      <Text size="sm">
        {t('profile.email_now')} <bdi>{account.email}</bdi>
      </Text>
      <TextInput label={t('profile.email_next')} description={t('profile.email_hint')} type="email" maxLength={254} autoComplete="email" value={form.email} onChange={(e) => setForm({ ...form, email: e.currentTarget.value })} error={fieldError(change.error, 'email')} />
      <PasswordInput label={t('profile.password_now')} autoComplete="current-password" value={form.password} onChange={(e) => setForm({ ...form, password: e.currentTarget.value })} error={wrong && t('error.identity.wrong_password')} />
      {/* The same words when somebody else has the address, as the server says it. */}
      <Text size="sm" role="status">
        {asked && t('profile.email_asked', { email: asked })}
      </Text>
    </Form>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const { account } = useSession().me;
  const [form, setForm] = useState({ now: '', next: '' });
  const change = useMutation({
    mutationFn: async () => {
      await store.auth.changePassword({ current_password: form.now, new_password: form.next });
    },
    onSuccess: async () => {
      setForm({ now: '', next: '' });
      told(t('profile.password_saved'));
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const wrong = isCode(change.error, 'identity.wrong_password');
  const weak = fieldError(change.error, 'password') ?? fieldError(change.error, 'new_password');
  return (
    <Form title={t('profile.password')} verb={t('profile.password_change')} ready={form.now !== '' && form.next !== ''} busy={change.isPending} error={wrong || weak ? undefined : readable(change.error)} onSave={() => change.mutate()}>
      <Text size="sm">{t('profile.password_hint')}</Text>
      {/* For password managers: whose it is. */}
      <input type="text" name="username" autoComplete="username" value={account.email} readOnly hidden />
      <PasswordInput label={t('profile.password_now')} autoComplete="current-password" value={form.now} onChange={(e) => setForm({ ...form, now: e.currentTarget.value })} error={wrong && t('error.identity.wrong_password')} />
      <PasswordInput label={t('reset.password')} description={t('setup.password_rule')} autoComplete="new-password" minLength={8} value={form.next} onChange={(e) => setForm({ ...form, next: e.currentTarget.value })} error={weak} />
    </Form>
  );
}
