import {
  BackupError,
  throwIfCancelled,
  type CancelSignal,
  type UploadObserver,
  type UploadPart,
} from '@keepsake/engine';
import type { RemoteFault } from './remote-faults.ts';

/** The way of one upload's bytes from the device to the server. */
export class FakeWire {
  #sentBytes = 0;
  readonly #remote: { bytesReceived: number };
  readonly #observer: UploadObserver;
  readonly #signal: CancelSignal;
  readonly #fault: RemoteFault | undefined;
  readonly #throwIfOffline: () => void;

  constructor(
    remote: { bytesReceived: number },
    observer: UploadObserver,
    signal: CancelSignal,
    fault: RemoteFault | undefined,
    throwIfOffline: () => void,
  ) {
    this.#remote = remote;
    this.#observer = observer;
    this.#signal = signal;
    this.#fault = fault;
    this.#throwIfOffline = throwIfOffline;
  }

  async send(part: UploadPart): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let partBytes = 0;
    for await (const chunk of untilCancelled(part.read(), this.#signal)) {
      this.#throwIfOffline();
      partBytes += chunk.length;
      if (partBytes > part.sizeBytes) throw changed(part);
      chunks.push(Uint8Array.from(chunk));
      this.#sentBytes += chunk.length;
      this.#remote.bytesReceived += chunk.length;
      this.#observer.onBytesSent(this.#sentBytes);
      await this.#strike();
    }
    throwIfCancelled(this.#signal);
    this.#throwIfOffline();
    if (partBytes !== part.sizeBytes) throw changed(part);
    return Uint8Array.from(Buffer.concat(chunks));
  }

  async #strike(): Promise<void> {
    const fault = this.#fault;
    if (fault?.kind === 'cut-after-bytes' && this.#sentBytes >= fault.bytes) {
      throw new BackupError('network', 'the connection was cut');
    }
    if (fault?.kind === 'wait' && fault.afterBytes !== undefined && this.#sentBytes >= fault.afterBytes) {
      await settledOrCancelled(fault.until, this.#signal);
    }
  }
}

const changed = (part: UploadPart): BackupError =>
  new BackupError('changed-while-reading', `${part.fileName} is not of ${part.sizeBytes} bytes any more`);

/** The chunks of a source, even of a stuck one only until the signal tells to stop. */
async function* untilCancelled(
  source: AsyncIterable<Uint8Array>,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = iterator.next();
      await settledOrCancelled(next, signal);
      const result = await next;
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    // Not awaited: a stuck source does not return either.
    iterator.return?.().catch(() => undefined);
  }
}

/** Waits until the promise settles either way; throws the signal's reason as soon as it is told to stop. */
export async function settledOrCancelled(until: Promise<unknown>, signal: CancelSignal): Promise<void> {
  const settled = Promise.allSettled([until]);
  throwIfCancelled(signal);
  let stop = (): void => undefined;
  const cancelled = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener('abort', stop);
  try {
    await Promise.race([settled, cancelled]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throwIfCancelled(signal);
}
