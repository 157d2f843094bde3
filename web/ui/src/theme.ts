import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

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

// Neutrals with a breath of the accent, so that fields and panels belong together in the dark.
const dark: MantineColorsTuple = ['#e9ede9', '#c5cdc6', '#a3ada5', '#7d8880', '#414a43', '#2c332e', '#232824', '#1a1e1b', '#121513', '#0c0e0d'];

const sans =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'Helvetica Neue', Arial, sans-serif";

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { pine, dark },
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

/** Quiet text that is still readable (4.5:1), where Mantine's own grey is not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566058',
    '--mantine-color-placeholder': '#67716a',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-orange-light': '#fff0e0',
    '--mantine-color-orange-light-color': '#9a3a00',
    '--mantine-color-blue-light-color': '#0b4f8f',
    '--mantine-color-red-light-color': '#a61e1e',
    '--mantine-color-gray-light-color': '#3d4640',
  },
  dark: { '--mantine-color-dimmed': '#a3ada5', '--mantine-color-placeholder': '#8b968d', '--mantine-color-error': '#ff9a92' },
});
