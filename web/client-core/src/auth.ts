/**
 * How a request proves who sends it. `prepare` adds what is needed; `renew` is
 * called once when the server answers 401 and says whether a second try with
 * fresh credentials makes sense.
 */
export interface Auth {
  readonly credentials: RequestCredentials;
  prepare(headers: Headers): Promise<void>;
  renew(): Promise<boolean>;
}

/** The browser's HttpOnly session cookie; nothing to hold, nothing to renew. */
export function cookies(credentials: RequestCredentials = 'same-origin'): Auth {
  return { credentials, prepare: async () => {}, renew: async () => false };
}

/** A scoped API key, for programs. */
export function apiKey(key: string): Auth {
  return {
    credentials: 'omit',
    prepare: async (headers) => headers.set('Authorization', `Bearer ${key}`),
    renew: async () => false,
  };
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

export type Refresh = (refreshToken: string) => Promise<Tokens>;

interface BearerOptions {
  readonly tokens?: Tokens | null;
  readonly refresh: Refresh;
  /** Called with every new pair, and with null when the session has ended: the place to store it. */
  readonly changed?: (tokens: Tokens | null) => void;
}

/**
 * A short-lived access token with a rotating refresh token. Re-using a refresh
 * token revokes the whole family on the server, so concurrent 401s share one
 * refresh: two would log the user out.
 */
export class BearerSession implements Auth {
  readonly credentials = 'omit' as const;
  readonly #refresh: Refresh;
  readonly #changed: (tokens: Tokens | null) => void;
  #tokens: Tokens | null;
  #renewing: Promise<boolean> | null = null;

  constructor(options: BearerOptions) {
    this.#tokens = options.tokens ?? null;
    this.#refresh = options.refresh;
    this.#changed = options.changed ?? (() => {});
  }

  get tokens(): Tokens | null {
    return this.#tokens;
  }

  /** Starts (after a log-in) or ends (null) the session. */
  set(tokens: Tokens | null): void {
    this.#tokens = tokens;
    this.#changed(tokens);
  }

  async prepare(headers: Headers): Promise<void> {
    if (this.#renewing) await this.#renewing;
    if (this.#tokens) headers.set('Authorization', `Bearer ${this.#tokens.access_token}`);
  }

  renew(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew(): Promise<boolean> {
    const before = this.#tokens;
    if (!before) return false;
    try {
      this.set(await this.#refresh(before.refresh_token));
      return true;
    } catch (err) {
      // Only a refusal ends the session; a dropped connection must not.
      if (isRefusal(err)) this.set(null);
      return false;
    }
  }
}

function isRefusal(err: unknown): boolean {
  if (typeof err !== 'object' || err === null || !('status' in err)) return false;
  return typeof err.status === 'number' && err.status >= 400 && err.status < 500 && err.status !== 429;
}
