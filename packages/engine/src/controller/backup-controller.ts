import type { CancelCause } from '../cancel.ts';
import type { RunKind } from '../ports/run-lock.ts';
import type { Why } from '../explain/explain-asset.ts';
import type { FreeingResult } from '../free-space/free-space.ts';
import type { FreeingProposal } from '../free-space/propose-freeing.ts';
import type { AlbumChoice, AlbumRecord } from '../model/album.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { AlbumId, AssetId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { DamageState } from '../ports/ledger.ts';
import type { AssetListing } from '../plan/suppose-choices.ts';
import type { ScanOptions } from '../run/observe-library.ts';
import type { RunOutcome } from '../run/run-machine.ts';
import type { Statistics, WaitingStatistics } from '../statistics/statistics.ts';
import type { VerifyReport } from '../verify/verify-library.ts';
import type { BackupSnapshot } from './snapshot.ts';

/** How a backup is started; what is left out: by a person, by the rules, for as long as it takes. */
export interface StartOptions extends ScanOptions {
  readonly kind?: RunKind;
  /** What the platform gives the run (B4). */
  readonly budgetMs?: number | undefined;
  /** The person was asked, with the bytes named, and wants it over mobile data this time (N5). */
  readonly isOverMeteredAllowed?: boolean;
}

/** The library in numbers. */
export interface BackupStatus {
  readonly statistics: Statistics;
  /** What the waiting ones wait for; what waits for Wi-Fi or power is what N5's question is about. */
  readonly waiting: WaitingStatistics;
  readonly lastBackupAtMs: number | undefined;
  readonly lastVerifiedAtMs: number | undefined;
  /** What was found damaged on the server, by any verification (V1). */
  readonly damage: DamageState;
}

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
  start(options?: StartOptions): Promise<RunOutcome>;
  /**
   * Stops what runs, within a second; nothing is lost (U7). Without a run: does nothing. `why` is `unwanted` where nobody says; a device that sends
   * by itself goes on with what was only `out-of-time` or `yielding`.
   */
  cancel(why?: CancelCause): void;

  /** The library in numbers as of the last scan or run; afterwards the snapshot says the same. */
  readStatus(): Promise<BackupStatus>;
  listAlbums(): Promise<readonly AlbumRecord[]>;
  /** Takes effect in the next scan or run. */
  chooseAlbums(choices: ReadonlyMap<AlbumId, AlbumChoice>): Promise<void>;
  readSettings(): Promise<Settings>;
  /** Takes effect in the next scan or run. */
  changeSettings(settings: Partial<Settings>): Promise<void>;

  listAssets(query: AssetListing): Promise<readonly AssetRecord[]>;
  /** Undefined: the ledger does not know the asset. */
  explain(id: AssetId): Promise<{ readonly record: AssetRecord; readonly why: Why } | undefined>;
  /** Failed assets are tried afresh in the next run (E4); others among the ids are left alone. Answers how many. */
  retry(ids: readonly AssetId[] | 'all-failed'): Promise<number>;
  /** What was deleted on the server is sent again by the next run (D10); others among the ids are left alone. Answers how many. */
  uploadAgain(ids: readonly AssetId[] | 'all-deleted'): Promise<number>;

  /**
   * Compares every entry of the ledger with the server (V1); a deep verification has it read its bytes again. A run like any
   * other: `cancel` stops it, and the report is undefined where it did not come to its end.
   */
  verify(options: {
    readonly isDeep: boolean;
  }): Promise<{ readonly outcome: RunOutcome; readonly report: VerifyReport | undefined }>;
  /** What may be removed from the device (V2): to be shown to the person, who then decides. Removes nothing. */
  proposeFreeing(): Promise<FreeingProposal>;
  /**
   * Removes what the person saw and agreed to, each proven once more right before. One that did not come to its end tells what
   * it removed until then; undefined: nothing.
   */
  freeSpace(
    ids: readonly AssetId[],
  ): Promise<{ readonly outcome: RunOutcome; readonly result: FreeingResult | undefined }>;
}
