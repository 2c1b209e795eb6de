import type { AlbumId, AssetCursor, AssetKind, Settlement, Standing, Statistics } from '@keepsake/engine';

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

/** What a word of a search stands for beside itself: all that is said of an asset here holds of it. */
export interface WordMeaning {
  /** As it is in the text. */
  readonly word: string;
  /** When it was taken, where the device is. */
  readonly year?: number | undefined;
  /** Any of these; January is 0. */
  readonly months?: readonly number[] | undefined;
  readonly kinds?: readonly AssetKind[] | undefined;
  readonly standing?: Standing['kind'] | undefined;
  readonly settlements?: readonly Settlement['kind'][] | undefined;
}

export interface AssetSearch {
  readonly text: string;
  /** Of some of its words; they find what they mean, and what has them in its name or album. */
  readonly meanings?: readonly WordMeaning[] | undefined;
  readonly after: AssetCursor | undefined;
  readonly limit: number;
}
