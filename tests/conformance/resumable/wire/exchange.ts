import net from 'node:net';
import tls from 'node:tls';
import { AnswerReader, type Answer } from './answer-reader.ts';
import type { Field } from './fields.ts';

/** The head of a request. The client adds Host and `Connection: close`, and nothing else. */
export interface RequestHead {
  readonly method: string;
  readonly url: URL;
  readonly fields: readonly Field[];
}

/** What came of waiting for an answer. `closed`: the server hung up without one; `silent`: it said nothing for too long. */
export type Waited =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'closed' }
  | { readonly kind: 'silent' };

/** The end of content that is sent in chunks. */
export const LAST_CHUNK = '0\r\n\r\n';

/** Content in the form of one chunk of `Transfer-Encoding: chunked`. */
export function chunk(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')]);
}

/**
 * One request on a connection of its own. The content is written by the caller, in whatever pieces and at whatever
 * pace; it may stop in the middle, and cut the connection. Whoever opens it ends it by {@link Exchange.cut}.
 */
export class Exchange {
  /** Interim responses, in their order. */
  readonly interim: Answer[] = [];
  readonly #socket: net.Socket;
  readonly #patienceMs: number;
  readonly #waiting = new Set<() => void>();
  #final: Answer | undefined;
  #fault: Error | undefined;
  #isClosed = false;

  constructor({ method, url, fields }: RequestHead, patienceMs: number) {
    this.#patienceMs = patienceMs;
    this.#socket = connect(url);
    const reader = new AnswerReader(method, (answer) => {
      if (answer.status < 200) this.interim.push(answer);
      else this.#final = answer;
    });
    const read = (use: () => void): void => {
      try {
        use();
      } catch (error) {
        this.#fault = error as Error;
        this.#socket.destroy();
      }
      this.#wake();
    };
    this.#socket.on('data', (bytes: Buffer) => read(() => reader.push(bytes)));
    this.#socket.on('end', () => read(() => reader.end()));
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server may hang up while it is being written to; that it cannot be reached is another matter.
      if (error.syscall !== 'write' && error.code !== 'ECONNRESET' && error.code !== 'EPIPE')
        this.#fault ??= error;
    });
    this.#socket.on('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
    const lines = [['Host', url.host], ['Connection', 'close'], ...fields];
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.write(Buffer.from(`${method} ${url.pathname}${url.search} HTTP/1.1\r\n${head}\r\n`, 'latin1'));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isAnswered(): boolean {
    return this.#final !== undefined;
  }

  /** Sends bytes as they are; what cannot be sent any more is dropped. */
  write(bytes: Uint8Array | string): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** Says that nothing more is sent, as a client that vanishes in an orderly way does; what was written arrives. */
  end(): void {
    this.#socket.end();
  }

  /** Cuts the connection. May be called twice. */
  cut(): void {
    this.#socket.destroy();
  }

  /** Waits until an interim response is there that passes, or until there can be none any more. */
  async untilInterim(passes: (answer: Answer) => boolean): Promise<Waited> {
    return this.#until(() => this.interim.find(passes), this.isOver);
  }

  /** Waits for the final answer, as long as answers may take or less. */
  async untilFinal(atMostMs = this.#patienceMs): Promise<Waited> {
    const isOver = (): boolean => this.#isClosed;
    return this.#until(() => this.#final, isOver, atMostMs);
  }

  /** Waits until the server has hung up; false when it did not in time. */
  async untilClosed(): Promise<boolean> {
    const waited = await this.#until(
      () => undefined,
      () => this.#isClosed,
    );
    return waited.kind === 'closed';
  }

  readonly isOver = (): boolean => this.#isClosed || this.#final !== undefined;

  async #until(
    find: () => Answer | undefined,
    isOver: () => boolean,
    atMostMs = this.#patienceMs,
  ): Promise<Waited> {
    const { promise, resolve } = Promise.withResolvers<Waited>();
    const look = (): void => {
      const answer = find();
      if (answer !== undefined) resolve({ kind: 'answered', answer });
      else if (isOver()) resolve({ kind: 'closed' });
    };
    const patience = setTimeout(() => resolve({ kind: 'silent' }), Math.min(atMostMs, this.#patienceMs));
    this.#waiting.add(look);
    look();
    const waited = await promise;
    clearTimeout(patience);
    this.#waiting.delete(look);
    if (waited.kind !== 'answered' && this.#fault !== undefined) throw this.#fault;
    return waited;
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}

function connect(url: URL): net.Socket {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol !== 'https:') return net.connect(Number(url.port || 80), host);
  return tls.connect({
    host,
    port: Number(url.port || 443),
    ALPNProtocols: ['http/1.1'],
    ...(net.isIP(host) === 0 && { servername: host }),
  });
}
