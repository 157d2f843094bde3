import { Button, Text } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { failed, told } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Member } from '../app/types.ts';

/** Mails a fresh link to somebody who has not answered; the one before is worth nothing then. */
export function InviteAgain({ of }: { readonly of: Member }) {
  const { t } = useTranslation();
  const store = useStore();
  const again = useMutation({
    mutationFn: () => store.team.add({ email: of.email, role: of.role, ...(of.role === 'staff' ? { permissions: of.permissions } : {}), ...(of.seller_id ? { seller_id: of.seller_id } : {}) }),
    onSuccess: () => told(t('team.invited_done', { email: of.email })),
    onError: failed,
  });
  return (
    <Button size="compact-sm" variant="light" loading={again.isPending} onClick={() => again.mutate()}>
      {t('team.invite_again')}
    </Button>
  );
}

/** Asks before somebody loses what they may do here; of oneself it says so. */
export function RemoveMember({ of, onClose }: { readonly of: Member | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { me } = useSession();
  const self = of?.account_id === me.account.id;
  const remove = useMutation({
    mutationFn: async () => {
      if (of) await store.team.remove(of.id);
    },
    onSuccess: async () => {
      told(t('team.removed', { name: of?.name || of?.email }));
      close();
      if (self) {
        await queries.invalidateQueries({ queryKey: ['me'] });
        await navigate({ to: '/', search: {} });
      }
      await queries.invalidateQueries({ queryKey: ['team'] });
    },
  });
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Confirm
      opened={of !== null}
      onClose={close}
      onConfirm={() => remove.mutate()}
      title={t('team.remove_title', { name: of?.name || of?.email })}
      verb={t('team.remove')}
      danger
      busy={remove.isPending}
      error={readable(remove.error)}
    >
      <Text size="sm">{t(self ? 'team.remove_self' : of?.pending ? 'team.remove_invited' : 'team.remove_text')}</Text>
    </Confirm>
  );
}
