import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Home } from '../app/types.ts';
import { differences } from './homeDraft.ts';

interface StaleProps {
  readonly base: Home;
  readonly theirs: Home;
  readonly onKeep: () => void;
  readonly onTake: () => void;
  readonly busy: boolean;
}

/** Somebody else saved first: what they did, and the choice between the two. */
export function StaleNotice({ base, theirs, onKeep, onTake, busy }: StaleProps) {
  const { t } = useTranslation();
  return (
    <Alert role="alert" color="orange" variant="light" title={t('sections.stale')}>
      <List size="sm" mb="sm">
        {differences(base.sections, theirs.sections).map(({ what, section }, i) => (
          <List.Item key={i}>{section ? t(`sections.they_${what}`, { name: section.title || t(`sections.kind_${section.kind}`) }) : t('sections.they_order')}</List.Item>
        ))}
      </List>
      <Text size="sm" mb="sm">
        {t('sections.stale_text')}
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={onTake} disabled={busy}>
          {t('sections.take_theirs')}
        </Button>
        <Button size="xs" variant="default" onClick={onKeep} loading={busy}>
          {t('sections.keep_mine')}
        </Button>
      </Group>
    </Alert>
  );
}

export function AsideNotice({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert role="status" color="blue" variant="light" title={t('sections.aside')}>
      <Button size="xs" variant="default" onClick={onBack}>
        {t('sections.back_to_mine')}
      </Button>
    </Alert>
  );
}
