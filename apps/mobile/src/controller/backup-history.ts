import type { AlbumId } from '@keepsake/engine';

/** What was made safe on one day. */
export interface BackupDay {
  /** The day where the device is: `2026-11-20`. */
  readonly day: string;
  /** Sent by this device. */
  readonly uploadedCount: number;
  readonly uploadedBytes: number;
  /** Found on the server. */
  readonly duplicateCount: number;
}

/** How much of an album is safe. An asset counts in each album that it is in. */
export interface AlbumUse {
  readonly albumId: AlbumId;
  readonly name: string;
  readonly candidateCount: number;
  readonly backedUpCount: number;
  /** Of the backed-up ones. */
  readonly backedUpBytes: number;
}

/** What the statistics are drawn from; all of it is read from the ledger. Errors: `BackupError`; `LinkLost`. */
export interface BackupHistory {
  /** The days on which anything was made safe from `fromMs` on, oldest first; days without are absent. */
  readDays(fromMs: number): Promise<readonly BackupDay[]>;
  /** Albums with candidates, the largest first; without the album of everything. */
  readAlbums(): Promise<readonly AlbumUse[]>;
}
