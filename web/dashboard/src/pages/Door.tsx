import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the pages outside: log-in, set-up, password reset. */
export function Door({ title, text, children }: Props) {
  return (
    <main className="door">
      <div className="door-box">
        <Stack align="center" gap={6} mb="lg">
          <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="Haat" width={44} height={44} />
          <Title order={1} size="h3" ta="center" mt="xs">
            {title}
          </Title>
          {text && (
            <Text c="dimmed" size="sm" ta="center">
              {text}
            </Text>
          )}
        </Stack>
        <Paper withBorder p="lg">
          {children}
        </Paper>
      </div>
    </main>
  );
}
