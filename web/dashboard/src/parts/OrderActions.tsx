import { Button, Checkbox, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Confirm, formatMoney, useUi } from '@haat/ui';
import { IconCash, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { failed } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Order } from '../app/types.ts';
import { useOrderChange } from './useOrderChange.ts';

/** What the platform can do with the whole order. A store's part has its own actions. */
export function OrderActions({ order }: { readonly order: Order }) {
  const { can } = useSession();
  const may = (action: string) => order.actions.includes(action);
  return (
    <>
      {may('release') && <Release order={order} />}
      {may('hold') && <HoldOrder order={order} />}
      {may('mark_paid') && <MarkPaid order={order} />}
      {may('cancel') && can('orders.settle') && order.stores.length > 1 && <CancelOrder order={order} />}
    </>
  );
}

function HoldOrder({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const store = useStore();
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const hold = useOrderChange({ orderId: order.id, run: () => store.orders.hold(order.id, { reason: reason.trim() }), done: t('order.held_done'), undo: () => store.orders.release(order.id), after: close });
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerPause size={16} />} onClick={open}>
        {t('order.hold')}
      </Button>
      <Confirm opened={opened} onClose={close} onConfirm={() => hold.mutate()} title={t('order.hold_title', { number: order.number })} verb={t('order.hold')} busy={hold.isPending} error={readable(hold.error)} disabled={reason.trim() === ''}>
        <Text size="sm">{t('order.hold_text')}</Text>
        <TextInput label={t('order.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={200} required />
      </Confirm>
    </>
  );
}

function Release({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const store = useStore();
  const release = useOrderChange({ orderId: order.id, run: () => store.orders.release(order.id), done: t('order.released_done') });
  return (
    <Button leftSection={<IconPlayerPlay size={16} />} loading={release.isPending} onClick={() => release.mutate(undefined, { onError: failed })}>
      {t('order.release')}
    </Button>
  );
}

function MarkPaid({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const { locale } = useUi();
  const store = useStore();
  const [opened, { open, close }] = useDisclosure(false);
  const pay = useOrderChange({ orderId: order.id, run: () => store.orders.markPaid(order.id), done: t('order.paid_done'), after: close });
  return (
    <>
      <Button variant="default" leftSection={<IconCash size={16} />} onClick={open}>
        {t('order.mark_paid')}
      </Button>
      <Confirm opened={opened} onClose={close} onConfirm={() => pay.mutate()} title={t('order.mark_paid_title')} verb={t('order.mark_paid')} busy={pay.isPending} error={readable(pay.error)}>
        <Text size="sm">{t('order.mark_paid_text', { amount: formatMoney(order.totals.amount_due, locale) })}</Text>
      </Confirm>
    </>
  );
}

function CancelOrder({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const store = useStore();
  const [opened, { open, close }] = useDisclosure(false);
  const cancel = useOrderChange<CancelAnswer>({ orderId: order.id, run: (answer) => store.orders.cancel(order.id, answer), done: t('order.cancelled_done'), after: close });
  return (
    <>
      <Button variant="default" color="red" leftSection={<IconX size={16} />} onClick={open}>
        {t('order.cancel')}
      </Button>
      <CancelQuestion opened={opened} onClose={close} title={t('order.cancel_title', { number: order.number })} change={cancel} />
    </>
  );
}

export interface CancelAnswer {
  readonly reason: string;
  readonly restock: boolean;
}

interface QuestionProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly change: { readonly mutate: (answer: CancelAnswer) => void; readonly isPending: boolean; readonly error: unknown };
}

/** Asks for the reason and where the goods go, for an order or a store's part of it. */
export function CancelQuestion({ opened, onClose, title, change }: QuestionProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [restock, setRestock] = useState(true);
  return (
    <Confirm opened={opened} onClose={onClose} onConfirm={() => change.mutate({ reason: reason.trim(), restock })} title={title} verb={t('order.cancel')} danger busy={change.isPending} error={readable(change.error)}>
      <Text size="sm">{t('order.cancel_text')}</Text>
      <Textarea label={t('order.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={500} autosize minRows={2} />
      <Checkbox label={t('order.restock')} checked={restock} onChange={(e) => setRestock(e.currentTarget.checked)} />
    </Confirm>
  );
}
