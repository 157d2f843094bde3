import { Stack } from '@mantine/core';
import { PageHeader } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.ts';
import { KeyList } from '../parts/KeyList.tsx';
import { Profile } from '../parts/Profile.tsx';
import { SessionList } from '../parts/SessionList.tsx';

/** What belongs to whoever is logged in: their name and way in, where they are, and which programs act for them. */
export function AccountPage() {
  const { t } = useTranslation();
  const { me, can } = useSession();
  return (
    <>
      <PageHeader title={t('shell.account')} description={<bdi>{me.account.email}</bdi>} />
      <Stack gap="xl">
        <Profile />
        <SessionList />
        {can('keys.manage') && <KeyList />}
      </Stack>
    </>
  );
}
