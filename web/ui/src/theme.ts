import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';
import { dark, light, ramp, scale } from './tokens.ts';

const { pine, dark: neutral } = ramp;

// Neutrals with a breath of the accent, so that fields and panels belong together in the dark.
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { pine, dark: neutral },
  fontFamily: scale.text,
  headings: { fontFamily: scale.text, fontWeight: '650' },
  defaultRadius: 'md',
  radius: { md: scale['radius-small'], lg: scale.radius },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // What people write has a direction of its own, whatever the page's is.
    TextInput: { defaultProps: { dir: 'auto' } },
    Textarea: { defaultProps: { dir: 'auto' } },
    Paper: { defaultProps: { radius: 'lg' } },
    Badge: { defaultProps: { radius: 'sm' } },
    Modal: { defaultProps: { radius: 'lg', centered: true } },
  },
});

/** The tokens where Mantine's own greys and tints cannot be read (4.5:1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...quiet(light), ...tints(light) },
  dark: quiet(dark),
});

type Scheme = { readonly [K in keyof typeof light]: string };

const quiet = (s: Scheme) => ({
  '--mantine-color-dimmed': s['ink-soft'],
  '--mantine-color-placeholder': s['ink-soft'],
  '--mantine-color-error': s.bad,
});

const tints = (s: Scheme) => ({
  '--mantine-color-orange-light': s['wait-soft'],
  '--mantine-color-orange-light-color': s.wait,
  '--mantine-color-blue-light': s['info-soft'],
  '--mantine-color-blue-light-color': s.info,
  '--mantine-color-red-light': s['bad-soft'],
  '--mantine-color-red-light-color': s.bad,
  '--mantine-color-green-light': s['good-soft'],
  '--mantine-color-green-light-color': s.good,
  '--mantine-color-gray-light': s['ground-strong'],
  '--mantine-color-gray-light-color': s.ink,
});
