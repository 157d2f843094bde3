import { Anchor, Box, Group, Text } from '@mantine/core';
import { AddressView, Money, PageHeader, ProblemNotice, StatusBadge, When } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { TextLink } from '../app/LinkButton.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Order } from '../app/types.ts';
import { DeliveryBadge } from '../parts/DeliveryBadge.tsx';
import { OrderActions } from '../parts/OrderActions.tsx';
import { OrderHistory } from '../parts/OrderHistory.tsx';
import { StoreOrderPanel } from '../parts/StoreOrderPanel.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';

export function orderKey(id: string) {
  return ['order', id] as const;
}

export function OrderPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/inside/orders/$id' });
  const store = useStore();
  const { can } = useSession();
  const query = useQuery({ queryKey: orderKey(id), queryFn: ({ signal }) => store.orders.get(id, { signal }) });
  const order = query.data;

  if (isStatus(query.error, 404)) return <NotFound />;
  if (!order) return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
  return (
    <>
      {query.error && (
        <Box mb="md">
          <ProblemNotice title={t('order.stale')} error={readable(query.error)} onRetry={() => void query.refetch()} />
        </Box>
      )}
      <PageHeader
        title={t('order.title', { number: order.number })}
        back={
          <TextLink to="/orders" search={{}}>
            {t('nav.orders')}
          </TextLink>
        }
        badges={
          <>
            <StatusBadge status={order.status} label={word('status', order.status)} />
            <StatusBadge status={order.payment_status} label={word('status', order.payment_status)} />
            <DeliveryBadge of={order} />
            {order.held_at && <StatusBadge status="held" label={t('status.held')} />}
          </>
        }
        description={
          <>
            <When at={order.placed_at} />
            {order.hold_reasons.length > 0 && <> · {t('order.held_because', { reasons: order.hold_reasons.join(', ') })}</>}
          </>
        }
        actions={<OrderActions order={order} />}
      />
      <div className="record">
        <div className="record-column">
          {order.stores.map((so) => (
            <StoreOrderPanel key={so.id} order={order} storeOrder={so} />
          ))}
          <OrderHistory order={order} />
        </div>
        <div className="record-column">
          <Totals order={order} />
          {can('orders.settle') ? <Payments order={order} /> : <Method order={order} />}
          <Buyer order={order} />
        </div>
      </div>
    </>
  );
}

function Totals({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const { totals } = order;
  return (
    <section className="panel">
      <h2>{t('order.totals')}</h2>
      <dl className="facts">
        <dt>{t('order.subtotal')}</dt>
        <dd>
          <Money value={totals.subtotal} />
        </dd>
        {totals.discount.amount !== 0 && (
          <>
            <dt>{t('order.discount')}</dt>
            <dd>
              <Money value={totals.discount} />
            </dd>
          </>
        )}
        <dt>{t('order.shipping')}</dt>
        <dd>
          <Money value={totals.shipping} />
        </dd>
        {totals.tax_lines.map((line) => (
          <Fact key={`${line.name}${line.rate}`} name={line.included ? t('order.tax_included', { name: line.name }) : line.name}>
            <Money value={line.amount} />
          </Fact>
        ))}
        <dt className="strong">{t('order.total')}</dt>
        <dd className="strong">
          <Money value={totals.total} />
        </dd>
        {totals.cancelled.amount !== 0 && (
          <Fact name={t('order.cancelled_amount')}>
            <Money value={totals.cancelled} />
          </Fact>
        )}
        {totals.paid.amount !== 0 && (
          <Fact name={t('order.paid_amount')}>
            <Money value={totals.paid} />
          </Fact>
        )}
        {totals.refunded.amount !== 0 && (
          <Fact name={t('order.refunded_amount')}>
            <Money value={totals.refunded} />
          </Fact>
        )}
        {totals.amount_due.amount !== 0 && (
          <Fact name={t('order.due')}>
            <Money value={totals.amount_due} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Method({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('order.payment')}</h2>
      <Text size="sm">{word('method', order.payment_method)}</Text>
    </section>
  );
}

function Payments({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const store = useStore();
  const query = useQuery({ queryKey: [...orderKey(order.id), 'payments'], queryFn: async ({ signal }) => (await store.payments.list({ order_id: order.id }, { signal })).items });
  return (
    <section className="panel">
      <h2>{t('order.payment')}</h2>
      <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} />
      <ul className="lines">
        {(query.data ?? []).map((p) => (
          <li key={p.id}>
            <div className="lines-main">
              {word('method', p.method)}
              <div className="lines-sub">
                <When at={p.created_at} />
                {p.reference && (
                  <>
                    {' · '}
                    <bdi>{p.reference}</bdi>
                  </>
                )}
              </div>
            </div>
            <Group gap="xs" className="lines-end">
              <Money value={p.amount} />
              <StatusBadge status={p.status} label={word('status', p.status)} />
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Buyer({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('order.buyer')}</h2>
        {order.customer_id && (
          <TextLink to="/customers/$id" params={{ id: order.customer_id }} size="sm">
            {t('order.customer')}
          </TextLink>
        )}
      </div>
      <Text size="sm" mb="sm">
        <Anchor href={`mailto:${order.email}`}>{order.email}</Anchor>
      </Text>
      <Text size="xs" fw={600} c="dimmed">
        {t('order.ship_to')}
      </Text>
      <Text size="sm" component="div" mb="sm">
        <AddressView address={order.shipping_address} />
      </Text>
      {order.note && (
        <>
          <Text size="xs" fw={600} c="dimmed">
            {t('order.buyer_note')}
          </Text>
          <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-line' }}>
            {order.note}
          </Text>
        </>
      )}
    </section>
  );
}
