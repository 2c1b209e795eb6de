import type { Readable, Writable } from 'node:stream';

/**
 * Where originals are kept. Paths are relative, with `/` between their parts; whoever calls has made them safe.
 *
 * Every method rejects with a ServerError: `disk-full`, `not-found` where it says so, or `unavailable`.
 */
export interface BlobStore {
  /** Opens a new blob for writing, on the volume where it will stay. It is not visible until it is committed. */
  stage(): Promise<StagedBlob>;
  /**
   * Makes a fully written blob durable under `path`, and never overwrites: `taken` when something is there, and
   * the blob may then be committed under another path. When it rejects, nothing is left under `path`, and the blob
   * is discarded.
   */
  commit(blob: ArrivedBlob, path: string, modifiedAt: Date): Promise<'committed' | 'taken'>;
  /**
   * Undoes a commit that nobody was told of: nothing is left under `path`. What stays with its owner until it is kept is
   * there again, also where it had moved.
   */
  uncommit(blob: ArrivedBlob, path: string): Promise<void>;
  /** Opens a blob for reading; the caller reads it once or closes it. `not-found` when it is missing. */
  open(path: string): Promise<OpenBlob>;
  /** A blob's size without opening it; undefined when it is missing. */
  sizeOf(path: string): Promise<number | undefined>;
  /**
   * Gives a blob another path, durably, and never overwrites: `taken` when something is there. `not-found` when the
   * blob is missing.
   */
  move(path: string, newPath: string): Promise<'moved' | 'taken'>;
  /** Removes a blob; one that is missing already is no error. */
  remove(path: string): Promise<void>;
  /** Every committed blob's path, in no order; memory does not grow with their number. */
  list(): AsyncIterable<string>;
}

/** Bytes that lie on the volume of the originals and have no name there yet. */
export interface ArrivedBlob {
  /** Bytes written so far. */
  readonly sizeBytes: number;
  /** SHA-1 in lower-case hex of what was written; to be asked once all is written. */
  checksum(): string;
  /** Gives up the blob and every trace of it. May be repeated; does nothing once it is committed. */
  discard(): Promise<void>;
}

/** Bytes on their way in. */
export interface StagedBlob extends ArrivedBlob {
  /** Takes the bytes; ended or destroyed by whoever writes, usually `pipeline`. */
  readonly writable: Writable;
}

/** A blob opened for reading. */
export interface OpenBlob {
  readonly sizeBytes: number;
  /** The bytes from `start` to `end`, both included; closes the blob when it ends or is destroyed. To be called once. */
  read(range: { readonly start: number; readonly end: number }): Readable;
  /** Closes a blob that is not going to be read. */
  close(): Promise<void>;
}
