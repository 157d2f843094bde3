import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { useSession } from '../app/session.ts';
import { Opened } from '../parts/Opened.tsx';
import { ProductEditor } from '../parts/ProductEditor.tsx';
import { RoutePending } from '../parts/RouteStates.tsx';
import { useCurrency } from '../parts/useCurrency.ts';

export function NewProductPage() {
  const { me } = useSession();
  const currency = useCurrency();
  const store = useStore();
  // Whoever has one store is not asked which.
  const first = useQuery({ queryKey: ['stores', 'first'], staleTime: 60_000, queryFn: async ({ signal }) => (await store.stores.list({ limit: 2 }, { signal })).items });
  if (!currency || first.isPending) return <RoutePending />;
  const only = first.data?.length === 1 ? first.data[0]?.id : undefined;
  return <ProductEditor key="new" currency={currency} saved={null} storeId={me.store_ids[0] ?? only ?? ''} />;
}

export function ProductPage() {
  const { id } = useParams({ from: '/inside/products/$id' });
  const store = useStore();
  const currency = useCurrency();
  return (
    <Opened key={id} at={['product', id]} load={(signal) => store.products.get(id, { signal })}>
      {(saved) => (currency ? <ProductEditor currency={currency} saved={saved} storeId={saved.store_id} /> : <RoutePending />)}
    </Opened>
  );
}
