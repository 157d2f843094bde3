import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../app/LinkButton.tsx';
import type { GuideFacts } from './useGuide.ts';

/** Leads into the product editor, and says when the product is there but hidden. */
export function GuideProduct({ facts: { product } }: { readonly facts: GuideFacts }) {
  const { t } = useTranslation();
  if (!product) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('guide.product_text')}</Text>
        <LinkButton to="/products/new">{t('guide.product_add')}</LinkButton>
      </Stack>
    );
  }
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{product.status === 'active' ? t('guide.product_ready') : t('guide.product_draft')}</Text>
      <LinkButton to="/products/$id" params={{ id: product.id }} variant="default">
        <bdi>{product.title}</bdi>
      </LinkButton>
    </Stack>
  );
}
