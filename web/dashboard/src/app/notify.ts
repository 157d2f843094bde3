import { notifications } from '@mantine/notifications';
import { problemText } from './problems.ts';

export function told(message: string): void {
  notifications.show({ message, color: 'pine' });
}

export function failed(error: unknown): void {
  notifications.show({ message: problemText(error), color: 'red', autoClose: 8000 });
}
