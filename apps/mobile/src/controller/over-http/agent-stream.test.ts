import { createFakeClock, type FakeClock } from '@keepsake/testkit/fakes';
import { describe, expect, it } from 'vitest';
import type { AgentAnswer, AgentPlatform, Visibility } from './agent-platform.ts';
import { openAgentStream } from './agent-stream.ts';

const HELLO = `data: ${JSON.stringify({
  kind: 'hello',
  device: { canFreeSpace: false, hasCloudOriginals: false },
  snapshot: { activity: { kind: 'idle' }, transfers: [], isPaused: false },
  conditions: { network: 'unmetered', isRoaming: false, isLowData: false, isCharging: true },
  account: { kind: 'signed-out' },
  access: { kind: 'folders', folders: [] },
})}\n\n`;

/** An agent whose answers the test writes, byte by byte. */
function openScriptedAgent() {
  const clock: FakeClock = createFakeClock();
  const streams: { readonly write: (text: string) => void; readonly end: () => void }[] = [];
  const page: { seen: Visibility; readonly observers: Set<() => void> } = {
    seen: 'seen',
    observers: new Set(),
  };
  let status: number | undefined = 200;
  const platform: AgentPlatform = {
    origin: '',
    clock,
    drawFrame: async () => undefined,
    forgetFrame: () => undefined,
    async fetch(_url, { signal }): Promise<AgentAnswer> {
      if (status === undefined) throw new TypeError('fetch failed');
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          streams.push({
            write: (text) => controller.enqueue(new TextEncoder().encode(text)),
            end: () => controller.close(),
          });
          signal.addEventListener('abort', () => controller.error(signal.reason));
        },
      });
      return { status, body, text: async () => '' };
    },
    visibility: {
      current: () => page.seen,
      subscribe(onChange) {
        page.observers.add(onChange);
        return () => page.observers.delete(onChange);
      },
    },
  };
  const kinds: string[] = [];
  const stream = openAgentStream(platform, ({ kind }) => kinds.push(kind));
  return {
    clock,
    streams,
    kinds,
    stream,
    answer: (next: number | undefined) => (status = next),
    become(seen: Visibility) {
      page.seen = seen;
      for (const observer of page.observers) observer();
    },
    async settle() {
      for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('the stream from the agent', () => {
  it('is connected from the first word, in whatever pieces it comes', async () => {
    const { stream, streams, kinds, settle } = openScriptedAgent();
    await settle();
    expect(stream.state.current()).toEqual({ kind: 'connecting' });
    for (const character of HELLO) streams[0]?.write(character);
    streams[0]?.write(
      ': here\n\ndata: {"kind":"of a newer agent"}\n\ndata: {"kind":"run-over","run":"r"}\n\n',
    );
    await settle();
    expect([stream.state.current(), kinds]).toEqual([{ kind: 'connected' }, ['hello', 'run-over']]);
    stream.close();
  });

  it('is lost when the agent falls silent, and is opened again', async () => {
    const { stream, streams, clock, settle } = openScriptedAgent();
    await settle();
    streams[0]?.write(HELLO);
    await settle();
    await clock.advance(29_000);
    streams[0]?.write(': here\n\n');
    await settle();
    await clock.advance(29_000);
    expect(stream.state.current().kind).toBe('connected');
    await clock.advance(2_000);
    await settle();
    expect(stream.state.current().kind).toBe('lost');
    await clock.advance(1_000);
    await settle();
    expect(streams).toHaveLength(2);
    streams[1]?.write(HELLO);
    await settle();
    expect(stream.state.current()).toEqual({ kind: 'connected' });
    stream.close();
  });

  it('asks less and less often while nobody answers, and at once when a person wants it', async () => {
    const { stream, clock, answer, streams, settle } = openScriptedAgent();
    await settle();
    answer(undefined);
    streams[0]?.end();
    await settle();
    for (let seconds = 0; seconds < 60; seconds += 1) {
      await clock.advance(1_000);
      await settle();
    }
    expect(stream.state.current().kind).toBe('lost');
    answer(200);
    stream.retry();
    await settle();
    expect(streams).toHaveLength(2);
    stream.close();
  });

  it('says that it is refused and asks no more, until somebody comes back to the page', async () => {
    const { stream, clock, answer, become, streams, settle } = openScriptedAgent();
    await settle();
    streams[0]?.end();
    for (const [askedCount, status] of [
      [2, 401],
      [3, 403],
    ] as const) {
      answer(status);
      stream.retry();
      await settle();
      for (let minutes = 0; minutes < 60; minutes += 1) {
        await clock.advance(60_000);
        await settle();
      }
      expect([status, stream.state.current().kind, streams.length]).toEqual([status, 'refused', askedCount]);
    }
    answer(200);
    become('hidden');
    await settle();
    expect(streams).toHaveLength(3);
    become('seen');
    await settle();
    streams.at(-1)?.write(HELLO);
    await settle();
    expect(stream.state.current()).toEqual({ kind: 'connected' });
    stream.close();
  });

  it('lets go while nobody sees the page, and is there when somebody does', async () => {
    const { stream, streams, clock, become, settle } = openScriptedAgent();
    await settle();
    streams[0]?.write(HELLO);
    await settle();
    become('hidden');
    await clock.advance(4_000);
    streams[0]?.write(': here\n\n');
    await settle();
    await clock.advance(2_000);
    await settle();
    expect(() => streams[0]?.write('x')).toThrow();
    await clock.advance(600_000);
    await settle();
    // It is no loss that anybody sees.
    expect([streams.length, stream.state.current().kind]).toEqual([1, 'connected']);
    become('seen');
    await settle();
    expect(streams).toHaveLength(2);
    stream.close();
  });

  it('lets go at once of a page that is left, which runs no more', async () => {
    const { stream, streams, become, settle } = openScriptedAgent();
    await settle();
    streams[0]?.write(HELLO);
    await settle();
    become('left');
    await settle();
    expect(() => streams[0]?.write('x')).toThrow();
    become('seen');
    await settle();
    expect([streams.length, stream.state.current().kind]).toEqual([2, 'connected']);
    stream.close();
  });

  it('makes way for another page, and takes its turn again, which is no loss', async () => {
    const { stream, streams, clock, kinds, become, settle } = openScriptedAgent();
    const makeWay = async (at: number): Promise<void> => {
      streams[at]?.write(`${HELLO}data: {"kind":"make-way"}\n\n`);
      streams[at]?.end();
      await settle();
    };
    await settle();
    await makeWay(0);
    await clock.advance(2_000);
    await settle();
    expect([streams.length, stream.state.current().kind, kinds]).toEqual([1, 'connected', ['hello']]);
    await clock.advance(2_000);
    await settle();
    expect(streams).toHaveLength(2);
    await makeWay(1);
    // Somebody turns to this one.
    become('seen');
    await settle();
    expect(streams).toHaveLength(3);
    stream.close();
  });
});
