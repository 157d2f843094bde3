import { Group } from '@mantine/core';
import { DataTable, Money, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import type { ListSearch } from '../app/search.ts';
import type { OrderRow } from '../app/types.ts';
import { useList } from '../app/useList.ts';
import { useStores } from '../app/useStores.ts';

interface Props {
  readonly search: ListSearch;
  readonly onSearch?: (next: ListSearch) => void;
  readonly toolbar?: ReactNode;
  readonly empty?: ReactNode;
  readonly remember?: string;
}

/** Orders, wherever they are listed: the orders page, the home page, a customer's record. */
export function OrderTable({ search, onSearch, toolbar, empty, remember }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const stores = useStores();
  const navigate = useNavigate();
  const list = useList(['orders', search], (cursor, signal) => store.orders.list({ ...search, ...(cursor === undefined ? {} : { cursor }) }, { signal }));
  const storeName = (id: string) => stores.find((s) => s.id === id)?.name ?? id;
  const raw = search.sort ?? '-placed';

  const columns: readonly Column<OrderRow>[] = [
    { id: 'number', title: t('orders.number'), cell: (o) => `#${o.number}`, phone: 'title' },
    { id: 'placed', title: t('orders.placed'), cell: (o) => <When at={o.placed_at} show="ago" />, sort: 'placed', phone: 'line' },
    { id: 'buyer', title: t('orders.buyer'), cell: (o) => <bdi>{o.customer_name || o.email}</bdi> },
    {
      id: 'status',
      title: t('orders.status'),
      phone: 'end',
      cell: (o) => (
        <Group gap={4}>
          <StatusBadge status={o.status} label={word('status', o.status)} />
          {o.held && <StatusBadge status="held" label={t('status.held')} />}
        </Group>
      ),
    },
    { id: 'payment', title: t('orders.payment'), cell: (o) => <StatusBadge status={o.payment_status} label={word('status', o.payment_status)} /> },
    { id: 'fulfilment', title: t('orders.fulfilment'), cell: (o) => <StatusBadge status={o.fulfilment_status} label={word('status', o.fulfilment_status)} /> },
    { id: 'stores', title: t('orders.stores'), cell: (o) => o.stores.map(storeName).join(', '), optional: true, phone: 'hide' },
    { id: 'total', title: t('orders.total'), cell: (o) => <Money value={o.total} />, sort: 'total', align: 'end' },
  ];

  return (
    <DataTable
      {...list}
      error={readable(list.error)}
      label={t('nav.orders')}
      columns={search.customer_id ? columns.filter((c) => c.id !== 'buyer') : columns}
      rowId={(o) => o.id}
      rowHref={(o) => href(`/orders/${o.id}`)}
      onOpen={(o) => void navigate({ to: '/orders/$id', params: { id: o.id } })}
      sort={{ key: raw.replace(/^-/, ''), desc: raw.startsWith('-') }}
      onSort={onSearch && ((s) => onSearch({ ...search, sort: (s.desc ? '-' : '') + s.key }))}
      toolbar={toolbar}
      empty={empty}
      remember={remember}
    />
  );
}
