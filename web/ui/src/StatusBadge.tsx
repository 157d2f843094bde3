import { Badge } from '@mantine/core';

export type Tone = 'neutral' | 'info' | 'waiting' | 'good' | 'bad';

// The states of domain.md, by what they ask of the reader: nothing (neutral,
// good), attention soon (waiting), attention now (bad), in motion (info).
const tones: Readonly<Record<string, Tone>> = {
  pending: 'waiting',
  confirmed: 'info',
  completed: 'good',
  cancelled: 'neutral',
  unpaid: 'waiting',
  authorized: 'info',
  partially_paid: 'waiting',
  paid: 'good',
  partially_refunded: 'neutral',
  refunded: 'neutral',
  voided: 'neutral',
  failed: 'bad',
  unfulfilled: 'waiting',
  partially_fulfilled: 'info',
  fulfilled: 'info',
  shipped: 'info',
  delivered: 'good',
  partially_returned: 'neutral',
  returned: 'neutral',
  draft: 'neutral',
  active: 'good',
  archived: 'neutral',
  applied: 'waiting',
  approved: 'good',
  rejected: 'bad',
  suspended: 'bad',
  banned: 'bad',
  open: 'good',
  closed: 'neutral',
  sent: 'good',
  kept: 'info',
  queued: 'waiting',
  running: 'info',
  dead: 'bad',
  held: 'bad',
};

const colors: Readonly<Record<Tone, string>> = { neutral: 'gray', info: 'blue', waiting: 'orange', good: 'pine', bad: 'red' };

export function toneOf(status: string): Tone {
  return tones[status] ?? 'neutral';
}

interface Props {
  readonly status: string;
  /** The word shown; the app translates it. Without one the state's own name stands in. */
  readonly label?: string;
  readonly tone?: Tone;
}

/** A state as a word with a colour; the word alone carries the meaning. */
export function StatusBadge({ status, label, tone = toneOf(status) }: Props) {
  return (
    <Badge className="haat-badge" data-tone={tone} color={colors[tone]} variant="light" tt="none" fw={600} size="md">
      {label ?? status.replaceAll('_', ' ')}
    </Badge>
  );
}
