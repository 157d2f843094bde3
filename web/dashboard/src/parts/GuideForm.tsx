import { Button, Group, Stack, Text } from '@mantine/core';
import { ProblemNotice } from '@haat/ui';
import type { ReactNode } from 'react';
import { readable } from '../app/problems.ts';
import type { GuideFacts } from './useGuide.ts';

export interface GuidePart {
  readonly facts: GuideFacts;
  readonly onDone: () => void;
}

interface Props {
  readonly text: string;
  readonly verb: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  /** Beside the button. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A step that is a form. */
export function GuideForm({ text, verb, busy, error, onSubmit, extra, children }: Props) {
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        onSubmit();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{text}</Text>
        {children}
        <ProblemNotice error={readable(error)} />
        <Group gap="sm">
          <Button type="submit" loading={busy}>
            {verb}
          </Button>
          {extra}
        </Group>
      </Stack>
    </form>
  );
}
