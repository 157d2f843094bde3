import { HaatError } from '../src/index.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

type Reply = (seen: Seen, signal: AbortSignal | null) => Response | Promise<Response>;

/** A fetch that answers from a script and remembers what it was asked. */
export function fakeServer(...replies: Reply[]): { fetch: typeof fetch; seen: Seen[] } {
  const seen: Seen[] = [];
  const fake: typeof fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : init?.body;
    const asked = { method: init?.method ?? 'GET', url: String(input), headers: new Headers(init?.headers), body };
    seen.push(asked);
    const reply = replies[Math.min(seen.length - 1, replies.length - 1)];
    if (!reply) throw new Error('the fake server was given no replies');
    return reply(asked, init?.signal ?? null);
  };
  return { fetch: fake, seen };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

export const problem = (status: number, code: string, extra: object = {}, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify({ status, code, title: 'Refused', detail: 'It was refused.', ...extra }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });

export const dropped = () => () => Promise.reject(new TypeError('fetch failed'));

export async function failure(promise: PromiseLike<unknown>): Promise<HaatError> {
  try {
    await promise;
  } catch (err) {
    if (err instanceof HaatError) return err;
    throw err;
  }
  throw new Error('the call was expected to fail');
}
