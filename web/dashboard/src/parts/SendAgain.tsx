import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StoreClient } from '@haat/store-client';
import { useStore } from '../app/api.tsx';
import { failed, told } from '../app/notify.ts';
import { useSession } from '../app/session.ts';
import type { Mail } from '../app/types.ts';
import { readAgain } from '../app/useList.ts';

/** The pauses between two looks at what became of a message, in milliseconds: about ten seconds in all. */
const pauses = [200, 400, 800, 1600, 3000, 4000];

/** What became of a message that is sent once more. It is still waiting when the server is slow, or refused it for now. */
async function outcome(store: StoreClient, id: string): Promise<Pick<Mail, 'status' | 'transport'>> {
  for (const pause of pauses) {
    const now = await store.mail.get(id);
    if (now.status !== 'queued' || now.last_error) return now;
    await new Promise((done) => setTimeout(done, pause));
  }
  return store.mail.get(id);
}

/** Sends a message that failed once more and says how it went; nothing for any other, and for who may not. */
export function SendAgain({ mail }: { readonly mail: Pick<Mail, 'id' | 'status' | 'subject'> }) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const { can } = useSession();
  const read = () => Promise.all([readAgain(queries, ['mail']), readAgain(queries, ['jobs', 'alerts'])]);
  const again = useMutation({
    mutationFn: async () => {
      await store.mail.retry(mail.id);
      return outcome(store, mail.id);
    },
    onSuccess: (now) => {
      if (now.status === 'failed') failed(new Error(t('mail.again_failed')));
      else if (now.status === 'queued') told(t('mail.again_waits'));
      else told(t(now.transport === 'file' ? 'mail.again_kept' : 'mail.again_sent'));
    },
    onError: failed,
    onSettled: read,
  });
  if (!can('jobs.manage') || (mail.status !== 'failed' && !again.isPending)) return null;
  return (
    <Button size="compact-sm" variant="light" loading={again.isPending} aria-label={t('mail.again_label', { subject: mail.subject })} onClick={() => again.mutate()}>
      {t('mail.again')}
    </Button>
  );
}
