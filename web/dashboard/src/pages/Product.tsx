import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useStore } from '../app/api.tsx';
import { isStatus, readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import { draftOf, emptyDraft } from '../parts/productDraft.ts';
import { ProductEditor } from '../parts/ProductEditor.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';
import { useCurrency } from '../parts/useCurrency.ts';

export function NewProductPage() {
  const { me } = useSession();
  const currency = useCurrency();
  const store = useStore();
  // Whoever has one store is not asked which.
  const first = useQuery({ queryKey: ['stores', 'first'], staleTime: 60_000, queryFn: async ({ signal }) => (await store.stores.list({ limit: 2 }, { signal })).items });
  if (!currency || first.isPending) return <RoutePending />;
  const only = first.data?.length === 1 ? first.data[0]?.id : undefined;
  return <ProductEditor key="new" currency={currency} saved={null} start={emptyDraft(me.store_ids[0] ?? only ?? '')} />;
}

export function ProductPage() {
  const { id } = useParams({ from: '/inside/products/$id' });
  const store = useStore();
  const currency = useCurrency();
  // Not refreshed behind the user's back: an editor that changes under the hands is worse than an old one,
  // and saving an old one is refused by its version.
  const query = useQuery({ queryKey: ['product', id], queryFn: ({ signal }) => store.products.get(id, { signal }), staleTime: Infinity, refetchOnMount: 'always' });
  const product = query.data;
  if (isStatus(query.error, 404)) return <NotFound />;
  if (query.error) return <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} />;
  if (!product || !currency || query.isFetching) return <RoutePending />;
  return <ProductEditor key={`${product.id}:${product.version}`} currency={currency} saved={product} start={draftOf(product, currency)} />;
}
