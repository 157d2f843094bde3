import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { UiProvider, theme } from '../src/index.ts';

/** Renders inside the providers every app has; English and UTC unless told. */
export function show(node: ReactNode, locale = 'en') {
  const wrap = (children: ReactNode) => (
    <MantineProvider theme={theme} env="test">
      <UiProvider locale={locale} timeZone="UTC">
        {children}
      </UiProvider>
    </MantineProvider>
  );
  const shown = render(wrap(node));
  return { ...shown, again: (next: ReactNode) => shown.rerender(wrap(next)) };
}
