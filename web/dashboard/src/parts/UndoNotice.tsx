import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly message: string;
  readonly onUndo: () => void;
}

/** What was done, and the way back. */
export function UndoNotice({ message, onUndo }: Props) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <span>{message}</span>
      <Button size="compact-sm" variant="light" onClick={onUndo}>
        {t('ui.undo')}
      </Button>
    </Group>
  );
}
