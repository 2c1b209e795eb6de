import { BackupError, CancelSource, throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import { FetchedAnswer } from './fetched-answer.ts';
import type { FetchAnswer, FetchPlatform } from './fetch-platform.ts';
import { TEXT_PATIENCE, type HttpAnswer, type HttpBody, type HttpRequest } from './http-transport.ts';

const STALL_TIMEOUT_MS = 30_000;

/** One request and its answer: whatever ends it first, ends all of it. */
export class FetchExchange {
  readonly #platform: FetchPlatform;
  readonly #request: HttpRequest;
  readonly #abort: { readonly signal: unknown; abort(): void };
  readonly #live: CancelSource;
  #fail: (error: unknown) => void = () => undefined;
  readonly #ended = new Promise<never>((_resolve, reject) => {
    this.#fail = reject;
  });
  #movements = 0;
  #isHeldUp = false;

  constructor(platform: FetchPlatform, request: HttpRequest, signal: CancelSignal) {
    this.#platform = platform;
    this.#request = request;
    this.#abort = platform.createAbortController();
    this.#ended.catch(() => undefined);
    this.#live = new CancelSource(signal);
    this.#live.addEventListener('abort', () => {
      this.#fail(this.#live.reason);
      this.#abort.abort();
    });
    this.#watch().catch(() => undefined);
  }

  /** Answers as soon as the head of the answer is there. */
  async send(): Promise<HttpAnswer> {
    try {
      return new FetchedAnswer(this, await this.run(this.#fetch()));
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** The work's result, unless the exchange ends before. */
  async run<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.#ended]);
    } catch (error) {
      if (this.#live.aborted) throw this.#live.reason;
      if (error instanceof BackupError) throw error;
      throw new BackupError('network', 'The connection to the server failed', { cause: error });
    }
  }

  /** A byte moved. */
  moved(): void {
    this.#movements += 1;
    this.#isHeldUp = false;
  }

  /** Whoever reads the answer is busy: that nothing moves until they go on is no stall. */
  holdUp(): void {
    this.#isHeldUp = true;
  }

  /** From now on it is an answer's text that comes, which may not take for ever, however steadily it trickles. */
  async limitText(): Promise<void> {
    const { clock, stallTimeoutMs = STALL_TIMEOUT_MS } = this.#platform;
    await clock.sleep(stallTimeoutMs * TEXT_PATIENCE, this.#live);
    this.#live.cancel(new BackupError('timeout', 'The server does not come to the end of its answer'));
  }

  /** Ends everything that still runs; after the answer was read nothing does. */
  end(): void {
    this.#live.cancel();
  }

  #fetch(): Promise<FetchAnswer> {
    const { body, method, url, headers, onBytesSent } = this.#request;
    const chunks = body.kind === 'stream' ? this.#watched(body.read(), onBytesSent) : undefined;
    // Not awaited: a stuck source does not return either.
    this.#live.addEventListener('abort', () => {
      chunks?.return(undefined).catch(() => undefined);
    });
    return this.#platform.fetch(url, {
      method,
      headers: { ...headers, ...headersOf(body) },
      ...(body.kind === 'json' && { body: body.text }),
      ...(chunks !== undefined && { body: this.#platform.streamBody(chunks), duplex: 'half' }),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: this.#abort.signal,
    });
  }

  /** The body's chunks; an error of their source ends the exchange as it is. */
  async *#watched(
    chunks: AsyncIterable<Uint8Array>,
    onBytesSent: HttpRequest['onBytesSent'],
  ): AsyncGenerator<Uint8Array> {
    let sentBytes = 0;
    try {
      for await (const chunk of chunks) {
        throwIfCancelled(this.#live);
        this.moved();
        yield chunk;
        sentBytes += chunk.length;
        onBytesSent?.(sentBytes);
      }
    } catch (error) {
      this.#live.cancel(error);
      throw error;
    }
  }

  async #watch(): Promise<never> {
    const { stallTimeoutMs = STALL_TIMEOUT_MS } = this.#platform;
    const patienceMs = stallTimeoutMs + (this.#request.morePatienceMs ?? 0);
    let seen = -1;
    for (let quietRounds = 0; ; quietRounds += 1) {
      if (seen !== this.#movements || this.#isHeldUp) quietRounds = 0;
      seen = this.#movements;
      if (quietRounds >= 6) {
        this.#live.cancel(new BackupError('timeout', 'The server is silent: no byte moved for too long'));
      }
      await this.#platform.clock.sleep(patienceMs / 6, this.#live);
    }
  }
}

function headersOf(body: HttpBody): Readonly<Record<string, string>> {
  if (body.kind === 'json') return { 'content-type': 'application/json' };
  if (body.kind === 'none') return {};
  return { 'content-type': body.contentType, 'content-length': String(body.sizeBytes) };
}
