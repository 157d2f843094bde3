import { NumberInput, SimpleGrid, Text, TextInput } from '@mantine/core';
import { Confirm } from '@haat/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { readable } from '../app/problems.ts';
import type { Order, OrderLine, StoreOrder } from '../app/types.ts';
import { openQuantity } from './StoreOrderPanel.tsx';
import { useOrderChange } from './useOrderChange.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly order: Order;
  readonly storeOrder: StoreOrder;
  readonly lines: readonly OrderLine[];
}

interface Parcel {
  readonly carrier: string;
  readonly tracking_number: string;
  readonly tracking_url: string;
}

const nothing: Parcel = { carrier: '', tracking_number: '', tracking_url: '' };

/** All open quantities are filled in; sending a part means lowering them. */
export function ShipDialog({ opened, onClose, order, storeOrder, lines }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const open = lines.filter((l) => openQuantity(l) > 0);
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({});
  const [parcel, setParcel] = useState(nothing);
  const quantity = (line: OrderLine) => Math.min(chosen[line.id] ?? openQuantity(line), openQuantity(line));
  const sending = open.map((l) => ({ line_id: l.id, quantity: quantity(l) })).filter((l) => l.quantity > 0);
  const ship = useOrderChange({
    orderId: order.id,
    run: () => store.orders.shipments.create(order.id, { store_order_id: storeOrder.id, lines: sending, ...parcel }),
    done: t('order.shipped_done'),
    after: () => {
      setChosen({});
      setParcel(nothing);
      onClose();
    },
  });
  const field = (name: keyof Parcel) => ({ value: parcel[name], onChange: (e: { currentTarget: { value: string } }) => setParcel({ ...parcel, [name]: e.currentTarget.value }) });

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      onConfirm={() => ship.mutate()}
      title={t('order.ship_title')}
      verb={t('order.ship_verb')}
      busy={ship.isPending}
      error={readable(ship.error)}
      disabled={sending.length === 0}
    >
      <Text size="sm" c="dimmed">
        {t('order.ship_text')}
      </Text>
      {open.map((line) => (
        <NumberInput
          key={line.id}
          label={[line.product.title, line.variant_title].filter(Boolean).join(' · ')}
          description={t('order.open_quantity', { n: openQuantity(line) })}
          min={0}
          max={openQuantity(line)}
          allowDecimal={false}
          value={quantity(line)}
          onChange={(v) => setChosen({ ...chosen, [line.id]: Number(v) || 0 })}
        />
      ))}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t('order.carrier')} {...field('carrier')} />
        <TextInput label={t('order.tracking_number')} {...field('tracking_number')} />
      </SimpleGrid>
      <TextInput label={t('order.tracking_url')} type="url" {...field('tracking_url')} />
    </Confirm>
  );
}
