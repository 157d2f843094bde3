import { useQuery } from '@tanstack/react-query';
import { useStore } from '../app/api.tsx';
import { useLocale } from '../app/locale.tsx';
import { useSession } from '../app/session.ts';

export interface Language {
  readonly code: string;
  readonly name: string;
}

export interface Languages {
  readonly first: Language | null;
  readonly others: readonly Language[];
  readonly shop: readonly Language[];
}

/** The shop's first language, if it may be known, the others: the shop's and those already spoken, and all of the shop's. */
export function useLanguages(spoken: readonly string[]): Languages {
  const store = useStore();
  const { can } = useSession();
  const { locale } = useLocale();
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => store.settings.get({ signal }), enabled: can('settings.read') });
  const [first, ...others] = settings.data?.locales ?? [];
  const named = (code: string) => ({ code, name: languageNamed(code, locale) });
  return { first: first === undefined ? null : named(first), others: [...new Set([...others, ...spoken])].filter((code) => code !== first).map(named), shop: (settings.data?.locales ?? []).map(named) };
}

/** A language's name in the words of a reader's. */
export function languageNamed(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(code) ?? code;
  } catch {
    return code; // written through the API, and no language's tag
  }
}

// Shops speak more languages than the dashboard does.
const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

export const directionOf = (code: string) => (rightToLeft.has(code.split('-')[0] ?? '') ? 'rtl' : 'ltr');
