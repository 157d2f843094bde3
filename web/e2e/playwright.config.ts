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
  retries: 1,
  failOnFlakyTests: true,
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Recording every test takes as long again as the tests: what failed is done again for the
    // recording's sake, and has failed all the same.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
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
    // Pictures of everything, for people to look at: make screens.
    ...(process.env.HAAT_SCREENS ? [{ name: 'screens', testDir: './screens', use: { engine: 'sqlite' as const } }] : []),
    // How the two faces feel, measured: make faces.
    ...(process.env.HAAT_FACES ? [{ name: 'faces', testDir: './faces', use: { engine: 'sqlite' as const } }] : []),
    // A list of 100,000 rows, measured: make longlist.
    ...(process.env.HAAT_LONG_LIST ? [{ name: 'longlist', testDir: './longlist' }] : []),
    // The same people, the same clicks, the other engine; what only the browser does is not asked twice.
    ...(process.env.HAAT_TEST_DATABASE_URL ? [{ name: 'postgres', testMatch: ['appearance.spec.ts', 'buy.spec.ts', 'card.spec.ts', 'dashboard.spec.ts', 'setup.spec.ts', 'team.spec.ts'], use: { engine: 'postgres' as const } }] : []),
  ],
});
