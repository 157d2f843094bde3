import './DemoPanel.css';

import { Alert, Button, Stack, Text } from '@mantine/core';
import { Confirm, ProblemNotice } from '@haat/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { textOr } from '../app/i18n.ts';
import { told } from '../app/notify.ts';
import { readable } from '../app/problems.ts';
import type { DemoPlan } from '../app/types.ts';

/** How often a removal at work is asked after. */
const askEvery = 1500;

const kinds = ['stores', 'sellers', 'products', 'orders', 'customers', 'categories', 'collections', 'pages', 'accounts'] as const;

/** What came with the demo, and the one button that takes it out. For owners. */
export function DemoPanel() {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const [asking, ask] = useState(false);
  const plan = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => store.demo.get({ signal }), refetchInterval: ({ state }) => (state.data?.leaving ? askEvery : false) });
  const remove = useMutation({
    mutationFn: () => store.demo.remove(),
    onSuccess: (next) => {
      queries.setQueryData(['demo'], next);
      ask(false);
    },
  });
  const was = useRef(false);
  const demo = plan.data?.demo;
  useEffect(() => {
    if (was.current && demo === false) {
      told(t('demo.removed'));
      void queries.invalidateQueries(); // nearly every page showed something of it
    }
    was.current = demo ?? was.current;
  }, [demo, queries, t]);
  if (plan.data?.demo === false) return null;
  const blocked = !plan.data || plan.data.obstacles.length > 0;
  return (
    <section className="panel" aria-labelledby="demo">
      <h2 id="demo">{t('demo.title')}</h2>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('demo.text')}</Text>
        <ProblemNotice error={readable(plan.error)} />
        {plan.data?.leaving ? <Text role="status" fw={500}>{t('demo.leaving')}</Text> : <Obstacles of={plan.data} />}
        <Button color="red" variant="light" disabled={blocked} loading={plan.data?.leaving ?? false} onClick={() => ask(true)}>
          {t('demo.remove')}
        </Button>
      </Stack>
      {plan.data && (
        <Confirm opened={asking} onClose={() => ask(false)} onConfirm={() => remove.mutate()} title={t('demo.question')} verb={t('demo.verb')} danger busy={remove.isPending} error={readable(remove.error)} typed={t('demo.word')}>
          <Numbers plan={plan.data} />
          <Text size="sm">{t('demo.warning')}</Text>
        </Confirm>
      )}
    </section>
  );
}

/** What must be dealt with first, and how. */
function Obstacles({ of }: { readonly of: DemoPlan | undefined }) {
  const { t } = useTranslation();
  return of?.obstacles.map((o) => (
    <Alert key={o.code} role="note" color="yellow" variant="light" w="100%">
      {textOr(`error.${o.code}`, o.message)}
      {o.orders.length > 0 && <div>{t('demo.orders_concerned', { numbers: o.orders.map((n) => `#${n}`).join(', ') })}</div>}
    </Alert>
  ));
}

function Numbers({ plan }: { readonly plan: DemoPlan }) {
  const { t, i18n } = useTranslation();
  const figure = (n: number) => new Intl.NumberFormat(i18n.language, { numberingSystem: 'latn' }).format(n);
  return (
    <table className="demo-numbers">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('demo.goes')}</th>
          <th scope="col">{t('demo.stays')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds
          .filter((kind) => plan.goes[kind] + plan.stays[kind] > 0)
          .map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`demo.${kind}`)}</th>
              <td>{figure(plan.goes[kind])}</td>
              <td>{figure(plan.stays[kind])}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
