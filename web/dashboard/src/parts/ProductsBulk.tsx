import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { failed, toldUndo } from '../app/notify.ts';
import { isStatus } from '../app/problems.ts';
import type { ProductRow } from '../app/types.ts';
import { readAgain } from '../app/useList.ts';

type Status = 'draft' | 'active' | 'archived';

interface Props {
  readonly products: readonly ProductRow[];
  readonly onDone: () => void;
}

/** A request each, one after the other: more at once would keep somebody waiting for minutes. */
const most = 100;

/** What was changed, with the version it has since then, so that taking it back never undoes somebody else's work. */
interface Changed {
  readonly id: string;
  readonly before: Status;
  readonly version: number;
}

/** Puts the chosen products on sale, back to draft, or away; and back again. */
export function ProductsBulk({ products, onDone }: Props) {
  const { t } = useTranslation();
  const store = useStore();
  const queries = useQueryClient();
  const refresh = () => Promise.all(['products', 'product'].map((key) => readAgain(queries, [key])));

  const set = async (id: string, status: Status, version: number) => (await store.products.update(id, { status }, { ifMatch: `"${version}"` })).version;

  const change = useMutation({
    mutationFn: async (status: Status) => {
      const changed: Changed[] = [];
      let refused = 0;
      for (const p of products.filter((p) => p.status !== status)) {
        try {
          changed.push({ id: p.id, before: p.status as Status, version: await set(p.id, status, p.version) });
        } catch (err) {
          // Somebody else was quicker, or it is not theirs: the others are changed all the same. Anything else would
          // happen to the rest, too; what is changed by then can still be taken back.
          if (!isStatus(err, 412) && !isStatus(err, 403) && !isStatus(err, 404)) {
            failed(err);
            break;
          }
          refused++;
        }
      }
      return { changed, refused };
    },
    onSuccess: ({ changed, refused }) => {
      onDone();
      if (refused > 0) failed(new Error(t('products.bulk_refused', { number: refused })));
      if (changed.length > 0) toldUndo(t('products.bulk_done', { number: changed.length }), () => takeBack(changed));
    },
    onSettled: refresh,
  });

  const takeBack = async (changed: readonly Changed[]) => {
    try {
      for (const { id, before, version } of changed) await set(id, before, version);
    } finally {
      await refresh();
    }
  };

  const tooMany = products.length > most;
  const offers = (status: Status) => products.some((p) => p.status !== status);
  const button = (status: Status, label: string) =>
    offers(status) && (
      <Button size="compact-sm" variant="light" loading={change.isPending && change.variables === status} disabled={tooMany || change.isPending} onClick={() => change.mutate(status)}>
        {label}
      </Button>
    );
  return (
    <>
      {button('active', t('products.publish'))}
      {button('draft', t('products.unpublish'))}
      {button('archived', t('products.archive'))}
      {tooMany && (
        <Text span size="sm" c="dimmed">
          {t('products.bulk_most', { number: most })}
        </Text>
      )}
    </>
  );
}
