import { HaatError, errorFrom } from './errors.ts';
import { backoff } from './wait.ts';

export interface StreamEvent {
  readonly id: string;
  readonly type: string;
  /** Parsed JSON; the raw text when it is not JSON. */
  readonly data: unknown;
}

export type StreamState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface Subscription {
  readonly state: StreamState;
  readonly lastEventId: string;
  close(): void;
}

interface Setup {
  readonly open: (lastEventId: string, signal: AbortSignal) => Promise<Response>;
  readonly renew: () => Promise<boolean>;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState?: (state: StreamState) => void;
  readonly onError?: (error: HaatError) => void;
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal | null) => Promise<void>;
  /** Milliseconds without a byte (the server sends comments while idle) before the line counts as dead. */
  readonly silence?: number;
}

/** Why a connection ended: `retry` reconnects, `stop` was said by the server, an error is final. */
type Ending = 'retry' | 'stop' | HaatError;

/**
 * Follows a server-sent event stream over fetch (EventSource cannot carry a
 * bearer token). It resumes after the last event id, waits longer after each
 * failure, and gives up only when the server refuses (4xx) or says 204.
 */
export function subscribe(setup: Setup): Subscription {
  const stop = new AbortController();
  const line = new Line(setup, stop);
  if (setup.signal?.aborted) stop.abort();
  setup.signal?.addEventListener('abort', () => stop.abort(), { once: true });
  void line.run();
  return line;
}

class Line implements Subscription {
  state: StreamState = 'connecting';
  lastEventId: string;
  readonly #s: Setup;
  readonly #stop: AbortController;
  #failures = 0;
  #delay: number | null = null;

  constructor(setup: Setup, stop: AbortController) {
    this.#s = setup;
    this.#stop = stop;
    this.lastEventId = setup.lastEventId ?? '';
  }

  close(): void {
    this.#stop.abort();
    this.#turn('closed');
  }

  async run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#turn('connecting');
      const ending = await this.#follow();
      if (this.#stop.signal.aborted) break;
      if (ending !== 'retry') {
        if (ending instanceof HaatError) this.#s.onError?.(ending);
        break;
      }
      this.#turn('waiting');
      const pause = this.#delay ?? 500;
      await this.#s.sleep(pause + backoff(this.#failures++, this.#s.random, 500, 30_000), this.#stop.signal).catch(() => {});
    }
    this.#turn('closed');
  }

  async #follow(): Promise<Ending> {
    const watch = new Watch(this.#stop.signal, this.#s.silence ?? 75_000);
    try {
      const response = await this.#s.open(this.lastEventId, watch.signal);
      if (response.status === 401 && (await this.#s.renew())) return 'retry';
      if (response.status === 204) return 'stop';
      if (!response.ok) {
        const error = await errorFrom(response);
        return response.status >= 500 || response.status === 429 || response.status === 408 ? 'retry' : error;
      }
      if (response.body === null) return 'retry';
      this.#turn('open');
      await this.#read(response.body, watch);
      return 'retry';
    } catch {
      return 'retry';
    } finally {
      watch.end();
    }
  }

  async #read(body: ReadableStream<Uint8Array>, watch: Watch): Promise<void> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      watch.alive();
      // Only a line that delivers something counts as mended: a server that
      // accepts and hangs up must not be called in a tight loop.
      this.#failures = 0;
      for (const raw of parser.push(decoder.decode(value, { stream: true }))) this.#deliver(raw);
      this.#delay = parser.retry;
    }
  }

  #deliver(raw: RawEvent): void {
    if (raw.id !== null) this.lastEventId = raw.id;
    if (raw.data === '') return;
    const event = { id: this.lastEventId, type: raw.type, data: parsed(raw.data) };
    try {
      this.#s.onEvent(event);
    } catch (err) {
      // A listener's own fault must be seen, but must not cut the line.
      queueMicrotask(() => {
        throw err;
      });
    }
  }

  #turn(state: StreamState): void {
    if (this.state === state && state !== 'connecting') return;
    this.state = state;
    this.#s.onState?.(state);
  }
}

/** Aborts a connection that has been silent for too long: a dead peer sends no end. */
class Watch {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout>;

  constructor(outer: AbortSignal, ms: number) {
    this.#ms = ms;
    this.signal = AbortSignal.any([outer, this.#own.signal]);
    this.#timer = setTimeout(() => this.#own.abort(), ms);
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#own.abort(), this.#ms);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#own.abort();
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

interface RawEvent {
  readonly id: string | null;
  readonly type: string;
  readonly data: string;
}

/** The event stream format, fed in pieces that may break anywhere. */
export class EventParser {
  /** The server's wish for the pause before reconnecting, in milliseconds. */
  retry: number | null = null;
  #rest = '';
  #id: string | null = null;
  #type = '';
  #data: string[] = [];

  push(chunk: string): RawEvent[] {
    this.#rest += chunk;
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const held = this.#rest.endsWith('\r') ? '\r' : '';
    const text = held === '' ? this.#rest : this.#rest.slice(0, -1);
    const lines = text.split(/\r\n|\r|\n/);
    this.#rest = (lines.pop() ?? '') + held;
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): RawEvent[] {
    if (line === '') return this.#flush();
    if (line.startsWith(':')) return [];
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return [];
  }

  #flush(): RawEvent[] {
    const event = { id: this.#id, type: this.#type || 'message', data: this.#data.join('\n') };
    const empty = this.#data.length === 0 && this.#id === null;
    this.#id = null;
    this.#type = '';
    this.#data = [];
    return empty ? [] : [event];
  }
}
