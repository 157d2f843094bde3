import { SegmentedControl, Select, Text } from '@mantine/core';
import { Breakdown, EmptyState, ProblemNotice, TimeSeries, formatMoney, useUi } from '@haat/ui';
import type { ChartUnit, TimePoint } from '@haat/ui';
import { IconChartLine } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { LinkButton, TextLink } from '../app/LinkButton.tsx';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Sales } from '../app/types.ts';
import { useListSearch } from '../app/useList.ts';
import { useStores } from '../app/useStores.ts';
import { Change } from './Change.tsx';

const ranges = ['7', '30', '90'] as const;
const measures = ['sales', 'orders', 'average'] as const;
type Range = (typeof ranges)[number];
type Measure = (typeof measures)[number];

const oneOf = <T extends string>(known: readonly T[], value: string | undefined, otherwise: T): T => known.find((k) => k === value) ?? otherwise;

/** Sales over time beside the period before, and the stores they are made of. */
export function SalesPanel() {
  const { t } = useTranslation();
  const store = useStore();
  const { search } = useListSearch();
  const range = oneOf<Range>(ranges, search.days, '30');
  const query = { days: Number(range), ...(search.currency ? { currency: search.currency } : {}), ...(search.store_id ? { store_id: search.store_id } : {}) };
  // What is drawn stays until the next answer is there.
  const report = useQuery({ queryKey: ['sales', query], queryFn: ({ signal }) => store.reports.sales(query, { signal }), refetchInterval: 60_000, placeholderData: keepPreviousData });
  const sales = report.data;
  const stores = sales?.stores ?? [];
  return (
    <div className="home-sales" data-split={stores.length > 1 || undefined}>
      <section className="panel" aria-labelledby="home-over-time">
        <div className="panel-head home-sales-head">
          <h2 id="home-over-time">{t('home.over_time')}</h2>
          <Choices range={range} sales={sales} />
        </div>
        {report.error ? <ProblemNotice error={readable(report.error)} onRetry={() => void report.refetch()} /> : <Chart sales={sales} range={range} />}
      </section>
      {stores.length > 1 && sales && (
        <section className="panel" aria-labelledby="home-by-store">
          <h2 id="home-by-store">{t('home.by_store')}</h2>
          <Breakdown
            label={t('home.by_store')}
            unit={{ kind: 'money', currency: sales.currency }}
            total={sales.sum.total}
            parts={stores.map((s) => ({ id: s.store_id, value: s.total, label: <TextLink to="/stores/$id" params={{ id: s.store_id }}>{s.name || s.store_id}</TextLink> }))}
          />
        </section>
      )}
    </div>
  );
}

function Choices({ range, sales }: { readonly range: Range; readonly sales: Sales | undefined }) {
  const { t } = useTranslation();
  const { search, setSearch } = useListSearch();
  const stores = useStores();
  const currencies = sales?.currencies ?? [];
  const set = (name: string, value: string | null) => setSearch({ ...search, [name]: value ?? undefined });
  return (
    <div className="home-choices">
      {stores.length > 1 && (
        <Select size="xs" aria-label={t('home.store')} placeholder={t('home.all_stores')} data={stores.map((s) => ({ value: s.id, label: s.name }))} value={search.store_id ?? null} onChange={(v) => set('store_id', v)} clearable searchable />
      )}
      {currencies.length > 1 && <Select size="xs" w={90} aria-label={t('home.currency')} data={currencies} value={sales?.currency ?? null} onChange={(v) => set('currency', v)} allowDeselect={false} />}
      <SegmentedControl size="xs" aria-label={t('home.range')} data={ranges.map((value) => ({ value, label: t(`home.range_${value}`) }))} value={range} onChange={(v) => set('days', v)} />
    </div>
  );
}

function Chart({ sales, range }: { readonly sales: Sales | undefined; readonly range: Range }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const { locale } = useUi();
  const { search, setSearch } = useListSearch();
  const measure = oneOf<Measure>(measures, search.measure, 'sales');
  if (sales && sales.sum.orders === 0 && sales.before.orders === 0)
    return (
      <EmptyState icon={<IconChartLine size={28} />} title={t('home.no_sales')} action={can('products.write') && <LinkButton to="/products" search={{}} variant="default" size="xs">{t('home.see_products')}</LinkButton>}>
        {sales.complete ? t('home.no_sales_text') : t('home.incomplete')}
      </EmptyState>
    );
  const unit: ChartUnit = measure === 'orders' || !sales ? { kind: 'count' } : { kind: 'money', currency: sales.currency };
  const figure = (n: number) => (unit.kind === 'money' ? formatMoney({ amount: n, currency: unit.currency }, locale) : new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(n));
  // The answer on the screen may still be the one for the range before.
  const shown = oneOf<Range>(ranges, String(sales?.days.length), range);
  return (
    <>
      <SegmentedControl
        className="home-measure"
        size="xs"
        aria-label={t('home.measure')}
        data={measures.map((value) => ({ value, label: t(`home.measure_${value}`) }))}
        value={measure}
        onChange={(v) => setSearch({ ...search, measure: v === 'sales' ? undefined : v })}
      />
      <TimeSeries
        label={t(`home.measure_${measure}`)}
        unit={unit}
        loading={!sales}
        points={sales?.days.map((d) => pointOf(d, measure)) ?? []}
        compare={sales?.days_before.map((d) => pointOf(d, measure)) ?? []}
        pointsLabel={t(`home.last_${shown}`)}
        compareLabel={t(`home.before_${shown}`)}
        summary={
          sales && (
            <>
              {figure(sumOf(sales.sum, measure))} <Change now={sumOf(sales.sum, measure)} before={sumOf(sales.before, measure)} />
            </>
          )
        }
      />
      {sales && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('home.days_of', { zone: sales.time_zone.replaceAll('_', ' ') })}
          {!sales.complete && <> {t('home.incomplete')}</>}
        </Text>
      )}
    </>
  );
}

type Day = Sales['days'][number];

/** A day without orders has no average order: that is a gap, not a zero. */
function pointOf(day: Day, measure: Measure): TimePoint {
  if (measure === 'orders') return { at: day.date, value: day.orders };
  if (measure === 'sales') return { at: day.date, value: day.total };
  return { at: day.date, value: day.orders === 0 ? null : Math.round(day.total / day.orders) };
}

function sumOf(sum: Sales['sum'], measure: Measure): number {
  return measure === 'sales' ? sum.total : measure === 'orders' ? sum.orders : sum.average;
}
