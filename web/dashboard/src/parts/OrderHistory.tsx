import { Button, Group, Textarea } from '@mantine/core';
import { ProblemNotice, Timeline, formatMoney, useUi } from '@haat/ui';
import type { Tone } from '@haat/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { textOr, word } from '../app/i18n.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Order } from '../app/types.ts';
import { useOrderChange } from './useOrderChange.ts';

const tones: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  payment_captured: 'good',
  delivered: 'good',
  fulfilled: 'info',
  cancelled: 'bad',
  payment_failed: 'bad',
  held: 'bad',
  paid_after_cancellation: 'bad',
};

const told = ['store', 'carrier', 'tracking_number', 'reason', 'text'] as const;

/** The facts of an entry that people read; the rest of its data is for programs. */
export function detailOf(data: Readonly<Record<string, unknown>>, locale: string): string {
  const parts = told.map((name) => data[name]).filter((v): v is string => typeof v === 'string' && v !== '');
  const amount = data.amount ?? data.total;
  if (typeof amount === 'number' && typeof data.currency === 'string') parts.push(formatMoney({ amount, currency: data.currency }, locale));
  return parts.join(' · ');
}

/** What happened to an order, and a place to write down what only people know. */
export function OrderHistory({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const { locale } = useUi();
  const items = [...order.timeline]
    .sort((a, b) => (a.at === b.at ? b.id.localeCompare(a.id) : b.at.localeCompare(a.at)))
    .map((e) => ({
      id: e.id,
      at: e.at,
      actor: e.actor_name || (e.actor_kind === 'system' ? null : word('actor', e.actor_kind)),
      title: textOr(`event.${e.kind}`, e.kind.replaceAll('_', ' ')),
      body: detailOf(e.data, locale),
      tone: tones[e.kind] ?? 'neutral',
    }));
  return (
    <section className="panel">
      <h2>{t('order.history')}</h2>
      {can('orders.write') && <NoteForm order={order} />}
      <Timeline items={items} />
    </section>
  );
}

function NoteForm({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const store = useStore();
  const [text, setText] = useState('');
  const note = useOrderChange<string>({ orderId: order.id, run: (said) => store.orders.notes.create(order.id, { text: said }), done: t('order.noted'), after: () => setText('') });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim() !== '') note.mutate(text.trim());
      }}
    >
      <Textarea aria-label={t('order.note')} placeholder={t('order.note_hint')} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={1} maxRows={6} maxLength={2000} />
      <ProblemNotice error={readable(note.error)} />
      <Group justify="flex-end" mt="xs" mb="md">
        <Button type="submit" size="xs" variant="light" disabled={text.trim() === ''} loading={note.isPending}>
          {t('order.add_note')}
        </Button>
      </Group>
    </form>
  );
}
