import { Spotlight } from '@mantine/spotlight';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBox, IconClipboardList, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from './api.tsx';
import { navFor } from './nav.ts';
import { useSession } from './session.ts';

/** Every page and record, one keystroke away. */
export function Palette() {
  const { t } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 200);
  const records = useRecords(asked);

  const pages = navFor(can)
    .flatMap((g) => g.items)
    .filter((item) => matches(t(item.label), query))
    .map((item) => ({ id: item.to, label: t(item.label), leftSection: <item.icon size={18} stroke={1.7} />, onClick: () => void navigate({ to: item.to }) }));
  const groups: SpotlightActionGroupData[] = [...records, { group: t('shell.pages'), actions: pages }];

  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t('shell.nothing')}
      searchProps={{ placeholder: t('shell.search_hint'), leftSection: <IconSearch size={18} />, 'aria-label': t('shell.search') }}
      shortcut={['mod + K']}
      // Both groups are filtered already: pages above, records by the server, which reads more than their labels.
      filter={(_, actions) => actions}
      scrollable
      maxHeight={420}
    />
  );
}

const matches = (label: string, query: string) => label.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());

function useRecords(asked: string): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const store = useStore();
  const { can } = useSession();
  const navigate = useNavigate();
  const enabled = asked.length > 1;
  const orders = useQuery({
    queryKey: ['palette', 'orders', asked],
    enabled: enabled && can('orders.read'),
    queryFn: async ({ signal }) => (await store.orders.list({ q: asked, limit: 5 }, { signal })).items,
  });
  const products = useQuery({
    queryKey: ['palette', 'products', asked],
    enabled: enabled && can('products.read'),
    queryFn: async ({ signal }) => (await store.products.list({ q: asked, limit: 5 }, { signal })).items,
  });
  if (!enabled) return [];
  return [
    {
      group: t('nav.orders'),
      actions: (orders.data ?? []).map((o) => ({
        id: o.id,
        label: `#${o.number}`,
        description: o.email,
        leftSection: <IconClipboardList size={18} />,
        onClick: () => void navigate({ to: '/orders/$id', params: { id: o.id } }),
      })),
    },
    {
      group: t('nav.products'),
      actions: (products.data ?? []).map((p) => ({
        id: p.id,
        label: p.title,
        leftSection: <IconBox size={18} />,
        onClick: () => void navigate({ to: '/products/$id', params: { id: p.id } }),
      })),
    },
  ].filter((g) => g.actions.length > 0);
}
