import '@mantine/core/styles.css';
import '../src/tokens.css';

import type { Decorator, Preview } from '@storybook/react-vite';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { UiProvider, cssVariables, theme } from '../src/index.ts';

const framed: Decorator = (Story, { globals }) => {
  const locale = String(globals.locale ?? 'en');
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  document.documentElement.dir = dir;
  document.documentElement.lang = locale;
  return (
    <DirectionProvider key={dir} initialDirection={dir}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={globals.scheme === 'dark' ? 'dark' : 'light'}>
        <UiProvider locale={locale} timeZone="UTC">
          <main style={{ padding: 24, maxWidth: 960 }}>
            <Story />
          </main>
        </UiProvider>
      </MantineProvider>
    </DirectionProvider>
  );
};

const preview: Preview = {
  decorators: [framed],
  globalTypes: {
    locale: { toolbar: { title: 'Locale', items: ['en', 'ar', 'ne'] } },
    scheme: { toolbar: { title: 'Scheme', items: ['light', 'dark'] } },
  },
  initialGlobals: { locale: 'en', scheme: 'light' },
};

export default preview;
