import { DirectionProvider, useDirection } from '@mantine/core';
import { UiProvider } from '@haat/ui';
import type { UiText } from '@haat/ui';
import i18next from 'i18next';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { changeLocale, dirOf, isLocale, storedLocaleKey } from './i18n.ts';
import type { Locale } from './i18n.ts';

interface LocaleState {
  readonly locale: Locale;
  readonly setLocale: (next: Locale) => Promise<void>;
}

const Context = createContext<LocaleState>({ locale: 'en', setLocale: async () => {} });

export function useLocale(): LocaleState {
  return useContext(Context);
}

/** Language and direction for everything inside, switchable without a reload. */
export function LocaleRoot({ children }: { readonly children: ReactNode }) {
  return (
    <DirectionProvider initialDirection={dirOf(i18next.language)} detectDirection={false}>
      <Inside>{children}</Inside>
    </DirectionProvider>
  );
}

function Inside({ children }: { readonly children: ReactNode }) {
  const { setDirection } = useDirection();
  const [locale, change] = useState<Locale>(isLocale(i18next.language) ? i18next.language : 'en');

  const setLocale = useCallback(
    async (next: Locale) => {
      await changeLocale(next);
      try {
        localStorage.setItem(storedLocaleKey, next);
      } catch {
        // Only the memory of the choice is lost.
      }
      setDirection(dirOf(next));
      change(next);
    },
    [setDirection],
  );

  const say = useCallback((key: UiText, values?: Readonly<Record<string, string | number>>) => i18next.t(key, values ?? {}), [locale]);
  const state = useMemo(() => ({ locale, setLocale }), [locale, setLocale]);
  return (
    <Context value={state}>
      <UiProvider locale={locale} say={say}>
        {children}
      </UiProvider>
    </Context>
  );
}
