import type { AlbumId } from './ids.ts';

/** What the person said about an album; each album is in exactly one of these states (A1). */
export type AlbumChoice = 'none' | 'selected' | 'excluded';

/** An album as a device shows it. */
export interface DeviceAlbum {
  readonly id: AlbumId;
  readonly name: string;
  /** `everything`: "Recents", "All Photos", the root of a computer's library. It never names a server album (A4). */
  readonly kind: 'everything' | 'ordinary';
  /** The album that this one lies in, where the device nests them; what is in an album is in its parents too. */
  readonly parentId: AlbumId | undefined;
  /** Opaque; equal markers mean that neither the album's members nor their versions changed (A5). */
  readonly marker: string;
  readonly assetCount: number;
}

/** An album as a listing shows it. */
export interface ListedAlbum extends DeviceAlbum {
  /**
   * Some of it could not be looked at: a folder that may not be read, a disk that is not there. What is not seen in
   * it is not known to be gone, nor is any album within it.
   */
  readonly isPartial: boolean;
}

/** An album as the ledger remembers it. */
export interface AlbumRecord extends DeviceAlbum {
  readonly choice: AlbumChoice;
  /** The marker at the end of the last complete enumeration. */
  readonly enumeratedMarker: string | undefined;
  /** When that was, ms since the epoch. */
  readonly enumeratedAtMs: number | undefined;
  /** When every candidate in it was last seen settled, ms since the epoch; undefined after a new choice (A7). */
  readonly backedUpAtMs: number | undefined;
}
