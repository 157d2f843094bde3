import { StatusBadge } from '@haat/ui';
import { useTranslation } from 'react-i18next';
import type { ContentPage } from '../app/types.ts';

/** Whether shoppers see a page. */
export function Shown({ page }: { readonly page: ContentPage }) {
  const { t } = useTranslation();
  return <StatusBadge status={page.published ? 'active' : 'draft'} label={page.published ? t('pages.published') : t('pages.hidden')} />;
}
