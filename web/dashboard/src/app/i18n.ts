import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';

// Locale files are flat: a dot in a key is part of its name.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
  }
}

export type TextKey = keyof typeof en;

export const locales = [
  { code: 'en', name: 'English', dir: 'ltr' },
  { code: 'ar', name: 'العربية', dir: 'rtl' },
  { code: 'ne', name: 'नेपाली', dir: 'ltr' },
] as const;

export type Locale = (typeof locales)[number]['code'];

const loaders: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<{ default: Record<string, string> }>>> = {
  ar: () => import('../locales/ar.json'),
  ne: () => import('../locales/ne.json'),
};

export const storedLocaleKey = 'haat.locale';

export function dirOf(locale: string): 'ltr' | 'rtl' {
  return locales.find((l) => l.code === locale)?.dir ?? 'ltr';
}

export function isLocale(value: string | null | undefined): value is Locale {
  return locales.some((l) => l.code === value);
}

/** Ready with English and, when another language is wanted, that one too. */
export async function startTexts(wanted: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    returnNull: false,
    // React escapes; doing it twice shows &amp; to people.
    interpolation: { escapeValue: false },
    resources: { en: { translation: en } },
  });
  if (isLocale(wanted) && wanted !== 'en') await changeLocale(wanted);
}

export async function changeLocale(locale: Locale): Promise<void> {
  if (locale !== 'en' && !i18next.hasResourceBundle(locale, 'translation')) {
    const file = await loaders[locale]();
    i18next.addResourceBundle(locale, 'translation', file.default);
  }
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = dirOf(locale);
}

/** The text of a key made at run time (a state, an event), or the fallback when there is none. */
export function textOr(key: string, fallback: string, values: Record<string, unknown> = {}): string {
  if (!i18next.exists(key)) return fallback;
  const say = i18next.t as (key: string, values: Record<string, unknown>) => string;
  return say(key, values);
}

/** `partially_paid` → "Partly paid", in the reader's language. */
export function word(kind: string, value: string): string {
  const plain = value.replaceAll('_', ' ');
  return textOr(`${kind}.${value}`, plain.charAt(0).toUpperCase() + plain.slice(1));
}
