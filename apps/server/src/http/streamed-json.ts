import { Readable } from 'node:stream';

/** A JSON answer that is made while it is sent, so that memory does not grow with its length. */
export class StreamedJson {
  readonly #texts: AsyncIterable<string>;

  /** @param texts make one JSON value together */
  constructor(texts: AsyncIterable<string>) {
    this.#texts = texts;
  }

  /** Reads no further ahead than the client does. */
  stream(): Readable {
    return Readable.from(this.#texts, { highWaterMark: 1 });
  }
}

/** The elements of a JSON list that comes in pages, without its brackets. */
export async function* listTexts(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    const text = JSON.stringify(page).slice(1, -1);
    yield isFirst ? text : `,${text}`;
    isFirst = false;
  }
}
