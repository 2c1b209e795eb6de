import { Fields, type Field } from './fields.ts';

/** One response, interim or final, as it was on the wire. */
export interface Answer {
  readonly status: number;
  readonly fields: Fields;
  readonly content: Buffer;
  /** When its head was read, on the clock of `performance.now()`. */
  readonly atMs: number;
}

type State =
  | { readonly kind: 'head' }
  | { readonly kind: 'sized'; readonly head: Answer; readonly sizeBytes: number }
  | { readonly kind: 'chunked'; readonly head: Answer; readonly chunks: readonly Buffer[] }
  | { readonly kind: 'until-close'; readonly head: Answer }
  | { readonly kind: 'over' };

const HEAD_END = '\r\n\r\n';

/**
 * Reads the responses to one HTTP/1.1 request: any number of interim ones, then one final. A parser of its own, because
 * what a server sends is judged here: HTTP libraries hide interim responses, repeated fields and half answers.
 */
export class AnswerReader {
  readonly #onAnswer: (answer: Answer) => void;
  readonly #hasContent: boolean;
  #buffer: Buffer = Buffer.alloc(0);
  #state: State = { kind: 'head' };

  /** @param method Of the request: an answer to HEAD has no content. */
  constructor(method: string, onAnswer: (answer: Answer) => void) {
    this.#hasContent = method !== 'HEAD';
    this.#onAnswer = onAnswer;
  }

  /** Takes bytes as they come. Throws where they are no HTTP/1.1. */
  push(bytes: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    while (this.#step());
  }

  /** The connection's end, which ends an answer without a length. */
  end(): void {
    if (this.#state.kind === 'until-close') this.#finish(this.#state.head, this.#buffer);
  }

  /** One step of reading; false when more bytes are needed. */
  #step(): boolean {
    switch (this.#state.kind) {
      case 'head':
        return this.#readHead();
      case 'sized': {
        const { head, sizeBytes } = this.#state;
        if (this.#buffer.length < sizeBytes) return false;
        this.#finish(head, this.#take(sizeBytes));
        return true;
      }
      case 'chunked':
        return this.#readChunk(this.#state.head, this.#state.chunks);
      case 'until-close':
      case 'over':
        return false;
    }
  }

  #readHead(): boolean {
    const end = this.#buffer.indexOf(HEAD_END);
    if (end < 0) return false;
    const [statusLine = '', ...lines] = this.#take(end + HEAD_END.length)
      .toString('latin1')
      .trimEnd()
      .split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw new Error(`not an HTTP/1.1 status line: ${JSON.stringify(statusLine)}`);
    const head = {
      status,
      fields: new Fields(lines.map(parseLine)),
      content: Buffer.alloc(0),
      atMs: performance.now(),
    };
    if (status < 200) this.#onAnswer(head);
    else this.#state = this.#stateAfter(head);
    return true;
  }

  #stateAfter(head: Answer): State {
    if (!this.#hasContent || head.status === 204 || head.status === 304)
      return { kind: 'sized', head, sizeBytes: 0 };
    if (head.fields.get('transfer-encoding')?.toLowerCase().endsWith('chunked') === true)
      return { kind: 'chunked', head, chunks: [] };
    const length = head.fields.get('content-length');
    if (length === undefined) return { kind: 'until-close', head };
    if (!/^\d{1,15}$/.test(length)) throw new Error(`Content-Length of the answer: ${length}`);
    return { kind: 'sized', head, sizeBytes: Number(length) };
  }

  #readChunk(head: Answer, chunks: readonly Buffer[]): boolean {
    const lineEnd = this.#buffer.indexOf('\r\n');
    if (lineEnd < 0) return false;
    const sizeBytes = Number.parseInt(this.#buffer.toString('latin1', 0, lineEnd), 16);
    if (Number.isNaN(sizeBytes)) throw new Error('a chunk of the answer has no size');
    if (sizeBytes === 0) {
      // Trailers are read and forgotten.
      const end = this.#buffer.indexOf(HEAD_END, lineEnd);
      if (end < 0) return false;
      this.#take(end + HEAD_END.length);
      this.#finish(head, Buffer.concat(chunks));
      return true;
    }
    if (this.#buffer.length < lineEnd + 2 + sizeBytes + 2) return false;
    this.#take(lineEnd + 2);
    this.#state = { kind: 'chunked', head, chunks: [...chunks, this.#take(sizeBytes)] };
    this.#take(2);
    return true;
  }

  #finish(head: Answer, content: Buffer): void {
    this.#state = { kind: 'over' };
    this.#onAnswer({ ...head, content });
  }

  #take(sizeBytes: number): Buffer {
    const taken = this.#buffer.subarray(0, sizeBytes);
    this.#buffer = this.#buffer.subarray(sizeBytes);
    return taken;
  }
}

function parseLine(line: string): Field {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(`not a header line: ${JSON.stringify(line)}`);
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}
