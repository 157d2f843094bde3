import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A new key's secret, the only time it is shown: it goes only when it is said to be kept. */
export function KeySecret({ secret, onClose }: { readonly secret: string | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={secret !== null} onClose={onClose} title={<strong>{t('keys.made')}</strong>} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false}>
      <Stack gap="sm">
        <Text size="sm">{t('keys.made_text')}</Text>
        <TextInput label={t('keys.secret')} value={secret ?? ''} readOnly dir="ltr" onFocus={(e) => e.currentTarget.select()} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} />
        <Group justify="flex-end">
          <CopyButton value={secret ?? ''}>
            {({ copied, copy }) => (
              <Button variant="light" onClick={copy}>
                {copied ? t('keys.copied') : t('keys.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('keys.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
