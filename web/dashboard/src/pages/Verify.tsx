import '../app/Shell.css';

import { Button, Stack, Text } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import { readable } from '../app/problems.ts';
import { Door } from './Door.tsx';

/** Where the mail leads that proves an address. By a button, as programs open links in mails to look for harm. */
export function VerifyPage() {
  const { t } = useTranslation();
  const { token = '' } = useSearch({ from: '/verify' });
  const store = useStore();
  const queries = useQueryClient();
  const prove = useMutation({
    mutationFn: async () => {
      await store.auth.verifyEmail({ token });
    },
    onSuccess: () => queries.removeQueries({ queryKey: ['me'] }),
  });
  return (
    <Door title={t('verify.title')} text={prove.isSuccess ? undefined : t('verify.text')}>
      <Stack>
        {prove.isSuccess ? (
          <Text role="status">{t('verify.done')}</Text>
        ) : (
          <>
            <ProblemNotice error={readable(prove.error)} />
            <Button loading={prove.isPending} onClick={() => prove.mutate()}>
              {t('verify.confirm')}
            </Button>
          </>
        )}
      </Stack>
      <TextLink to="/" size="sm" mt="md" display="block" ta="center">
        {t('verify.on')}
      </TextLink>
    </Door>
  );
}
