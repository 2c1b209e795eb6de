import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { setImmediate as afterPendingReads } from 'node:timers/promises';
import { BackupError, type CancelSignal } from '@keepsake/engine';
import { TEXT_PATIENCE, type HttpAnswer, type HttpBody, type HttpRequest } from '@keepsake/remote';
import { beginRequest } from './begin-request.ts';
import { codeOfNodeError, networkErrorOf } from './network-errors.ts';
import { readBytes } from './read-bytes.ts';
import { readText } from './read-text.ts';

export interface ExchangeOptions {
  /** False: a connection for this exchange alone. */
  readonly agent: Agent | false;
  readonly stallTimeoutMs: number;
}

/** One request on its way to a server, and its answer on its way back. Begins at once, and ends once. */
export class HttpExchange {
  /** The head of the answer, or why there is none. */
  readonly answer: Promise<HttpAnswer>;
  readonly #request: HttpRequest;
  readonly #patienceMs: number;
  readonly #textPatienceMs: number;
  readonly #signal: CancelSignal;
  readonly #client: ClientRequest;
  readonly #head = Promise.withResolvers<HttpAnswer>();
  /** Rejects when the exchange breaks; never resolves. */
  readonly #broken = Promise.withResolvers<never>();
  readonly #onCancel = (): void => {
    this.#end(this.#signal.reason);
  };
  #source: AsyncIterator<Uint8Array> | undefined;
  #hasAnswer = false;
  #hasEnded = false;
  #wasStale = false;
  #sentBytes = 0;
  #wakeWriter: () => void = () => undefined;

  constructor(request: HttpRequest, options: ExchangeOptions, signal: CancelSignal) {
    this.#request = request;
    this.#signal = signal;
    this.#broken.promise.catch(() => undefined);
    this.answer = Promise.race([this.#head.promise, this.#broken.promise]);
    this.#patienceMs = options.stallTimeoutMs + (request.morePatienceMs ?? 0);
    this.#textPatienceMs = options.stallTimeoutMs * TEXT_PATIENCE;
    this.#client = beginRequest(request, options.agent, this.#patienceMs);
    this.#client.on('response', (message) => {
      this.#onResponse(message);
    });
    this.#client.on('error', (error) => {
      this.#onError(error);
    });
    this.#client.on('timeout', () => {
      this.#end(new BackupError('timeout', `No byte moved for ${this.#patienceMs / 1000} s`));
      this.#client.destroy();
    });
    this.#client.on('close', () => {
      // After an answer, reading it tells how it ended.
      if (!this.#hasAnswer) this.#end(networkErrorOf({ code: 'ECONNRESET' }));
      this.#wakeWriter();
    });
    signal.addEventListener('abort', this.#onCancel);
    this.#sendBody(request.body).catch((error: unknown) => {
      if (!this.#hasAnswer) this.#end(error);
    });
  }

  /** It failed because an idle connection that was used again had been closed by the server, without a byte of an answer. */
  get wasStale(): boolean {
    return this.#wasStale;
  }

  /** Bytes of the body that the network took. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  #onResponse(message: IncomingMessage): void {
    this.#hasAnswer = true;
    const { body } = this.#request;
    if (body.kind === 'stream' && this.#client.writableEnded) this.#tellSent(body.sizeBytes);
    this.#stopSource();
    this.#head.resolve({
      status: message.statusCode ?? 0,
      header: (name) => {
        const value = message.headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(', ') : value;
      },
      text: (maxBytes) => this.#text(message, maxBytes),
      bytes: () => this.#bytes(message),
    });
  }

  async *#bytes(message: IncomingMessage): AsyncGenerator<Uint8Array> {
    let isWhole = false;
    try {
      for await (const chunk of readBytes(message, this.#broken.promise)) {
        // While the reader is busy with it, nothing moves, and that is no stall.
        this.#client.setTimeout(0);
        yield chunk;
        this.#client.setTimeout(this.#patienceMs);
      }
      isWhole = true;
    } finally {
      if (!isWhole) message.destroy();
      this.#end(undefined);
    }
  }

  async #text(message: IncomingMessage, maxBytes: number): Promise<string> {
    const limit = setTimeout(() => {
      this.#end(new BackupError('timeout', 'The server does not come to the end of its answer'));
    }, this.#textPatienceMs);
    try {
      const text = await Promise.race([readText(message, maxBytes), this.#broken.promise]);
      this.#end(undefined);
      return text;
    } catch (error) {
      this.#end(error);
      throw error;
    } finally {
      clearTimeout(limit);
    }
  }

  #onError(error: unknown): void {
    // An answer that came wins over the connection that broke behind it.
    if (this.#hasAnswer) return;
    const code = codeOfNodeError(error);
    this.#wasStale =
      !this.#hasEnded && this.#client.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
    this.#end(networkErrorOf(error));
  }

  /**
   * Lets go of everything; the first call decides how it ended. Undefined: well. After half a request the connection is
   * of no use, because the server waits for the rest on it.
   */
  #end(error: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#signal.removeEventListener('abort', this.#onCancel);
    this.#stopSource();
    if (error !== undefined || !this.#client.writableEnded) this.#client.destroy();
    if (error !== undefined) this.#broken.reject(error);
  }

  /** Not awaited: a stuck source does not return either. */
  #stopSource(): void {
    this.#wakeWriter();
    const source = this.#source;
    this.#source = undefined;
    source?.return?.().catch(() => undefined);
  }

  async #sendBody(body: HttpBody): Promise<void> {
    if (body.kind !== 'stream' || body.sizeBytes === 0) {
      this.#client.end(body.kind === 'json' ? body.text : undefined);
      return;
    }
    const source = body.read()[Symbol.asyncIterator]();
    this.#source = source;
    for (let writtenBytes = 0; writtenBytes < body.sizeBytes;) {
      const next = await source.next();
      // An answer may have come before all was sent. It is read before the next bytes are written, because writing to
      // a connection that the server closed would throw away what it said.
      await afterPendingReads();
      if (this.#source === undefined) return;
      if (next.done === true)
        throw new BackupError('changed-while-reading', 'The body ended before its length');
      writtenBytes += next.value.length;
      await this.#write(next.value, writtenBytes >= body.sizeBytes);
      this.#tellSent(writtenBytes);
    }
    this.#stopSource();
  }

  #tellSent(bytes: number): void {
    if (this.#hasEnded || bytes <= this.#sentBytes) return;
    this.#sentBytes = bytes;
    this.#request.onBytesSent?.(bytes);
  }

  /** Done when the network took the bytes: one chunk is under way at a time, however slow the server is. */
  #write(chunk: Uint8Array, isLast: boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeWriter = resolve;
      const taken = (): void => {
        resolve();
      };
      if (isLast) this.#client.end(chunk, taken);
      else this.#client.write(chunk, taken);
    });
  }
}
