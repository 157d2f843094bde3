import { Button, Group, Textarea } from '@mantine/core';
import { ProblemNotice, Timeline } from '@haat/ui';
import type { Tone } from '@haat/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { textOr } from '../app/i18n.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Order } from '../app/types.ts';
import { useOrderChange } from './useOrderChange.ts';

const tones: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  paid: 'good',
  delivered: 'good',
  fulfilled: 'info',
  shipped: 'info',
  cancelled: 'bad',
  payment_failed: 'bad',
  held: 'bad',
};

/** What happened to an order, and a place to write down what only people know. */
export function OrderHistory({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const items = [...order.timeline]
    .sort((a, b) => (a.at === b.at ? b.id.localeCompare(a.id) : b.at.localeCompare(a.at)))
    .map((e) => ({
      id: e.id,
      at: e.at,
      actor: e.actor,
      title: textOr(`event.${e.kind}`, e.kind.replaceAll('_', ' ')),
      body: e.text,
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
