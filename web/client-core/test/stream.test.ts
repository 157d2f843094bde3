import { describe, expect, it, vi } from 'vitest';
import { ClientCore } from '../src/index.ts';
import type { HaatError, StreamEvent, StreamState } from '../src/index.ts';
import { EventParser } from '../src/stream.ts';
import { dropped, fakeServer, problem } from './fake-server.ts';

const lines = (text: string) => () => new Response(text, { status: 200, headers: { 'Content-Type': 'text/event-stream' } });
const done = () => () => new Response(null, { status: 204 });

async function follow(server: ReturnType<typeof fakeServer>, lastEventId?: string) {
  const pauses: number[] = [];
  const client = new ClientCore({ fetch: server.fetch, random: () => 0.5, sleep: async (ms) => void pauses.push(ms) });
  const events: StreamEvent[] = [];
  const states: StreamState[] = [];
  const errors: HaatError[] = [];
  const line = client.stream(
    { method: 'GET', path: '/stream' },
    { onEvent: (e) => events.push(e), onState: (s) => states.push(s), onError: (e) => errors.push(e), ...(lastEventId === undefined ? {} : { lastEventId }) },
  );
  await vi.waitUntil(() => line.state === 'closed');
  return { events, states, errors, pauses, line };
}

describe('a live stream', () => {
  it('resumes after the last event it saw when the line drops', async () => {
    const server = fakeServer(lines('id: 41\nevent: order.placed\ndata: {"id":"ord_1"}\n\n'), dropped(), lines('id: 42\ndata: {"id":"ord_2"}\n\n'), done());
    const { events, states } = await follow(server);
    expect(events).toEqual([
      { id: '41', type: 'order.placed', data: { id: 'ord_1' } },
      { id: '42', type: 'message', data: { id: 'ord_2' } },
    ]);
    expect(server.seen.map((s) => s.headers.get('Last-Event-ID'))).toEqual([null, '41', '41', '42']);
    expect(states.at(-1)).toBe('closed');
  });

  it('starts where it is told to', async () => {
    const server = fakeServer(done());
    await follow(server, '7');
    expect(server.seen[0]?.headers.get('Last-Event-ID')).toBe('7');
  });

  it('gives up when the server refuses', async () => {
    const { errors } = await follow(fakeServer(problem(404, 'order.not_found')));
    expect(errors[0]).toMatchObject({ status: 404, code: 'order.not_found' });
  });

  it('keeps trying through 5xx, waiting longer each time', async () => {
    const { pauses } = await follow(fakeServer(problem(503, 'x'), problem(503, 'x'), problem(503, 'x'), done()));
    expect(pauses).toEqual([750, 1000, 1500]);
  });

  it('closes when asked to', async () => {
    const server = fakeServer((_, signal) => new Promise((_r, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))));
    const client = new ClientCore({ fetch: server.fetch });
    const line = client.stream({ method: 'GET', path: '/stream' }, { onEvent: () => {} });
    line.close();
    expect(line.state).toBe('closed');
    await new Promise((r) => setTimeout(r, 5));
    expect(server.seen.length).toBeLessThanOrEqual(1);
  });
});

describe('the event parser', () => {
  it('reads the same events wherever the pieces break', () => {
    const text = ': hello\r\nid: 1\r\ndata: a\r\ndata: b\r\n\r\nretry: 2000\n\ndata: {"x": 1}\nevent: y\n\nid: 9\n\n';
    const whole = new EventParser().push(text);
    expect(whole).toEqual([
      { id: '1', type: 'message', data: 'a\nb' },
      { id: null, type: 'y', data: '{"x": 1}' },
      { id: '9', type: 'message', data: '' },
    ]);
    for (let cut = 1; cut < text.length; cut++) {
      const parser = new EventParser();
      expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))], `cut at ${cut}`).toEqual(whole);
      expect(parser.retry).toBe(2000);
    }
  });
});
