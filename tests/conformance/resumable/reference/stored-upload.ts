import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** An upload in memory. */
export class StoredUpload {
  readonly id: string;
  /** As the client wrote it when it created the upload. */
  readonly wantedDigest: string | undefined;
  /** Repr-Digest of the creation. */
  readonly promisedDigest: string | undefined;
  lengthBytes: number | undefined;
  isComplete = false;
  /** The request whose content is being received. */
  writer: IncomingMessage | undefined;
  #content: Buffer = Buffer.alloc(0);

  constructor(id: string, { headers }: IncomingMessage) {
    this.id = id;
    const promised = headers['repr-digest'];
    const wanted = headers['want-repr-digest'];
    this.promisedDigest = typeof promised === 'string' ? promised : undefined;
    this.wantedDigest = typeof wanted === 'string' ? wanted : undefined;
  }

  get offset(): number {
    return this.#content.length;
  }

  append(bytes: Uint8Array): void {
    this.#content = Buffer.concat([this.#content, bytes]);
  }

  /** For faults only: an offset never falls. */
  cutBack(offset: number): void {
    this.#content = this.#content.subarray(0, offset);
  }

  /** Repr-Digest of what is there. */
  digest(): string {
    return digestField(this.#content);
  }

  /** Ends the request that is still writing, if there is one: its client has given up, or it would not ask anew. */
  endWriter(): void {
    this.writer?.destroy();
    this.writer = undefined;
  }
}

/** The one algorithm of this server, which clients that use another ask in vain. */
export function digestField(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
}
