import { Anchor, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Money, ProductThumb, StatusBadge, When } from '@haat/ui';
import { IconCheck, IconPackageExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { failed } from '../app/notify.ts';
import { useSession } from '../app/session.ts';
import type { Order, OrderLine, Shipment, StoreOrder } from '../app/types.ts';
import { DeliveryBadge } from './DeliveryBadge.tsx';
import { CancelQuestion } from './OrderActions.tsx';
import type { CancelAnswer } from './OrderActions.tsx';
import { ShipDialog } from './ShipDialog.tsx';
import { useOrderChange } from './useOrderChange.ts';

interface Props {
  readonly order: Order;
  readonly storeOrder: StoreOrder;
}

/** How many of a line are still to be sent. */
export function openQuantity(line: OrderLine): number {
  return Math.max(0, line.quantity - line.fulfilled - line.cancelled);
}

/** One store's part of an order: its lines, its parcels, and what its seller can do now. */
export function StoreOrderPanel({ order, storeOrder }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const lines = order.lines.filter((l) => l.store_order_id === storeOrder.id);
  const parcels = useQuery({ queryKey: ['order', order.id, 'shipments'], queryFn: async ({ signal }) => (await store.orders.shipments.list(order.id, { signal })).items });
  const shipments = (parcels.data ?? []).filter((s) => s.store_order_id === storeOrder.id);
  return (
    <section className="panel" aria-label={storeOrder.store_name}>
      <div className="panel-head">
        <Group gap="xs">
          <h2>{storeOrder.store_name}</h2>
          <StatusBadge status={storeOrder.status} label={word('status', storeOrder.status)} />
          <DeliveryBadge of={storeOrder} />
        </Group>
      </div>
      <ul className="lines">
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      {storeOrder.shipping.name && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('order.ships_by', { name: storeOrder.shipping.name })} · <Money value={storeOrder.shipping_price} />
        </Text>
      )}
      {shipments.length > 0 && (
        <ul className="lines lines-parcels" aria-label={t('order.parcels')}>
          {shipments.map((s) => (
            <Parcel key={s.id} order={order} shipment={s} />
          ))}
        </ul>
      )}
      <Actions order={order} storeOrder={storeOrder} lines={lines} />
    </section>
  );
}

function Line({ line }: { readonly line: OrderLine }) {
  const { t } = useTranslation();
  return (
    <li>
      <ProductThumb src={line.image_url} size={44} />
      <div className="lines-main">
        <Text size="sm" fw={600}>
          {line.product.title}
        </Text>
        <div className="lines-sub">
          {[line.variant_title, line.sku].filter(Boolean).join(' · ')}
          {line.fulfilled > 0 && <> · {t('order.sent_of', { sent: line.fulfilled, of: line.quantity })}</>}
          {line.cancelled > 0 && <> · {t('order.cancelled_of', { n: line.cancelled })}</>}
        </div>
      </div>
      <div className="lines-end">
        <div>
          {line.quantity} × <Money value={line.unit_price} />
        </div>
        <Money value={line.subtotal} fw={600} />
        {line.discount.amount !== 0 && (
          <div>
            <Money value={line.discount} c="dimmed" />
          </div>
        )}
      </div>
    </li>
  );
}

function Parcel({ order, shipment }: { readonly order: Order; readonly shipment: Shipment }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const deliver = useOrderChange({ orderId: order.id, run: () => store.shipments.deliver(shipment.id), done: t('order.delivered_done') });
  const tracking = shipment.tracking_number || t('order.no_tracking');
  return (
    <li>
      <IconPackageExport size={20} aria-hidden="true" />
      <div className="lines-main">
        <Text size="sm" fw={600}>
          {shipment.carrier || t('order.parcel')}
        </Text>
        <div className="lines-sub">
          {shipment.tracking_url ? (
            <Anchor href={shipment.tracking_url} target="_blank" rel="noreferrer noopener" inherit>
              <bdi>{tracking}</bdi>
            </Anchor>
          ) : (
            <bdi>{tracking}</bdi>
          )}
          {' · '}
          <bdi>
            <When at={shipment.shipped_at} />
          </bdi>
        </div>
      </div>
      <Group gap="xs">
        <StatusBadge status={shipment.status} label={word('status', shipment.status)} />
        {shipment.status !== 'delivered' && can('orders.write') && (
          <Button size="xs" variant="light" loading={deliver.isPending} onClick={() => deliver.mutate(undefined, { onError: failed })}>
            {t('order.deliver')}
          </Button>
        )}
      </Group>
    </li>
  );
}

function Actions({ order, storeOrder, lines }: Props & { readonly lines: readonly OrderLine[] }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const store = useStore();
  const [shipping, ship] = useDisclosure(false);
  const [cancelling, ask] = useDisclosure(false);
  const confirm = useOrderChange({ orderId: order.id, run: () => store.orders.confirm(order.id, { store_order_ids: [storeOrder.id] }), done: t('order.confirmed_done') });
  const cancel = useOrderChange<CancelAnswer>({
    orderId: order.id,
    run: (answer) => store.orders.cancel(order.id, { ...answer, store_order_ids: [storeOrder.id] }),
    done: t('order.cancelled_done'),
    after: ask.close,
  });
  const may = (action: string) => order.actions.includes(action);
  const live = storeOrder.status === 'pending' || storeOrder.status === 'confirmed';
  const untouched = storeOrder.fulfilment_status === 'unfulfilled';
  const unsent = lines.some((l) => openQuantity(l) > 0);
  if (!can('orders.write') || !live || !unsent) return null;
  return (
    <Group mt="md" gap="xs">
      {storeOrder.status === 'pending' && may('confirm') && (
        <Button leftSection={<IconCheck size={16} />} loading={confirm.isPending} onClick={() => confirm.mutate(undefined, { onError: failed })}>
          {t('order.confirm')}
        </Button>
      )}
      {storeOrder.status === 'confirmed' && may('ship') && (
        <Button leftSection={<IconPackageExport size={16} />} onClick={ship.open}>
          {t('order.ship')}
        </Button>
      )}
      {untouched && may('cancel') && (
        <Button variant="subtle" color="red" onClick={ask.open}>
          {order.stores.length > 1 ? t('order.cancel_part') : t('order.cancel')}
        </Button>
      )}
      <ShipDialog opened={shipping} onClose={ship.close} order={order} storeOrder={storeOrder} lines={lines} />
      <CancelQuestion opened={cancelling} onClose={ask.close} title={order.stores.length > 1 ? t('order.cancel_part_title', { store: storeOrder.store_name }) : t('order.cancel_title', { number: order.number })} change={cancel} />
    </Group>
  );
}
