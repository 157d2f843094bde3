import { DataTable, Money, StatusBadge, When } from '@haat/ui';
import type { Column } from '@haat/ui';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { word } from '../app/i18n.ts';
import { href } from '../app/paths.ts';
import { readable } from '../app/problems.ts';
import type { ListSearch } from '../app/search.ts';
import { useOrderQuery } from '../app/useOrderQuery.ts';
import type { OrderRow, Store } from '../app/types.ts';
import { useList } from '../app/useList.ts';
import { useStores } from '../app/useStores.ts';
import type { Views } from '../app/useViews.ts';
import { DeliveryBadge } from './DeliveryBadge.tsx';
import { ViewTabs } from './ViewTabs.tsx';

interface Props {
  readonly search: ListSearch;
  readonly onSearch?: (next: ListSearch) => void;
  readonly toolbar?: ReactNode;
  readonly empty?: ReactNode;
  readonly views?: Views;
}

/** Orders, wherever they are listed: the orders page, the home page, a customer's record. */
export function OrderTable({ search, onSearch, toolbar, empty, views }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const stores = useStores();
  const navigate = useNavigate();
  const queryOf = useOrderQuery();
  const list = useList(['orders', search], async (paging, signal) => store.orders.list({ ...(await queryOf(search)), ...paging }, { signal }));
  const raw = search.sort ?? '-placed';
  const columns = useMemo(() => columnsFor(t, stores, search.customer_id === undefined), [t, stores, search.customer_id]);

  return (
    <DataTable
      {...list}
      error={readable(list.error)}
      label={t('nav.orders')}
      columns={columns}
      rowId={(o) => o.id}
      rowHref={(o) => href(`/orders/${o.id}`)}
      onOpen={(o) => void navigate({ to: '/orders/$id', params: { id: o.id } })}
      sort={{ key: raw.replace(/^-/, ''), desc: raw.startsWith('-') }}
      onSort={onSearch && ((s) => onSearch({ ...search, sort: (s.desc ? '-' : '') + s.key }))}
      toolbar={toolbar}
      empty={empty}
      views={views && <ViewTabs views={views} />}
      chosen={views?.columns}
      onChoose={views?.setColumns}
    />
  );
}

/** The columns of a list of orders; on a customer's own record their name is left out. */
function columnsFor(t: TFunction, stores: readonly Store[], buyers: boolean): readonly Column<OrderRow>[] {
  const storeName = (id: string) => stores.find((s) => s.id === id)?.name ?? id;
  const columns: readonly Column<OrderRow>[] = [
    { id: 'number', title: t('orders.number'), cell: (o) => `#${o.number}`, phone: 'title' },
    { id: 'placed', title: t('orders.placed'), cell: (o) => <When at={o.placed_at} show="ago" />, sort: 'placed', phone: 'line' },
    { id: 'buyer', title: t('orders.buyer'), cell: (o) => <bdi>{o.customer_name || o.email}</bdi> },
    {
      id: 'status',
      title: t('orders.status'),
      phone: 'end',
      cell: (o) => (
        <span className="cell-badges">
          <StatusBadge status={o.status} label={word('status', o.status)} />
          {o.held && <StatusBadge status="held" label={t('status.held')} />}
        </span>
      ),
    },
    { id: 'payment', title: t('orders.payment'), cell: (o) => <StatusBadge status={o.payment_status} label={word('status', o.payment_status)} /> },
    { id: 'fulfilment', title: t('orders.fulfilment'), cell: (o) => <DeliveryBadge of={o} none="–" /> },
    { id: 'stores', title: t('orders.stores'), cell: (o) => o.stores.map(storeName).join(', '), optional: true, phone: 'hide' },
    { id: 'total', title: t('orders.total'), cell: (o) => <Money value={o.total} />, sort: 'total', align: 'end' },
  ];
  return buyers ? columns : columns.filter((c) => c.id !== 'buyer');
}
