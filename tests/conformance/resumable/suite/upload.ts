import type { Answer } from '../wire/answer-reader.ts';
import type { Exchange } from '../wire/exchange.ts';
import { readBoolean, readOffset } from '../wire/structured-fields.ts';
import { claim, claimSuccess, show } from './claims.ts';
import type { Changes, Requests } from './requests.ts';

/** An append. */
export interface Append {
  /** Undefined: without Upload-Offset. */
  readonly offset: number | string | undefined;
  /** `?0` or `?1`; undefined: without Upload-Complete. */
  readonly complete: string | undefined;
  readonly content?: Uint8Array;
  readonly changes?: Changes;
}

/** How an upload stands, as its resource tells it. */
export interface UploadState {
  readonly answer: Answer;
  readonly offset: number;
  readonly isComplete: boolean;
}

/** An upload resource. */
export class Upload {
  readonly url: URL;
  readonly #requests: Requests;

  constructor(requests: Requests, url: URL) {
    this.#requests = requests;
    this.url = url;
  }

  head(changes: Changes = {}): Promise<Answer> {
    return this.#requests.send({ method: 'HEAD', url: this.url, changes });
  }

  /** Asks how it stands; a violation where the answer does not tell it. */
  async state(): Promise<UploadState> {
    const answer = await this.head();
    claimSuccess(answer, 'HEAD of an upload');
    const offset = readOffset(answer.fields.get('upload-offset'));
    const isComplete = readBoolean(answer.fields.get('upload-complete'));
    claim(
      offset !== undefined && isComplete !== undefined,
      `HEAD does not tell how the upload stands: ${show(answer)}`,
    );
    return { answer, offset, isComplete };
  }

  /** Starts an append and leaves it open. */
  openAppend({ offset, complete, content, changes = {} }: Append): Exchange {
    return this.#requests.open({
      method: 'PATCH',
      url: this.url,
      changes: {
        'Content-Type': 'application/partial-upload',
        'Upload-Offset': offset === undefined ? undefined : String(offset),
        'Upload-Complete': complete,
        ...changes,
      },
      ...(content !== undefined && { content }),
    });
  }

  /** Sends an append whole. */
  append(append: Append & { readonly content: Uint8Array }): Promise<Answer> {
    return this.#requests.answerOf(this.openAppend(append), 'the append');
  }

  /** Sends all that is missing from this offset on, and completes the upload. */
  finish(offset: number, changes: Changes = {}): Promise<Answer> {
    const content = this.#requests.body.subarray(offset);
    return this.append({ offset, complete: '?1', content, changes });
  }

  cancel(): Promise<Answer> {
    return this.#requests.send({ method: 'DELETE', url: this.url });
  }
}
