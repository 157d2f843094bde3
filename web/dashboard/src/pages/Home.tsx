import { SimpleGrid, Text } from '@mantine/core';
import { EmptyState, Money, PageHeader, ProblemNotice, StatCard, formatMoney, useUi } from '@haat/ui';
import { IconCash, IconChecks, IconPackageExport, IconShoppingBag } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../app/LinkButton.tsx';
import { readable } from '../app/problems.ts';
import type { ListSearch } from '../app/search.ts';
import { useSession } from '../app/session.ts';
import { countOf, useOverview, useTodo } from '../app/useTodo.ts';
import { Change } from '../parts/Change.tsx';
import { OrderTable } from '../parts/OrderTable.tsx';
import { SalesPanel } from '../parts/SalesPanel.tsx';
import './Home.css';

/** What needs a hand now, how today goes, and how it went of late. */
export function HomePage() {
  const { t } = useTranslation();
  const { me, can } = useSession();
  const overview = useOverview();
  const n = overview.data;
  const name = me.account.name.split(' ')[0];
  const title = name ? t('home.hello', { name }) : t('nav.home');

  if (!can('orders.read'))
    return (
      <>
        <PageHeader title={title} />
        <Chores />
        {can('reports.read') && <SalesPanel />}
      </>
    );
  return (
    <>
      <PageHeader title={title} description={t('home.text')} />
      <ProblemNotice error={readable(overview.error)} onRetry={() => void overview.refetch()} />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb="md">
        <StatCard label={t('home.sales_today')} icon={<IconCash size={16} />} loading={!n} value={<Takings values={n?.today ?? []} />} note={n && <SalesNote now={n.today} before={n.last_week} />} />
        <StatCard label={t('home.orders_today')} icon={<IconShoppingBag size={16} />} loading={!n} value={ordersOf(n?.today ?? [])} note={n && <OrdersNote now={ordersOf(n.today)} before={ordersOf(n.last_week)} />} />
        <Waiting label={t('home.to_confirm')} icon={<IconChecks size={16} />} count={n?.pending} search={{ status: 'pending' }} />
        <Waiting label={t('home.to_ship')} icon={<IconPackageExport size={16} />} count={n?.to_ship} search={{ to_ship: 'true' }} quiet />
      </SimpleGrid>
      <Chores />
      {can('reports.read') && <SalesPanel />}
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

/** What waits beside the orders of the cards above. */
function Chores() {
  const { t } = useTranslation();
  const items = useTodo().filter((item) => item.count > 0 && item.id !== 'pending' && item.id !== 'to_ship');
  if (items.length === 0) return null;
  return (
    <ul className="home-chores" aria-label={t('home.chores')}>
      {items.map((item) => (
        <li key={item.id}>
          <Link to={item.to} search={item.search}>
            {t(item.label)} <strong>{countOf(item)}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface WaitingProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly count: number | undefined;
  readonly search: ListSearch;
  /** Worth knowing, but nobody is waiting. */
  readonly quiet?: boolean;
}

/** A number that leads to the orders it counts. */
function Waiting({ label, icon, count, search, quiet = false }: WaitingProps) {
  return (
    <Link to="/orders" search={search} className="home-todo">
      <StatCard label={label} icon={icon} loading={count === undefined} value={count} tone={count && !quiet ? 'alert' : 'plain'} />
    </Link>
  );
}

type SalesOf = readonly { readonly currency: string; readonly orders: number; readonly total: number }[];

const ordersOf = (sales: SalesOf) => sales.reduce((sum, s) => sum + s.orders, 0);

function Takings({ values }: { readonly values: SalesOf }) {
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

interface NoteProps<T> {
  readonly now: T;
  readonly before: T;
}

/** The same hours of the same day last week, in the first currency of today. */
function SalesNote({ now, before }: NoteProps<SalesOf>) {
  const { t } = useTranslation();
  const { locale } = useUi();
  const currency = now[0]?.currency ?? before[0]?.currency;
  const then = before.find((s) => s.currency === currency);
  if (!then) return <>{t('home.none_last_week')}</>;
  return (
    <>
      <Change now={now.find((s) => s.currency === currency)?.total ?? 0} before={then.total} />{' '}
      {t('home.sales_last_week', { amount: formatMoney({ amount: then.total, currency: then.currency }, locale) })}
    </>
  );
}

function OrdersNote({ now, before }: NoteProps<number>) {
  const { t } = useTranslation();
  if (before === 0) return <>{t('home.none_last_week')}</>;
  return (
    <>
      <Change now={now} before={before} /> {t('home.orders_last_week', { n: before })}
    </>
  );
}
