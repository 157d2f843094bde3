import { ProblemNotice } from '@haat/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useStore } from '../app/api.tsx';
import { readable } from '../app/problems.ts';
import { useSession } from '../app/session.ts';
import type { Settings } from '../app/types.ts';
import { RoutePending } from './RouteStates.tsx';

/** Asks for the settings and shows what is made of them. */
export function WithSettings({ children }: { readonly children: (saved: Settings) => ReactNode }) {
  const store = useStore();
  const query = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => store.settings.get({ signal }) });
  if (!query.data) return query.error ? <ProblemNotice error={readable(query.error)} onRetry={() => void query.refetch()} /> : <RoutePending />;
  return children(query.data);
}

/** What every record made of the settings has in common. */
export function useSettingsRecord(saved: Settings) {
  const store = useStore();
  const { can } = useSession();
  return { saved, load: () => store.settings.get(), key: () => ['settings'], locked: !can('settings.write') };
}
