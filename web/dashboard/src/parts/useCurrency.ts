import { useQuery } from '@tanstack/react-query';
import { useStore } from '../app/api.tsx';

/** The currency prices are entered in: the platform's first. Undefined until it is known. */
export function useCurrency(): string | undefined {
  const store = useStore();
  const { data } = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => store.settings.get({ signal }), staleTime: 300_000 });
  return data ? (data.currencies[0] ?? 'USD') : undefined;
}
