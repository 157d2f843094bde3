import { Text } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Asks before a page is left with changes that are not saved; the browser asks where its tab is closed. */
export function LeaveGuard({ when }: { readonly when: boolean }) {
  const { t } = useTranslation();
  const leave = useBlocker({ shouldBlockFn: () => when, enableBeforeUnload: () => when, withResolver: true });
  return (
    <Confirm opened={leave.status === 'blocked'} onClose={() => leave.reset?.()} onConfirm={() => leave.proceed?.()} title={t('leave.title')} verb={t('leave.leave')} danger>
      <Text size="sm">{t('leave.text')}</Text>
    </Confirm>
  );
}
