import { createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#e9f6f0',
  '#d5e9df',
  '#add3c0',
  '#81bc9e',
  '#5ca882',
  '#439b6f',
  '#2f8f63',
  '#1c7a53',
  '#11694a',
  '#08573c',
];

const sans =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'Helvetica Neue', Arial, sans-serif";

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { pine },
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: '650' },
  defaultRadius: 'md',
  radius: { md: '8px', lg: '12px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { radius: 'lg' } },
    Badge: { defaultProps: { radius: 'sm' } },
    Modal: { defaultProps: { radius: 'lg', centered: true } },
  },
});
