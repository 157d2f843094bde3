import { SimpleGrid, Text } from '@mantine/core';
import { EmptyState, Money, PageHeader, ProblemNotice, StatCard, formatMoney, useUi } from '@haat/ui';
import { IconCash, IconChecks, IconPackageExport, IconShoppingBag } from '@tabler/icons-react';
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
  const overview = useQuery({ queryKey: ['overview'], enabled: can('orders.read'), queryFn: ({ signal }) => store.overview.get({ day_start: midnight() }, { signal }), refetchInterval: 60_000 });
  const n = overview.data;
  const name = me.account.name.split(' ')[0];

  if (!can('orders.read')) return <PageHeader title={name ? t('home.hello', { name }) : t('nav.home')} />;
  return (
    <>
      <PageHeader title={name ? t('home.hello', { name }) : t('nav.home')} description={t('home.text')} />
      <ProblemNotice error={readable(overview.error)} onRetry={() => void overview.refetch()} />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb="xl">
        <StatCard label={t('home.sales_today')} icon={<IconCash size={16} />} loading={!n} value={<Sales values={n?.today ?? []} />} note={<LastWeek now={n?.today ?? []} before={n?.last_week ?? []} />} />
        <StatCard label={t('home.orders_today')} icon={<IconShoppingBag size={16} />} loading={!n} value={countOf(n?.today ?? [])} note={n && t('home.orders_last_week', { n: countOf(n.last_week) })} />
        <Todo label={t('home.to_confirm')} icon={<IconChecks size={16} />} count={n?.pending} search={{ status: 'pending' }} />
        <Todo label={t('home.in_work')} icon={<IconPackageExport size={16} />} count={n?.confirmed} search={{ status: 'confirmed' }} quiet />
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

type SalesOf = readonly { readonly currency: string; readonly orders: number; readonly total: number }[];

const countOf = (sales: SalesOf) => sales.reduce((sum, s) => sum + s.orders, 0);

/** Today begins where the reader is. */
function midnight(): string {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

function Sales({ values }: { readonly values: SalesOf }) {
  if (values.length === 0) return <Text inherit>0</Text>;
  return (
    <>
      {values.map((v, i) => (
        // The first currency is the shop's own; the others stand smaller beside it.
        <Text key={v.currency} component="div" inherit={i === 0} size="sm" c={i === 0 ? undefined : 'dimmed'}>
          <Money value={{ amount: v.total, currency: v.currency }} />
        </Text>
      ))}
    </>
  );
}

/** The same hours of the same day last week, in the first currency of today. */
function LastWeek({ now, before }: { readonly now: SalesOf; readonly before: SalesOf }) {
  const { t } = useTranslation();
  const { locale } = useUi();
  const currency = now[0]?.currency ?? before[0]?.currency;
  const then = before.find((s) => s.currency === currency);
  if (!then) return null;
  return <>{t('home.sales_last_week', { amount: formatMoney({ amount: then.total, currency: then.currency }, locale) })}</>;
}
