import { BackupError, CancelSource, throwIfCancelled, type CancelSignal, type Clock } from '@keepsake/engine';
import type { HttpAnswer, HttpRequest, HttpTransport } from './http-transport.ts';
import { textOfUtf8 } from './utf8.ts';

/** What a fetch transport needs of the platform; browsers, Node and React Native have all of it. */
export interface FetchPlatform {
  fetch(url: string, init: FetchInit): Promise<FetchAnswer>;
  createAbortController(): { readonly signal: unknown; abort(): void };
  /** Turns chunks into what this platform's fetch takes for a streamed body. */
  streamBody(chunks: AsyncIterable<Uint8Array>): unknown;
  readonly clock: Clock;
  /** After so long without a byte in either direction a request is given up (U6); default 30 s. */
  readonly stallTimeoutMs?: number;
}

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly duplex?: 'half';
  readonly redirect: 'manual';
  readonly credentials: 'omit';
  readonly cache: 'no-store';
  readonly signal: unknown;
}

/** The part of a Response that is used. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Absent where a platform cannot stream answers. */
  readonly body?: { getReader(): FetchReader } | null;
  text(): Promise<string>;
}

interface FetchReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
}

const STALL_TIMEOUT_MS = 30_000;

/**
 * Sends requests by the platform's own fetch. A stall is noticed within a sixth more than its timeout; bytes count as
 * handed to the network when fetch asks for the next ones.
 */
export function createFetchTransport(platform: FetchPlatform): HttpTransport {
  return {
    send: async (request, signal) => {
      throwIfCancelled(signal);
      const exchange = new Exchange(platform, signal);
      try {
        return new ExchangeAnswer(exchange, await exchange.run(exchange.fetch(request)));
      } catch (error) {
        exchange.end();
        throw error;
      }
    },
  };
}

/** One request and its answer: whatever ends it first, ends all of it. */
class Exchange {
  readonly #platform: FetchPlatform;
  readonly #abort: { readonly signal: unknown; abort(): void };
  readonly #live: CancelSource;
  #fail: (error: unknown) => void = () => undefined;
  readonly #ended = new Promise<never>((_resolve, reject) => {
    this.#fail = reject;
  });
  #movements = 0;

  constructor(platform: FetchPlatform, signal: CancelSignal) {
    this.#platform = platform;
    this.#abort = platform.createAbortController();
    this.#ended.catch(() => undefined);
    this.#live = new CancelSource(signal);
    this.#live.addEventListener('abort', () => {
      this.#fail(this.#live.reason);
      this.#abort.abort();
    });
    this.#watch().catch(() => undefined);
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

  fetch(request: HttpRequest): Promise<FetchAnswer> {
    const { body } = request;
    const chunks = body.kind === 'stream' ? this.#watched(body.read(), request.onBytesSent) : undefined;
    // Not awaited: a stuck source does not return either.
    this.#live.addEventListener('abort', () => {
      chunks?.return(undefined).catch(() => undefined);
    });
    return this.#platform.fetch(request.url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(body.kind === 'json' && { 'content-type': 'application/json' }),
        ...(body.kind === 'stream' && {
          'content-type': body.contentType,
          'content-length': String(body.sizeBytes),
        }),
      },
      ...(body.kind === 'json' && { body: body.text }),
      ...(chunks !== undefined && {
        body: this.#platform.streamBody(chunks),
        duplex: 'half',
      }),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: this.#abort.signal,
    });
  }

  moved(): void {
    this.#movements += 1;
  }

  /** Ends everything that still runs; after the answer was read nothing does. */
  end(): void {
    this.#live.cancel();
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
    const stallTimeoutMs = this.#platform.stallTimeoutMs ?? STALL_TIMEOUT_MS;
    let seen = -1;
    for (let quietRounds = 0; ; quietRounds += 1) {
      if (seen !== this.#movements) quietRounds = 0;
      seen = this.#movements;
      if (quietRounds >= 6) {
        this.#live.cancel(new BackupError('timeout', 'The server is silent: no byte moved for too long'));
      }
      await this.#platform.clock.sleep(stallTimeoutMs / 6, this.#live);
    }
  }
}

class ExchangeAnswer implements HttpAnswer {
  readonly status: number;
  readonly #exchange: Exchange;
  readonly #answer: FetchAnswer;

  constructor(exchange: Exchange, answer: FetchAnswer) {
    this.#exchange = exchange;
    this.#answer = answer;
    this.status = answer.status;
    exchange.moved();
  }

  header(name: string): string | undefined {
    return this.#answer.headers.get(name) ?? undefined;
  }

  async text(maxBytes: number): Promise<string> {
    try {
      if (Number(this.header('content-length') ?? 0) > maxBytes) throw tooLong();
      const reader = this.#answer.body?.getReader();
      return await this.#exchange.run(
        reader === undefined ? this.#answer.text() : this.#readAll(reader, maxBytes),
      );
    } finally {
      this.#exchange.end();
    }
  }

  async #readAll(reader: FetchReader, maxBytes: number): Promise<string> {
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) break;
      this.#exchange.moved();
      sizeBytes += value.length;
      if (sizeBytes > maxBytes) throw tooLong();
      chunks.push(value);
    }
    const bytes = new Uint8Array(sizeBytes);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return textOfUtf8(bytes);
  }
}

const tooLong = (): BackupError => new BackupError('bad-answer', 'The server answers more than makes sense');
