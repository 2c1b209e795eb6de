import { BackupError } from '@keepsake/engine';
import type { FetchAnswer } from './fetch-platform.ts';
import type { HttpAnswer } from './http-transport.ts';
import { textOfUtf8 } from './utf8.ts';

/** The exchange that an answer is a part of. */
interface LiveExchange {
  /** The work's result, unless the exchange ends before. */
  run<T>(work: Promise<T>): Promise<T>;
  moved(): void;
  holdUp(): void;
  limitText(): Promise<void>;
  end(): void;
}

/** An answer that fetch got, as long as its exchange is alive. */
export class FetchedAnswer implements HttpAnswer {
  readonly status: number;
  readonly #exchange: LiveExchange;
  readonly #answer: FetchAnswer;

  constructor(exchange: LiveExchange, answer: FetchAnswer) {
    this.#exchange = exchange;
    this.#answer = answer;
    this.status = answer.status;
    exchange.moved();
  }

  header(name: string): string | undefined {
    return this.#answer.headers.get(name) ?? undefined;
  }

  async text(maxBytes: number): Promise<string> {
    // It fails when the exchange ends before.
    this.#exchange.limitText().catch(() => undefined);
    try {
      if (Number(this.header('content-length') ?? 0) > maxBytes) throw tooLong();
      // No body, or a platform that cannot stream one.
      if (this.#answer.body === null || this.#answer.body === undefined)
        return await this.#exchange.run(this.#answer.text());
      return await this.#readAll(maxBytes);
    } finally {
      this.#exchange.end();
    }
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    try {
      if (this.#answer.body === undefined) {
        yield new Uint8Array(await this.#exchange.run(this.#answer.arrayBuffer()));
        return;
      }
      const reader = this.#answer.body?.getReader();
      while (reader !== undefined) {
        const { done, value } = await this.#exchange.run(reader.read());
        if (done || value === undefined) return;
        this.#exchange.holdUp();
        yield value;
        this.#exchange.moved();
      }
    } finally {
      this.#exchange.end();
    }
  }

  async #readAll(maxBytes: number): Promise<string> {
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of this.bytes()) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLong();
      chunks.push(chunk);
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
