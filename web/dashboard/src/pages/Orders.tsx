import { EmptyState, FilterBar, PageHeader } from '@haat/ui';
import { IconClipboardList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { word } from '../app/i18n.ts';
import { useListSearch } from '../app/useList.ts';
import { useStores } from '../app/useStores.ts';
import { useViews } from '../app/useViews.ts';
import { OrderTable } from '../parts/OrderTable.tsx';

const states = ['pending', 'confirmed', 'completed', 'cancelled'];
const payments = ['unpaid', 'authorized', 'partially_paid', 'paid', 'partially_refunded', 'refunded', 'voided', 'failed'];
const fulfilments = ['unfulfilled', 'partially_fulfilled', 'fulfilled', 'delivered'];

export function OrdersPage() {
  const { t } = useTranslation();
  const stores = useStores();
  const { search, setSearch } = useListSearch();
  const views = useViews('orders');
  const options = (values: readonly string[]) => values.map((value) => ({ value, label: word('status', value) }));
  const filters = [
    { name: 'status', label: t('orders.status'), options: options(states) },
    { name: 'payment_status', label: t('orders.payment'), options: options(payments) },
    { name: 'fulfilment_status', label: t('orders.fulfilment'), options: options(fulfilments) },
    { name: 'placed', label: t('orders.placed'), kind: 'days' as const },
    { name: 'held', label: t('orders.hold'), options: [{ value: 'true', label: t('status.held') }] },
    { name: 'to_ship', label: t('orders.shipping'), options: [{ value: 'true', label: t('views.to_ship') }] },
    ...(stores.length > 1 ? [{ name: 'store_id', label: t('orders.store'), options: stores.map((s) => ({ value: s.id, label: s.name })) }] : []),
  ];
  const filtered = Object.keys(search).some((k) => k !== 'sort' && search[k]);
  return (
    <>
      <PageHeader title={t('nav.orders')} />
      <OrderTable
        search={search}
        onSearch={setSearch}
        views={views}
        toolbar={<FilterBar search="q" searchLabel={t('orders.search')} filters={filters} values={search} onChange={setSearch} />}
        empty={
          <EmptyState icon={<IconClipboardList size={28} />} title={filtered ? t('orders.none_match') : t('orders.none')}>
            {filtered ? t('list.change_filters') : t('orders.none_text')}
          </EmptyState>
        }
      />
    </>
  );
}
