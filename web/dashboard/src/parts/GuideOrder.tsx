import { Button, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../app/LinkButton.tsx';
import { isDone, steps } from './useGuide.ts';
import type { GuideFacts } from './useGuide.ts';

/** The owner buys once: only that proves that everybody else can. */
export function GuideOrder({ facts }: { readonly facts: GuideFacts }) {
  const { t } = useTranslation();
  const { order, product } = facts;
  if (order) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('guide.order_here', { number: order.number })}</Text>
        <LinkButton to="/orders/$id" params={{ id: order.id }}>
          {t('guide.order_open', { number: order.number })}
        </LinkButton>
      </Stack>
    );
  }
  if (!product || !steps.every((s) => s === 'order' || isDone(s, facts))) return <Text size="sm">{t('guide.order_wait')}</Text>;
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{t('guide.order_text')}</Text>
      <Button component="a" href={`/products/${encodeURIComponent(product.handle)}`} target="_blank" rel="noreferrer" rightSection={<IconExternalLink size={16} aria-hidden="true" />}>
        {t('guide.order_shop')}
      </Button>
    </Stack>
  );
}
