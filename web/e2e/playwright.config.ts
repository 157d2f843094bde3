import { defineConfig } from '@playwright/test';
import type { ShopOptions } from './support/shop.ts';

const root = typeof process.getuid === 'function' && process.getuid() === 0;

export default defineConfig<object, ShopOptions>({
  testDir: './specs',
  outputDir: '../../test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // One shop per worker; two cores carry one shop and one browser well.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        ...(root ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-default-apps',
        '--disable-sync',
        '--disable-domain-reliability',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'components', testMatch: 'components.spec.ts' },
    { name: 'sqlite', testIgnore: 'components.spec.ts', use: { engine: 'sqlite' } },
    // The same people, the same clicks, the other engine.
    ...(process.env.HAAT_TEST_DATABASE_URL ? [{ name: 'postgres', testIgnore: 'components.spec.ts', use: { engine: 'postgres' as const } }] : []),
  ],
});
