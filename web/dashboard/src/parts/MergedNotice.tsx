import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Says that the fields changed under the hands, and that nothing typed is lost. */
export function MergedNotice({ when }: { readonly when: boolean }) {
  const { t } = useTranslation();
  if (!when) return null;
  return (
    <Alert role="alert" color="orange" variant="light" title={t('merged.title')}>
      {t('merged.text')}
    </Alert>
  );
}
