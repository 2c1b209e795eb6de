import type { Readable, Writable } from 'node:stream';
import type { ArrivedBlob } from './blob-store.ts';

/**
 * Blobs that arrive in several pieces, perhaps days apart, on the volume where they will stay. They outlive the process.
 *
 * An id is lower-case hex. Whoever calls sees to it that one blob is touched by one caller at a time. Every method
 * rejects with a ServerError: `disk-full` or `unavailable`; as `NotDurable` from there on the blob is not to be trusted.
 */
export interface PartialBlobs {
  /** Makes a blob without bytes; when this resolves it is durable. */
  create(id: string): Promise<void>;
  /** Makes what was written durable and tells how much it is; undefined when the blob is missing. */
  sizeOf(id: string): Promise<number | undefined>;
  /** Opens a blob to append to its end, and shows all appended bytes in order; the caller closes it. */
  append(id: string, see: (bytes: Buffer) => void): Promise<PartialWriter>;
  /** Reads from a byte on to the end. */
  read(id: string, start: number): Readable;
  /** Gives up everything behind the first so many bytes. */
  truncate(id: string, sizeBytes: number): Promise<void>;
  /** A blob that has arrived whole, as the blob store takes it. It stays here too, until it is removed. */
  arrived(id: string, sizeBytes: number, checksum: string): ArrivedBlob;
  /** Removes a blob; one that is missing already is no error. */
  remove(id: string): Promise<void>;
  /** The ids of all blobs, in no order. */
  list(): AsyncIterable<string>;
}

/** A blob open for appending. */
export interface PartialWriter {
  /** Takes the bytes; what it took when it is ended stays. */
  readonly writable: Writable;
  /** Makes durable what was taken so far, and tells how many bytes that is. */
  sync(): Promise<number>;
  /** Closes the blob, once no write is running any more. */
  close(): Promise<void>;
}
