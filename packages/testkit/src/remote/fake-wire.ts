import { BackupError, throwIfCancelled, type CancelSignal, type UploadObserver } from '@keepsake/engine';
import type { RemoteFault } from './remote-faults.ts';

/** Bytes on their way, of which it is known how many there are. */
export interface FakeCargo {
  /** For the words of errors. */
  readonly name: string;
  readonly sizeBytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/** What the way of a call's bytes depends on. */
export interface FakeWireOptions {
  readonly observer: UploadObserver;
  readonly signal: CancelSignal;
  readonly fault: RemoteFault | undefined;
  /** Called for each chunk that arrives; throws when the wire is dead. */
  readonly onArrival: (chunk: Uint8Array) => void;
}

/** The way of one call's bytes from the device to the server. */
export class FakeWire {
  #sentBytes = 0;
  readonly #options: FakeWireOptions;

  constructor(options: FakeWireOptions) {
    this.#options = options;
  }

  /** Sends all of it, chunk by chunk; what arrived before an error did arrive. */
  async send(cargo: FakeCargo): Promise<void> {
    const { observer, signal, onArrival } = this.#options;
    let cargoBytes = 0;
    for await (const chunk of untilCancelled(cargo.read(), signal)) {
      cargoBytes += chunk.length;
      if (cargoBytes > cargo.sizeBytes) throw changed(cargo);
      for (const piece of this.#upToTheCut(chunk)) {
        onArrival(Uint8Array.from(piece));
        this.#sentBytes += piece.length;
        observer.onBytesSent(this.#sentBytes);
        await this.#strike();
      }
    }
    throwIfCancelled(signal);
    if (cargoBytes !== cargo.sizeBytes) throw changed(cargo);
  }

  /** The chunk, in two when the wire breaks within it. */
  #upToTheCut(chunk: Uint8Array): readonly Uint8Array[] {
    const { fault } = this.#options;
    const left = fault?.kind === 'cut-after-bytes' ? fault.bytes - this.#sentBytes : chunk.length;
    return left > 0 && left < chunk.length ? [chunk.subarray(0, left), chunk.subarray(left)] : [chunk];
  }

  async #strike(): Promise<void> {
    const { fault, signal } = this.#options;
    if (fault?.kind === 'cut-after-bytes' && this.#sentBytes >= fault.bytes) {
      throw new BackupError('network', 'the connection was cut');
    }
    if (fault?.kind === 'wait' && fault.afterBytes !== undefined && this.#sentBytes >= fault.afterBytes) {
      await waitFor(fault, signal);
    }
  }
}

/** Waits as the fault says, and fails when it says so. */
export async function waitFor(
  fault: RemoteFault & { readonly kind: 'wait' },
  signal: CancelSignal,
): Promise<void> {
  await settledOrCancelled(typeof fault.until === 'function' ? fault.until() : fault.until, signal);
  if (fault.failsWith !== undefined) {
    throw new BackupError(fault.failsWith, `injected: ${fault.failsWith} after a wait`);
  }
}

const changed = ({ name, sizeBytes }: FakeCargo): BackupError =>
  new BackupError('changed-while-reading', `${name} is not of ${sizeBytes} bytes any more`);

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
async function settledOrCancelled(until: Promise<unknown>, signal: CancelSignal): Promise<void> {
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
