import { Button, Modal } from '@mantine/core';
import { DataTable, EmptyState, FilterBar, useUi } from '@haat/ui';
import type { Column, FilterValues } from '@haat/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/api.tsx';
import { readable } from '../app/problems.ts';
import type { Collection, ProductRow } from '../app/types.ts';
import { useList } from '../app/useList.ts';
import { Pictured } from './CollectionProducts.tsx';

interface Props {
  readonly collection: Collection;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What is known to stand in it already. */
  readonly known: readonly ProductRow[];
  readonly onAdd: (product: ProductRow) => void;
  readonly busy: boolean;
}

/** Looks for products and puts them into a collection, one press each. */
export function AddToCollection({ collection, opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  const { say } = useUi();
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={<strong>{t('collections.add_products_to', { title: collection.title })}</strong>} closeButtonProps={{ 'aria-label': say('ui.close') }}>
      <Found {...rest} />
    </Modal>
  );
}

function Found({ known, onAdd, busy }: Pick<Props, 'known' | 'onAdd' | 'busy'>) {
  const { t } = useTranslation();
  const store = useStore();
  const [search, setSearch] = useState<FilterValues>({});
  const list = useList(['products', 'to-collect', search], (paging, signal) => store.products.list({ ...search, ...paging }, { signal }));
  const there = new Set(known.map((p) => p.id));
  const columns: readonly Column<ProductRow>[] = [
    { id: 'title', title: t('products.title'), phone: 'title', cell: (p) => <Pictured product={p} /> },
    {
      id: 'add',
      title: t('collections.put'),
      phone: 'end',
      align: 'end',
      cell: (p) => (
        <Button size="compact-sm" variant="light" disabled={busy || there.has(p.id)} onClick={() => onAdd(p)} aria-label={`${there.has(p.id) ? t('collections.there') : t('collections.put')}: ${p.title}`}>
          {there.has(p.id) ? t('collections.there') : t('collections.put')}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      {...list}
      error={readable(list.error)}
      label={t('nav.products')}
      columns={columns}
      rowId={(p) => p.id}
      toolbar={<FilterBar search="q" searchLabel={t('products.search')} filters={[]} values={search} onChange={setSearch} />}
      empty={<EmptyState title={t('products.none_match')} />}
    />
  );
}
