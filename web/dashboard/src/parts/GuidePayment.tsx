import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { fieldError } from '../app/problems.ts';
import { GuideForm } from './GuideForm.tsx';
import type { GuidePart } from './GuideForm.tsx';

export function GuidePayment({ facts: { settings }, onDone }: GuidePart) {
  const { t } = useTranslation();
  const client = useStore();
  const queries = useQueryClient();
  const [details, setDetails] = useState(settings.bank_details);
  const save = useMutation({
    mutationFn: () => client.settings.update({ bank_details: details }, { ifMatch: `"${settings.version}"` }),
    onSuccess: (next) => {
      queries.setQueryData(['settings'], next);
      onDone();
    },
  });
  return (
    <GuideForm
      text={t('guide.payment_text')}
      verb={t('guide.payment_save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      extra={
        <Button variant="default" onClick={onDone}>
          {t('guide.payment_next')}
        </Button>
      }
    >
      <Textarea label={t('guide.payment_bank')} description={t('guide.payment_bank_hint')} value={details} onChange={(e) => setDetails(e.currentTarget.value)} error={fieldError(save.error, 'bank_details')} maxLength={1000} autosize minRows={3} />
    </GuideForm>
  );
}
