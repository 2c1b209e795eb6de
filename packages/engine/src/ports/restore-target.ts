import type { CancelSignal } from '../cancel.ts';
import type { Checksum } from '../model/ids.ts';

/**
 * Where originals are brought home to (V3): a folder, of which only one restore at a time makes use. No file that is
 * there is ever changed. Errors: `library-unavailable` (the disk is full or gone), `library-permission-lost`.
 */
export interface RestoreTarget {
  /** Removes the hidden files that an interrupted restore left behind. To be called before all else, and at the end. */
  sweep(): Promise<void>;

  /** What is at a place now. Names that a file system without case takes for one are one everywhere. */
  look(place: RestorePlace, signal: CancelSignal): Promise<PlaceState>;

  /** Opens a hidden file for bytes to come. The caller keeps or discards it. */
  begin(): Promise<PendingFile>;

  /**
   * Puts a file of these facts that is there at another place as well: as a hard link, or where there are none as a copy.
   * More error: `checksum-mismatch`, when what is copied is not the bytes any more.
   */
  repeat(from: RestorePlace, to: RestorePlace, facts: RestoredFacts, signal: CancelSignal): Promise<Kept>;
}

/** A name in folders, from the outermost one inwards; all of them safe (see `safeName`). No folders: in the target itself. */
export interface RestorePlace {
  readonly folders: readonly string[];
  readonly name: string;
}

export type PlaceState =
  | { readonly kind: 'free' }
  | { readonly kind: 'file'; readonly checksum: Checksum }
  /** Something that is no file, or a file where one of the folders should be. */
  | { readonly kind: 'blocked' };

/** `taken`: something came there meanwhile, and stays; nothing was kept. */
export type Kept = 'kept' | 'taken';

/** A file that nobody sees before it is whole. */
export interface PendingFile {
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Gives the file its times and, durably, its place, whose folders are made. Once. More error: `checksum-mismatch`, when
   * these are not the bytes.
   */
  keep(place: RestorePlace, facts: RestoredFacts): Promise<Kept>;
  /** Removes it, unless it was kept. May be repeated; never fails. */
  discard(): Promise<void>;
}

export interface RestoredFacts {
  readonly checksum: Checksum;
  /** NaN, or a date that no file can have: the file keeps its own. */
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}
