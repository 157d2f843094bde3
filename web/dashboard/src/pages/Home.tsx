import { SimpleGrid, Text } from '@mantine/core';
import { EmptyState, Money, PageHeader, ProblemNotice, StatCard } from '@haat/ui';
import { IconAlertTriangle, IconCash, IconChecks, IconPackageExport, IconPlayerPause, IconShoppingBag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import { readable } from '../app/problems.ts';
import type { ListSearch } from '../app/search.ts';
import { useSession } from '../app/session.ts';
import { OrderTable } from '../parts/OrderTable.tsx';
import './Home.css';

/** What needs a hand now, and how today goes. */
export function HomePage() {
  const { t } = useTranslation();
  const { me, can } = useSession();
  const store = useStore();
  const overview = useQuery({ queryKey: ['overview'], enabled: can('orders.read'), queryFn: ({ signal }) => store.overview.get({ signal }), refetchInterval: 60_000 });
  const n = overview.data;
  const name = me.account.name.split(' ')[0];

  if (!can('orders.read')) return <PageHeader title={name ? t('home.hello', { name }) : t('nav.home')} />;
  return (
    <>
      <PageHeader title={name ? t('home.hello', { name }) : t('nav.home')} description={t('home.text')} />
      <ProblemNotice error={readable(overview.error)} onRetry={() => void overview.refetch()} />
      <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm" mb="xl">
        <StatCard label={t('home.sales_today')} icon={<IconCash size={16} />} loading={!n} value={<Sales values={n?.sales_today ?? []} />} />
        <StatCard label={t('home.orders_today')} icon={<IconShoppingBag size={16} />} loading={!n} value={n?.orders_today} />
        <Todo label={t('home.to_confirm')} icon={<IconChecks size={16} />} count={n?.to_confirm} search={{ status: 'pending' }} />
        <Todo label={t('home.to_ship')} icon={<IconPackageExport size={16} />} count={n?.to_ship} search={{ status: 'confirmed', fulfilment_status: 'unfulfilled' }} />
        <Todo label={t('home.unpaid')} icon={<IconAlertTriangle size={16} />} count={n?.unpaid} search={{ payment_status: 'unpaid' }} quiet />
        <Todo label={t('home.held')} icon={<IconPlayerPause size={16} />} count={n?.held} search={{}} />
      </SimpleGrid>
      <section>
        <div className="panel-head">
          <h2>{t('home.waiting')}</h2>
          <TextLink to="/orders" search={{}} size="sm">
            {t('home.all_orders')}
          </TextLink>
        </div>
        <OrderTable
          search={{ status: 'pending' }}
          empty={
            <EmptyState icon={<IconChecks size={28} />} title={t('home.nothing_waiting')}>
              {t('home.nothing_waiting_text')}
            </EmptyState>
          }
        />
      </section>
    </>
  );
}

interface TodoProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly count: number | undefined;
  readonly search: ListSearch;
  /** Worth knowing, but nobody is waiting. */
  readonly quiet?: boolean;
}

/** A number that leads to the orders it counts. */
function Todo({ label, icon, count, search, quiet = false }: TodoProps) {
  return (
    <Link to="/orders" search={search} className="home-todo">
      <StatCard label={label} icon={icon} loading={count === undefined} value={count} tone={count && !quiet ? 'alert' : 'plain'} />
    </Link>
  );
}

function Sales({ values }: { readonly values: readonly { readonly amount: number; readonly currency: string }[] }) {
  if (values.length === 0) return <Text inherit>0</Text>;
  return (
    <>
      {values.map((v, i) => (
        // The first currency is the shop's own; the others stand smaller beside it.
        <Text key={v.currency} component="div" inherit={i === 0} size="sm" c={i === 0 ? undefined : 'dimmed'}>
          <Money value={v} />
        </Text>
      ))}
    </>
  );
}
