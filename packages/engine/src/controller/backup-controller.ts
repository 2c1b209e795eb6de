import type { Why } from '../explain/explain-asset.ts';
import type { AlbumChoice, AlbumRecord } from '../model/album.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { AlbumId, AssetId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { AssetListing } from '../plan/suppose-choices.ts';
import type { ScanOptions } from '../run/observe-library.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { BackupSnapshot, RunOutcome } from './snapshot.ts';

/** All that screens and commands know of the engine. */
export interface BackupController {
  snapshot(): BackupSnapshot;
  /** Calls back after changes, at most ten times a second, and always with the last one (P3); until the returned function is called. */
  subscribe(onChange: (snapshot: BackupSnapshot) => void): () => void;

  /**
   * Reads the library and plans, without a server and without reading a file; then the snapshot's statistics are true of now.
   *
   * A choice of albums is only supposed here, never written down: until the next scan, run or choice, albums, assets
   * and statistics are told as they would be with it.
   */
  scan(options?: ScanOptions): Promise<RunOutcome>;
  /** Runs a backup to its end; a choice of albums is recorded. Never throws for what can go wrong in a backup: the outcome says it. */
  start(options?: ScanOptions): Promise<RunOutcome>;
  /** Stops what runs, within a second; nothing is lost (U7). Without a run: does nothing. */
  cancel(): void;

  /** The library in numbers as of the last scan or run; afterwards the snapshot says the same. */
  readStatus(): Promise<{ readonly statistics: Statistics; readonly lastBackupAtMs: number | undefined }>;
  listAlbums(): Promise<readonly AlbumRecord[]>;
  /** Takes effect in the next scan or run. */
  chooseAlbums(choices: ReadonlyMap<AlbumId, AlbumChoice>): Promise<void>;
  changeSettings(settings: Partial<Settings>): Promise<void>;

  listAssets(query: AssetListing): Promise<readonly AssetRecord[]>;
  /** Undefined: the ledger does not know the asset. */
  explain(id: AssetId): Promise<{ readonly record: AssetRecord; readonly why: Why } | undefined>;
  /** Failed assets are tried afresh in the next run (E4); others among the ids are left alone. Answers how many. */
  retry(ids: readonly AssetId[] | 'all-failed'): Promise<number>;
}
