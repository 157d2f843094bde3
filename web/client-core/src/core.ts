import { cookies } from './auth.ts';
import type { Auth } from './auth.ts';
import { HaatError, errorFrom } from './errors.ts';
import { Pages } from './pages.ts';
import type { Page } from './pages.ts';
import { subscribe } from './stream.ts';
import type { StreamEvent, StreamState, Subscription } from './stream.ts';
import { backoff, wait } from './wait.ts';
import { sendWatched } from './watched.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ClientOptions {
  /** Scheme and host of the server; empty means the page's own origin. */
  readonly baseUrl?: string;
  readonly auth?: Auth;
  readonly fetch?: typeof fetch;
  /** Further tries after the first, for calls that may be repeated. Default 3. */
  readonly retries?: number;
  /** Milliseconds one try may take. Default 30,000. */
  readonly timeout?: number;
  /** Longest Retry-After that is waited for; a longer one is handed to the caller. Seconds, default 20. */
  readonly patience?: number;
  readonly locale?: string;
  /** Told once per answer 401 that could not be mended: the session is over. */
  readonly onSignedOut?: () => void;
  readonly random?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal | null) => Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  /** Sent as If-Match: the version the caller has seen. */
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Told how much of the body has been sent, from 0 to 1. Browsers can tell; elsewhere, or over a
   * `fetch` of the caller's own, it is not called. The timeout then counts from when something last moved.
   */
  readonly onProgress?: (sent: number) => void;
}

export interface StreamOptions {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState?: (state: StreamState) => void;
  readonly onError?: (error: HaatError) => void;
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

type Query = object;

/** What a generated method hands over; the path is already filled in. */
export interface Call {
  readonly method: Method;
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly contentType?: string;
  /** The operation accepts an Idempotency-Key: one is made unless the caller brings its own. */
  readonly idempotent?: boolean;
}

const retryable = new Set([408, 429, 502, 503, 504]);

/** Sends calls: proves identity, repeats what may be repeated, turns refusals into HaatError. */
export class ClientCore {
  readonly #o: Required<Omit<ClientOptions, 'locale' | 'onSignedOut'>> & Pick<ClientOptions, 'locale' | 'onSignedOut'>;
  readonly #ownFetch: boolean;

  constructor(options: ClientOptions = {}) {
    this.#ownFetch = options.fetch !== undefined;
    this.#o = {
      baseUrl: (options.baseUrl ?? '').replace(/\/+$/, ''),
      auth: options.auth ?? cookies(),
      // Looked up per call, so that a page may replace the global one.
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      retries: options.retries ?? 3,
      timeout: options.timeout ?? 30_000,
      patience: options.patience ?? 20,
      random: options.random ?? Math.random,
      sleep: options.sleep ?? wait,
      ...(options.locale === undefined ? {} : { locale: options.locale }),
      ...(options.onSignedOut === undefined ? {} : { onSignedOut: options.onSignedOut }),
    };
  }

  /** One JSON call. Throws HaatError. */
  async call<T>(call: Call, options: CallOptions = {}): Promise<T> {
    const response = await this.send(call, options);
    if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw new HaatError({ status: 0, code: 'client.bad_answer', message: 'The server answered with something that is not JSON.', cause });
    }
  }

  /** A list call, made when it is awaited or walked. */
  pages<T, P extends Page<T>>(call: Call, options: CallOptions = {}): Pages<T, P> {
    return new Pages<T, P>((cursor) => {
      const query = cursor === undefined ? call.query : { ...call.query, cursor };
      return this.call<P>({ ...call, query }, options);
    });
  }

  /** Any call, with its answer left unread (files, exports). Throws HaatError. */
  async send(call: Call, options: CallOptions = {}): Promise<Response> {
    const key = options.idempotencyKey ?? (call.idempotent ? crypto.randomUUID() : undefined);
    const repeatable = call.method === 'GET' || key !== undefined;
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#attempt(call, options, key);
      if (outcome instanceof Response && outcome.ok) return outcome;
      if (outcome instanceof Response && outcome.status === 401) {
        if (!renewed && (await this.#o.auth.renew())) {
          renewed = true;
          attempt--;
          continue;
        }
        this.#o.onSignedOut?.();
      }
      const error = outcome instanceof Response ? await errorFrom(outcome) : outcome;
      const pause = this.#pause(error, attempt);
      if (!repeatable || pause === null) throw error;
      await this.#o.sleep(pause, options.signal);
    }
  }

  /** A live stream that reconnects and resumes after the last event it saw. */
  stream(call: Call, options: StreamOptions): Subscription {
    return subscribe({
      ...options,
      random: this.#o.random,
      sleep: this.#o.sleep,
      open: async (lastEventId, signal) => {
        const headers = await this.#headers(call, options, undefined);
        headers.set('Accept', 'text/event-stream');
        if (lastEventId !== '') headers.set('Last-Event-ID', lastEventId);
        return this.#o.fetch(this.#url(call), { method: 'GET', headers, signal, credentials: this.#o.auth.credentials, cache: 'no-store' });
      },
      renew: () => this.#o.auth.renew(),
    });
  }

  /** One try. An answer of any status is returned; a missing one is a HaatError. */
  async #attempt(call: Call, options: CallOptions, key: string | undefined): Promise<Response | HaatError> {
    const { timeout, auth } = this.#o;
    try {
      const headers = await this.#headers(call, options, key);
      const body = encode(call, headers);
      const init = { method: call.method, headers, credentials: auth.credentials, ...(body !== undefined && { body }) };
      if (options.onProgress && this.#canWatch()) return await sendWatched(this.#url(call), { ...init, signal: options.signal ?? null }, timeout, options.onProgress);
      const late = AbortSignal.timeout(timeout);
      return await this.#o.fetch(this.#url(call), { ...init, signal: options.signal ? AbortSignal.any([options.signal, late]) : late });
    } catch (cause) {
      if (options.signal?.aborted) throw cause;
      const late = cause instanceof DOMException && cause.name === 'TimeoutError';
      return new HaatError({
        status: 0,
        code: late ? 'client.timeout' : 'client.network',
        message: late ? 'The server took too long to answer.' : 'The server could not be reached.',
        cause,
      });
    }
  }

  // What it sends with always carries the cookies of its own origin: not for a caller who leaves them out.
  #canWatch(): boolean {
    return !this.#ownFetch && typeof XMLHttpRequest !== 'undefined' && this.#o.auth.credentials !== 'omit';
  }

  /** Milliseconds before the next try, or null when there must be none. */
  #pause(error: HaatError, attempt: number): number | null {
    if (attempt >= this.#o.retries) return null;
    if (error.status !== 0 && !retryable.has(error.status)) return null;
    if (error.code === 'client.bad_answer') return null;
    if (error.retryAfter === null) return backoff(attempt, this.#o.random);
    if (error.retryAfter > this.#o.patience) return null;
    return error.retryAfter * 1000 + backoff(0, this.#o.random);
  }

  async #headers(call: Call, options: Pick<CallOptions, 'headers' | 'ifMatch'>, key: string | undefined): Promise<Headers> {
    const headers = new Headers({ Accept: 'application/json' });
    if (this.#o.locale !== undefined) headers.set('Accept-Language', this.#o.locale);
    if (key !== undefined) headers.set('Idempotency-Key', key);
    if (options.ifMatch !== undefined) headers.set('If-Match', options.ifMatch);
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    await this.#o.auth.prepare(headers);
    if (call.contentType !== undefined) headers.set('Content-Type', call.contentType);
    return headers;
  }

  #url(call: Call): string {
    return this.#o.baseUrl + call.path + queryString(call.query);
  }
}

function encode(call: Call, headers: Headers): BodyInit | undefined {
  const { body } = call;
  if (body === undefined) return undefined;
  if (body instanceof FormData || body instanceof Blob) return body;
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  return JSON.stringify(body);
}

/** Lists are comma-separated, as the API reads them; absent values are left out. */
function queryString(query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    params.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
