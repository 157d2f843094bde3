import { Anchor } from '@mantine/core';
import { AddressView, EmptyState, PageHeader, ProblemNotice, When } from '@haat/ui';
import { IconClipboardList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { TextLink } from '../app/LinkButton.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import { OrderTable } from '../parts/OrderTable.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';
import { customerName } from './Customers.tsx';

export function CustomerPage() {
  const { t } = useTranslation();
  const { can } = useSession();
  const { id } = useParams({ from: '/inside/customers/$id' });
  const store = useStore();
  const query = useQuery({ queryKey: ['customer', id], queryFn: ({ signal }) => store.customers.get(id, { signal }) });
  const c = query.data;
  if (isStatus(query.error, 404)) return <NotFound />;
  if (!c) return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
  return (
    <>
      <PageHeader
        title={<bdi>{customerName(c)}</bdi>}
        back={
          <TextLink to="/customers" search={{}}>
            {t('nav.customers')}
          </TextLink>
        }
      />
      <div className="record">
        <div className="record-column">
          {can('orders.read') && <OrderTable search={{ customer_id: c.id }} empty={<EmptyState icon={<IconClipboardList size={28} />} title={t('customer.no_orders')} />} />}
        </div>
        <div className="record-column">
          <section className="panel">
            <h2>{t('customer.about')}</h2>
            <dl className="facts">
              <dt>{t('customers.email')}</dt>
              <dd>
                <Anchor inherit href={`mailto:${c.email}`}>{c.email}</Anchor>
              </dd>
              <dt>{t('customer.phone')}</dt>
              <dd>{c.phone || '–'}</dd>
              <dt>{t('customer.account')}</dt>
              <dd>{c.account_id ? t('customer.has_account') : t('customer.guest')}</dd>
              <dt>{t('customers.since')}</dt>
              <dd>
                <When at={c.created_at} show="date" />
              </dd>
            </dl>
          </section>
          {(c.note || c.groups.length > 0) && (
            <section className="panel">
              <h2>{t('customer.note')}</h2>
              {c.groups.length > 0 && <p>{c.groups.join(', ')}</p>}
              <p dir="auto">{c.note}</p>
            </section>
          )}
          {c.addresses.length > 0 && (
            <section className="panel">
              <h2>{t('customer.addresses')}</h2>
              <ul className="lines">
                {c.addresses.map((a) => (
                  <li key={a.id}>
                    <div className="lines-main">
                      <AddressView address={a.address} />
                    </div>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </>
  );
}
