import type { AlbumId, AssetCursor, Statistics } from '@keepsake/engine';

/** What was made safe on one day of where the device is, such as `2026-11-20`. */
export interface DayReport {
  readonly day: string;
  readonly uploadedCount: number;
  readonly uploadedBytes: number;
  readonly duplicateCount: number;
}

/** How much of an album is safe. An asset counts in each album that it is in. */
export interface AlbumReport {
  readonly albumId: AlbumId;
  readonly name: string;
  readonly candidateCount: number;
  readonly backedUpCount: number;
  /** Of the backed-up ones. */
  readonly backedUpBytes: number;
}

/** What a choice of albums would make of the library. */
export interface ChoicePreview {
  readonly statistics: Statistics;
  /** Of all that would be candidates. */
  readonly candidateBytes: number;
  /** How many each excluded album keeps out that would be candidates but for the exclusions; none: absent. */
  readonly keptOut: ReadonlyMap<AlbumId, number>;
  /** How many files of each album are neither photo nor video, whatever is chosen; none: absent. */
  readonly unsupported: ReadonlyMap<AlbumId, number>;
}

export interface AssetSearch {
  readonly text: string;
  readonly after: AssetCursor | undefined;
  readonly limit: number;
}
