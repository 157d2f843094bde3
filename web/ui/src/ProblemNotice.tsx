import './screens.css';

import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useUi } from './texts.tsx';

/** What this reads of an error; HaatError has all of it. */
interface Readable {
  readonly message: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly requestId?: string | null;
}

interface Props {
  readonly error: unknown;
  readonly title?: string;
  /** Replaces the error's own sentence, e.g. by its translation. */
  readonly message?: string;
  readonly onRetry?: () => void;
}

function readable(error: unknown): Readable {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') return error as Readable;
  return { message: String(error) };
}

/** A failure in a sentence, with each bad field and a way on. Renders nothing without an error. */
export function ProblemNotice({ error, title, message, onRetry }: Props) {
  const { say } = useUi();
  if (error === null || error === undefined) return null;
  const { message: own, fields = [], requestId } = readable(error);
  return (
    <Alert className="haat-problem" role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title ?? say('ui.problem.title')}>
      <Text size="sm">{message ?? own}</Text>
      {fields.length > 0 && (
        <List size="sm" mt={4}>
          {fields.map((f, i) => (
            <List.Item key={i}>
              {f.path && <strong>{f.path}: </strong>}
              {f.message}
            </List.Item>
          ))}
        </List>
      )}
      {requestId && (
        <Text size="xs" c="dimmed" mt={4}>
          {say('ui.problem.request')}: <code>{requestId}</code>
        </Text>
      )}
      {onRetry && (
        <Button mt="xs" size="xs" variant="default" onClick={onRetry}>
          {say('ui.problem.retry')}
        </Button>
      )}
    </Alert>
  );
}
