import { Center, Loader } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { EmptyState, ProblemNotice } from '@haat/ui';
import { useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../app/LinkButton.tsx';
import { readable } from '../app/problems.ts';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<IconCompass size={28} />} title={t('route.not_found')} action={<LinkButton to="/">{t('route.home')}</LinkButton>}>
      {t('route.not_found_text')}
    </EmptyState>
  );
}

export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ProblemNotice
      error={readable(error)}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

export function RoutePending() {
  const { t } = useTranslation();
  return (
    <Center mih={240} role="status" aria-label={t('route.loading')}>
      <Loader size="sm" />
    </Center>
  );
}
