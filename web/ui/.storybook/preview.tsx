import '@mantine/core/styles.css';
import '../src/tokens.css';

import type { Decorator, Preview } from '@storybook/react-vite';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { UiProvider, cssVariables, theme } from '../src/index.ts';
import { wordsOf } from './words.ts';

/** The providers every app has, set by the toolbar: each story can be seen in each of them. */
const framed: Decorator = (Story, { globals }) => {
  const locale = String(globals.locale ?? 'en');
  const natural = locale === 'ar' ? 'rtl' : 'ltr';
  const dir = globals.direction === 'rtl' || globals.direction === 'ltr' ? globals.direction : natural;
  document.documentElement.dir = dir;
  document.documentElement.lang = locale;
  return (
    <DirectionProvider key={dir} initialDirection={dir}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={globals.scheme === 'dark' ? 'dark' : 'light'}>
        <UiProvider locale={locale} timeZone="UTC" say={wordsOf(locale)}>
          <main style={{ padding: 'clamp(12px, 3vw, 24px)', maxWidth: 960 }}>
            <Story />
          </main>
        </UiProvider>
      </MantineProvider>
    </DirectionProvider>
  );
};

const preview: Preview = {
  decorators: [framed],
  parameters: { layout: 'fullscreen' },
  globalTypes: {
    locale: { description: 'Language', toolbar: { title: 'Language', icon: 'globe', dynamicTitle: true, items: [{ value: 'en', title: 'English' }, { value: 'ar', title: 'العربية' }, { value: 'ne', title: 'नेपाली' }] } },
    direction: { description: 'Direction', toolbar: { title: 'Direction', icon: 'transfer', dynamicTitle: true, items: [{ value: 'natural', title: 'As the language' }, { value: 'ltr', title: 'Left to right' }, { value: 'rtl', title: 'Right to left' }] } },
    scheme: { description: 'Colour scheme', toolbar: { title: 'Scheme', icon: 'contrast', dynamicTitle: true, items: [{ value: 'light', title: 'Light' }, { value: 'dark', title: 'Dark' }] } },
  },
  initialGlobals: { locale: 'en', direction: 'natural', scheme: 'light' },
};

export default preview;
