import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';

// Workspaces are tested from their sources, so a test never sees a stale build.
const source = { resolve: { conditions: ['haat-source'] }, ssr: { resolve: { conditions: ['haat-source'] } } };

export default defineConfig({
  test: {
    // All processors: one less, which is the default, is one of two here.
    maxWorkers: '100%',
    projects: [
      {
        ...source,
        test: {
          name: 'clients',
          testTimeout: 20_000,
          environment: 'node',
          include: ['{client-core,site-client,store-client}/test/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        ...source,
        plugins: [react()],
        test: {
          name: 'screens',
          environment: 'happy-dom',
          include: ['{ui,dashboard}/test/**/*.test.{ts,tsx}'],
          setupFiles: ['./test-setup.ts'],
          css: false,
          testTimeout: 60_000,
          env: { DEBUG_PRINT_LIMIT: '0' },
        },
      },
    ],
  },
});
