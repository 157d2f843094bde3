import './Guide.css';

import { CloseButton, Text } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../app/LinkButton.tsx';
import { isDone, nextStep, stepName, steps, useGuide, useMayGuide } from './useGuide.ts';

/** Kept per browser: whoever is done with the guide is not asked, and asks the server for nothing. */
const key = 'haat.guide';

/** How far the shop is set up, on every page until it has its first order. */
export function GuideBar() {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState(() => localStorage.getItem(key) === 'hidden');
  const path = useRouterState({ select: (s) => s.location.pathname });
  const may = useMayGuide();
  const { facts } = useGuide(may && !hidden);
  const next = facts && nextStep(facts);
  const over = hidden || (facts !== undefined && next === undefined);
  useEffect(() => {
    if (over) localStorage.setItem(key, 'hidden');
  }, [over]);

  if (hidden || !facts || !next || path.endsWith('/guide')) return null;
  return (
    <section className="guide-bar" aria-label={t('guide.nav')}>
      <Text size="sm">{t('guide.bar', { left: steps.filter((s) => !isDone(s, facts)).length, next: t(stepName(next)) })}</Text>
      <LinkButton to="/guide" size="xs">
        {t('guide.continue')}
      </LinkButton>
      <CloseButton size="sm" aria-label={t('guide.hide')} onClick={() => setHidden(true)} />
    </section>
  );
}
