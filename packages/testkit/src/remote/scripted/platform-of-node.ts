import { ReadableStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CancelSignal } from '@keepsake/engine';

/** What a fetch transport needs of a platform, of Node; requests are given up after so long without a byte. */
export function platformOfNode(stallTimeoutMs: number) {
  return {
    fetch: (url: string, init: object) => fetch(url, init),
    createAbortController: () => new AbortController(),
    streamBody: (chunks: AsyncIterable<Uint8Array>) => ReadableStream.from(chunks),
    clock: {
      now: () => 0,
      sleep: async (durationMs: number, signal: CancelSignal) => {
        const controller = new AbortController();
        signal.addEventListener('abort', () => {
          controller.abort();
        });
        await sleep(durationMs, undefined, { signal: controller.signal, ref: false });
      },
    },
    stallTimeoutMs,
  };
}
