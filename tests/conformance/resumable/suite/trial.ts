import type { Buffer } from 'node:buffer';
import type { Answer } from '../wire/answer-reader.ts';
import { Exchange } from '../wire/exchange.ts';
import { withFields } from '../wire/fields.ts';
import { claim, claimSuccess, isRefusal, show } from './claims.ts';
import type { Changes, Requests, Sent } from './requests.ts';
import type { Sizes, Subject } from './subject.ts';
import { Upload } from './upload.ts';
import { NotOffered, Violation } from './verdicts.ts';

/** A creation of an upload. */
export interface Creation {
  readonly complete: string | undefined;
  readonly content?: Uint8Array;
  readonly changes?: Changes;
}

/** Content of its own and requests of one test. Whatever it opened and created is ended and cancelled by `close`. */
export class Trial implements Requests {
  readonly subject: Subject;
  readonly sizes: Sizes;
  readonly #exchanges: Exchange[] = [];
  readonly #locations = new Set<string>();
  #body: Buffer;

  constructor(subject: Subject) {
    this.subject = subject;
    this.sizes = subject.sizes;
    this.#body = subject.makeBody();
  }

  /** What this test uploads; no other test has these bytes. */
  get body(): Buffer {
    return this.#body;
  }

  /** Another body, for a test that completes several uploads. */
  renewBody(): void {
    this.#body = this.subject.makeBody();
  }

  /** The first so many parts of the body. */
  parts(count: number): Buffer {
    return this.body.subarray(0, count * this.sizes.part);
  }

  get #url(): URL {
    return this.subject.options.url;
  }

  /** Starts a request and leaves it open. */
  open({ method, url, changes = {}, content }: Sent): Exchange {
    const { fields, interopVersion, patienceMs } = this.subject.options;
    const lines = withFields(fields, {
      'Upload-Draft-Interop-Version': String(interopVersion),
      ...(content !== undefined && { 'Content-Length': String(content.length) }),
      ...changes,
    });
    const exchange = new Exchange({ method, url, fields: lines }, patienceMs);
    this.#exchanges.push(exchange);
    if (content !== undefined) exchange.write(content);
    return exchange;
  }

  /** Sends a request whole, and waits for its final answer. */
  async send(sent: Sent): Promise<Answer> {
    return this.answerOf(this.open(sent), sent.method);
  }

  /** The final answer; a violation where none comes. */
  async answerOf(exchange: Exchange, what: string): Promise<Answer> {
    const waited = await exchange.untilFinal();
    if (waited.kind === 'answered') {
      this.#note(exchange, waited.answer);
      return waited.answer;
    }
    const { patienceMs } = this.subject.options;
    throw new Violation(
      waited.kind === 'closed'
        ? `${what}: the server hung up without an answer`
        : `${what}: no answer within ${patienceMs} ms`,
    );
  }

  options(): Promise<Answer> {
    return this.send({ method: 'OPTIONS', url: this.#url });
  }

  /** Starts a creation and leaves it open. */
  openCreation({ complete, content, changes = {} }: Creation): Exchange {
    const given = Object.fromEntries(this.subject.options.createFields);
    return this.open({
      method: 'POST',
      url: this.#url,
      changes: { 'Upload-Complete': complete, ...given, ...changes },
      ...(content !== undefined && { content }),
    });
  }

  /** Sends a creation whole. */
  async create(creation: Creation & { readonly content: Uint8Array }): Promise<Created> {
    const exchange = this.openCreation(creation);
    const answer = await this.answerOf(exchange, 'the creation');
    return { answer, interim: exchange.interim };
  }

  /** Creates an upload that has its first part and is told how long it will be. */
  async begin(changes: Changes = {}): Promise<Upload> {
    const lengthBytes = String(this.body.length);
    const { answer } = await this.create({
      complete: '?0',
      content: this.parts(1),
      changes: { 'Upload-Length': lengthBytes, ...changes },
    });
    claimSuccess(answer, 'creating an upload with its first part (Upload-Complete: ?0)');
    return this.uploadAt(answer);
  }

  /** Creates an upload that has its first part, without telling how long it will be. */
  async beginWithoutLength(): Promise<Upload> {
    const { answer } = await this.create({ complete: '?0', content: this.parts(1) });
    if (isRefusal(answer))
      throw new NotOffered('unknown-length', `a creation without Upload-Length was answered ${show(answer)}`);
    claimSuccess(answer, 'a creation without Upload-Length');
    return this.uploadAt(answer);
  }

  /** The upload that an answer, interim or final, points to. */
  uploadAt(answer: Answer): Upload {
    const location = answer.fields.get('location');
    claim(location !== undefined, `no Location of an upload in ${show(answer)}`);
    const url = new URL(location, this.#url);
    this.#locations.add(url.href);
    return new Upload(this, url);
  }

  async close(): Promise<void> {
    for (const exchange of this.#exchanges) exchange.cut();
    await Promise.allSettled([...this.#locations].map((href) => new Upload(this, new URL(href)).cancel()));
    for (const exchange of this.#exchanges) exchange.cut();
  }

  /** Remembers what has to be cancelled; the Location of a complete upload may be the resource that was made of it. */
  #note(exchange: Exchange, answer: Answer): void {
    const unfinished = answer.fields.get('upload-complete') === '?0' ? [answer] : [];
    for (const { fields } of [...exchange.interim, ...unfinished]) {
      const location = fields.get('location');
      if (location !== undefined && URL.canParse(location, this.#url.href))
        this.#locations.add(new URL(location, this.#url).href);
    }
  }
}

/** What came of a creation. */
export interface Created {
  readonly answer: Answer;
  readonly interim: readonly Answer[];
}
