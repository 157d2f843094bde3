import './screens.css';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemNotice } from './ProblemNotice.tsx';
import { useUi } from './texts.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  /** The question, e.g. "Cancel order #1001?" */
  readonly title: string;
  /** What will happen, and extra inputs if the action needs some. */
  readonly children?: ReactNode;
  /** The button's verb, never "OK". */
  readonly verb: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly disabled?: boolean;
  /** A word to type first, for what cannot be undone. */
  readonly typed?: string;
}

export function Confirm({ opened, onClose, title, ...rest }: Props) {
  const { say } = useUi();
  return (
    <Modal opened={opened} onClose={onClose} title={<strong>{title}</strong>} classNames={{ title: 'haat-confirm-title' }} closeButtonProps={{ 'aria-label': say('ui.close') }} closeOnClickOutside={!rest.busy} closeOnEscape={!rest.busy}>
      {/* Mounted with the window, so that a typed word never survives into the next question. */}
      <Question onClose={onClose} {...rest} />
    </Modal>
  );
}

function Question({ onClose, onConfirm, children, verb, danger = false, busy = false, error, disabled = false, typed }: Omit<Props, 'opened' | 'title'>) {
  const { say } = useUi();
  const [word, setWord] = useState('');
  const locked = disabled || (typed !== undefined && word.trim() !== typed);
  return (
    <form
      className="haat-confirm"
      onSubmit={(e) => {
        e.preventDefault();
        // React hands it on to a form this window was opened from, though it stands in none.
        e.stopPropagation();
        if (!locked && !busy) onConfirm();
      }}
    >
      <Stack gap="md">
        {children}
        {typed !== undefined && <TextInput label={say('ui.confirm.type', { word: typed })} value={word} onChange={(e) => setWord(e.currentTarget.value)} />}
        <ProblemNotice error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={busy}>
            {say('ui.confirm.cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red' : undefined} loading={busy} disabled={locked}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
