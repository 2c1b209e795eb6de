import type { IncomingMessage } from 'node:http';

/** What may wait in memory for the disk, per request. */
const QUEUE_BYTES = 64 * 1024;

/**
 * The content of a request, gathered from the moment that its head has come: a connection that breaks while the request
 * is still being looked at does not take with it what it has brought. The request's own iterator would forget it.
 */
export class IncomingContent {
  readonly #request: IncomingMessage;
  readonly #queue: Buffer[] = [];
  #queuedBytes = 0;
  #isOver: boolean;
  #wake = (): void => undefined;

  constructor(request: IncomingMessage) {
    this.#request = request;
    this.#isOver = request.destroyed;
    // A broken connection is told by the end of the chunks.
    request.on('error', () => undefined);
    request.on('data', this.#onData).once('end', this.#onOver).once('close', this.#onOver);
  }

  /** Whether all of it has come; to be asked after the last chunk. */
  get isWhole(): boolean {
    return this.#request.complete;
  }

  /** The chunks until the content ends or breaks off; to be read once. Leaving the loop does not hang up. */
  async *chunks(): AsyncIterable<Buffer> {
    for (;;) {
      for (let chunk = this.#queue.shift(); chunk !== undefined; chunk = this.#queue.shift()) {
        this.#queuedBytes -= chunk.length;
        yield chunk;
      }
      if (this.#isOver) return;
      this.#request.resume();
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Reads over what is left, so that the answer reaches a client that is still sending. May be repeated. */
  drain(): void {
    this.#queue.length = 0;
    this.#request.off('data', this.#onData).resume();
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.length;
    if (this.#queuedBytes >= QUEUE_BYTES) this.#request.pause();
    this.#wake();
  };

  readonly #onOver = (): void => {
    this.#isOver = true;
    this.#wake();
  };
}
