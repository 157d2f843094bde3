import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import pg from 'pg';

export type Engine = 'sqlite' | 'postgres';

export interface ShopOptions {
  engine: Engine;
}

export interface Shop {
  readonly url: string;
  readonly dashboard: string;
  /** Its folder: uploads, and without a mail server the mails. */
  readonly data: string;
  /** What the server printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** The password of every demo account. */
export const demoPassword = 'haat-demo';

const binary = process.env.HAAT_BIN ?? fileURLToPath(new URL('../../../bin/haat', import.meta.url));

/** Starts the real program on a fresh database: with the demo market, or empty. */
export async function startShop(engine: Engine, demo = true): Promise<Shop> {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: run make build first`);
  const data = await mkdtemp(join(tmpdir(), 'haat-e2e-'));
  const database = engine === 'postgres' ? await makeDatabase() : null;
  const port = await freePort();
  const env = {
    ...process.env,
    HAAT_ADDR: `127.0.0.1:${port}`,
    HAAT_DATA: data,
    HAAT_DATABASE_URL: database?.url ?? '',
    HAAT_SECRET_KEY: randomBytes(32).toString('hex'),
    // What slows a thief down would slow the tests down too.
    HAAT_BCRYPT_COST: '4',
    HAAT_RATE_LIMIT: 'off',
    HAAT_DEMO: demo ? 'true' : 'false',
  };
  const clean = async () => {
    await database?.drop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    if (demo) await run(['demo'], env);
    const shop = await serve(env, data, port);
    return {
      ...shop,
      stop: async () => {
        await shop.stop();
        await clean();
      },
    };
  } catch (err) {
    await clean();
    throw err;
  }
}

/** Where the first owner comes in, as the server prints it. */
export async function setUpLink(shop: Shop): Promise<string> {
  const printed = /\S+\/dashboard\/setup\?token=\S+(?=\s)/;
  // The server is ready a moment before it says where everything is.
  await expect.poll(() => shop.output(), { message: 'the set-up link is printed' }).toMatch(printed);
  return printed.exec(shop.output())?.[0] ?? '';
}

/** Serves a shop that is in a folder already, and leaves it there. */
export async function openShop(data: string): Promise<Shop> {
  const port = await freePort();
  return serve({ ...process.env, HAAT_ADDR: `127.0.0.1:${port}`, HAAT_DATA: data, HAAT_DATABASE_URL: '', HAAT_BCRYPT_COST: '4', HAAT_RATE_LIMIT: 'off' }, data, port);
}

async function serve(env: NodeJS.ProcessEnv, data: string, port: number): Promise<Shop> {
  const server = new Server(spawn(binary, ['serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  const url = `http://127.0.0.1:${port}`;
  await server.ready(`${url}/readyz`);
  return { url, dashboard: `${url}/dashboard`, data, output: () => server.output, stop: () => server.stop() };
}

class Server {
  output = '';
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;

  constructor(process: ChildProcess) {
    this.#process = process;
    this.#ended = new Promise((resolve) => process.on('exit', resolve));
    for (const stream of [process.stdout, process.stderr]) stream?.on('data', (piece: Buffer) => (this.output += piece.toString()));
  }

  async ready(url: string): Promise<void> {
    const until = Date.now() + 60_000;
    while (Date.now() < until) {
      if (this.#process.exitCode !== null) break;
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) return;
      await new Promise((next) => setTimeout(next, 100));
    }
    this.#process.kill('SIGKILL');
    throw new Error(`the shop did not get ready:\n${this.output}`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    const hard = setTimeout(() => this.#process.kill('SIGKILL'), 20_000);
    await this.#ended;
    clearTimeout(hard);
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const process = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [process.stdout, process.stderr]) stream.on('data', (piece: Buffer) => (output += piece.toString()));
    process.on('error', reject);
    process.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`haat ${args.join(' ')} ended with ${code}:\n${output}`))));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** A database of its own on the throw-away server, gone afterwards. */
async function makeDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = process.env.HAAT_TEST_DATABASE_URL;
  if (!admin) throw new Error('HAAT_TEST_DATABASE_URL is not set');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await ask(`CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Tests with a running demo market in `shop`. */
export const test = base.extend<{ serverLog: void }, ShopOptions & { shop: Shop }>({
  engine: ['sqlite', { option: true, scope: 'worker' }],
  shop: [
    async ({ engine }, use) => {
      const shop = await startShop(engine);
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // What the server said meanwhile goes with the report of a failure.
  serverLog: [
    async ({ shop }, use, info) => {
      const before = shop.output().length;
      await use();
      if (info.status !== info.expectedStatus) await info.attach('server', { body: shop.output().slice(before), contentType: 'text/plain' });
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
