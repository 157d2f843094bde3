import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { budget } from './scripts/budget.ts';

export default defineConfig({
  base: '/dashboard/',
  plugins: [react(), budget(250_000)],
  resolve: { conditions: ['haat-source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    // The module-preload polyfill would be an inline script, and every browser
    // this is built for preloads by itself.
    modulePreload: { polyfill: false },
    // Nothing becomes a data: address, so that the CSP needs no exception for fonts and scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    // `npm run dev -w dashboard` against a running `haat serve`.
    proxy: { '/api': 'http://127.0.0.1:8080', '/media': 'http://127.0.0.1:8080' },
  },
});
