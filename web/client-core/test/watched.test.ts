import { afterEach, describe, expect, it, vi } from 'vitest';
import { ClientCore, apiKey } from '../src/index.ts';
import { failure } from './fake-server.ts';

/** What of a browser's request the client uses; a test moves it along by hand. */
class FakeRequest {
  static last: FakeRequest | undefined;
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: (e: object) => void } = {};
  onprogress?: () => void;
  onload?: () => void;
  onerror?: () => void;
  status = 0;
  statusText = '';
  responseText = '';
  opened: readonly string[] = [];
  sent: unknown;
  aborted = false;

  constructor() {
    FakeRequest.last = this;
  }
  open(...args: string[]) {
    this.opened = args;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  getAllResponseHeaders() {
    return 'Content-Type: application/json\r\nX-Request-Id: req_1\r\n';
  }
  send(body: unknown) {
    this.sent = body;
  }
  abort() {
    this.aborted = true;
  }
  answer(status: number, body: object) {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload?.();
  }
}

const upload = { method: 'POST', path: '/media', body: new FormData() } as const;
// Headers are made ready before anything is sent.
async function begun(): Promise<FakeRequest> {
  const request = await vi.waitFor(() => {
    if (FakeRequest.last?.sent !== upload.body) throw new Error('nothing was sent');
    return FakeRequest.last;
  }, 10_000);
  FakeRequest.last = undefined;
  return request;
}

describe('a watched upload', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('tells how far it is and answers like any call', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const told: number[] = [];
    const answer = new ClientCore({ locale: 'ne' }).call(upload, { onProgress: (sent) => told.push(sent) });
    const request = await begun();
    request.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 });
    request.upload.onprogress?.({ lengthComputable: false, loaded: 2, total: 0 });
    request.upload.onprogress?.({ lengthComputable: true, loaded: 4, total: 4 });
    request.answer(201, { url: '/media/a.png' });
    expect(await answer).toEqual({ url: '/media/a.png' });
    expect(told).toEqual([0.25, 1]);
    expect(request.opened).toEqual(['POST', '/media']);
    expect(request.headers).toMatchObject({ 'accept-language': 'ne' });
  });

  it('is refused, cut off and called back like any call', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const core = new ClientCore({ retries: 0 });
    const refused = failure(core.call(upload, { onProgress: () => {} }));
    (await begun()).answer(415, { code: 'media.kind', detail: 'Not a picture.' });
    expect(await refused).toMatchObject({ status: 415, requestId: 'req_1' });

    const cut = failure(core.call(upload, { onProgress: () => {} }));
    (await begun()).onerror?.();
    expect((await cut).code).toBe('client.network');

    const leaving = new AbortController();
    const left = core.call(upload, { onProgress: () => {}, signal: leaving.signal }).catch((err: unknown) => err);
    const request = await begun();
    leaving.abort();
    expect(await left).toMatchObject({ name: 'AbortError' });
    expect(request.aborted).toBe(true);
  });

  it('may take long while something moves, and no longer', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const late = failure(new ClientCore({ timeout: 1000, retries: 0 }).call(upload, { onProgress: () => {} }));
    await vi.advanceTimersByTimeAsync(0);
    const request = await begun();
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(900);
      request.upload.onprogress?.({ lengthComputable: true, loaded: i, total: 9 });
    }
    expect(request.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1001);
    expect((await late).code).toBe('client.timeout');
    expect(request.aborted).toBe(true);
  });

  it('is not made for a caller who leaves cookies out or brings an own fetch', async () => {
    vi.stubGlobal('XMLHttpRequest', class {
      constructor() {
        throw new Error('used');
      }
    });
    const answers = async () => new Response('{}', { headers: { 'Content-Type': 'application/json' } });
    vi.stubGlobal('fetch', answers);
    expect(await new ClientCore({ auth: apiKey('k') }).call(upload, { onProgress: () => {} })).toEqual({});
    expect(await new ClientCore({ fetch: answers }).call(upload, { onProgress: () => {} })).toEqual({});
  });
});
