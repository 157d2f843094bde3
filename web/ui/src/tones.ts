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

export function toneOf(status: string): Tone {
  return tones[status] ?? 'neutral';
}
