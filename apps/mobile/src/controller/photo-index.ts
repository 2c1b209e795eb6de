import type {
  AlbumChoice,
  AlbumId,
  AssetCursor,
  AssetId,
  AssetKind,
  AssetRecord,
  CancelSignal,
  Settlement,
  Standing,
  Statistics,
} from '@keepsake/engine';

/** Where a picture is to be loaded from, as React Native's `Image` takes it. */
export interface PictureSource {
  readonly uri: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What backup would make of a choice of albums, were it saved. */
export interface ChoicePreview {
  /** The library in numbers under that choice; the present ones are in the snapshot. */
  readonly statistics: Statistics;
  /** Bytes of all that would be a candidate. */
  readonly candidateBytes: number;
  /** How many assets each excluded album keeps out that would otherwise be backed up; albums that keep out none are absent. */
  readonly keptOut: ReadonlyMap<AlbumId, number>;
  /** How many files of each album are neither photo nor video, whatever is chosen; albums without any are absent. */
  readonly unsupported: ReadonlyMap<AlbumId, number>;
}

/** What a word of a search stands for beside itself: all that is said of an asset here holds of it. */
export interface WordMeaning {
  /** As it is in the text. */
  readonly word: string;
  /** When it was taken, where the device is. */
  readonly year?: number;
  /** Any of these; January is 0. */
  readonly months?: readonly number[];
  readonly kinds?: readonly AssetKind[];
  readonly standing?: Standing['kind'];
  readonly settlements?: readonly Settlement['kind'][];
}

/** Pictures of the library and questions about it that are not the engine's. Errors: `BackupError`; `LinkLost`. */
export interface PhotoIndex {
  /**
   * Where a square picture of an asset is, `edgePx` device pixels wide or a little more; at once, without looking. An asset that cannot be
   * decoded, or is gone, fails to load, and the screen shows its placeholder. Undefined: there are no pictures here.
   */
  thumbnailOf(id: AssetId, edgePx: number): PictureSource | undefined;
  /**
   * A square frame of a video whose `thumbnailOf` failed to load; undefined: none can be drawn, or nobody waits for it any more. May be asked
   * for whatever is scrolled by: it is drawn once, and few are at a time. Never fails.
   */
  frameOf(id: AssetId, signal: CancelSignal): Promise<PictureSource | undefined>;
  /** A picture as `thumbnailOf`, of an album: its newest asset. An empty album fails to load. */
  coverOf(id: AlbumId, edgePx: number): PictureSource | undefined;
  /**
   * Assets whose file name, folder or album has each of the words in it, whatever the case and accents, or that are what the word means; newest
   * first, at most `limit`. `after`: the last one of the page before.
   */
  search(query: {
    readonly text: string;
    readonly meanings?: readonly WordMeaning[];
    readonly after: AssetCursor | undefined;
    readonly limit: number;
  }): Promise<readonly AssetRecord[]>;
  /**
   * What saving these choices would make of the library, for the sentence under the list of albums. Albums that are not named keep their choice.
   * Changes nothing: not the ledger, not the snapshot. May be asked at every tap; the answer to an older question may be ignored.
   */
  previewChoices(choices: ReadonlyMap<AlbumId, AlbumChoice>): Promise<ChoicePreview>;
}
