import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { cssVariables, theme } from '@haat/ui';
import type { StoreClient } from '@haat/store-client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StoreProvider } from './api.tsx';
import { LocaleRoot, useLocale } from './locale.tsx';
import { makeRouter } from './router.tsx';

interface Props {
  readonly store: StoreClient;
  /** Called with the function that shows the log-in page, for sessions that end under way. */
  readonly onReady?: (signedOut: () => void) => void;
}

export function makeQueries(): QueryClient {
  // The client below retries by itself what may be repeated; doing it twice
  // would only make a failure slow.
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } } });
}

export function App({ store, onReady }: Props) {
  const [{ queries, router }] = useState(() => {
    const made = makeQueries();
    const built = makeRouter({ queries: made, store });
    onReady?.(() => {
      if (/\/(login|setup|forgot|reset|join|verify)$/.test(built.state.location.pathname)) return;
      made.setQueryData(['me'], null);
      void built.invalidate();
    });
    return { queries: made, router: built };
  });
  return (
    <LocaleRoot>
      <Themed>
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queries}>
          <StoreProvider value={store}>
            <RouterProvider router={router} />
          </StoreProvider>
        </QueryClientProvider>
      </Themed>
    </LocaleRoot>
  );
}

/** The shared theme, with names for the buttons that are only a sign. */
function Themed({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const named = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          Modal: { defaultProps: { radius: 'lg', centered: true, closeButtonProps: { 'aria-label': t('ui.close') } } },
          Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('ui.close') } } },
          PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('login.show_password') } } },
        },
      }),
    [locale, t],
  );
  return (
    <MantineProvider theme={named} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
