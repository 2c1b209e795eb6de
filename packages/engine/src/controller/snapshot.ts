import type { AlbumSyncResult } from '../album-sync/sync-albums.ts';
import type { ErrorCode } from '../errors/backup-error.ts';
import type { StorageUse } from '../ports/remote.ts';
import type { RunProgress } from '../progress/run-progress.ts';
import type { Transfer } from '../progress/transfers.ts';
import type { Activity } from '../run/run-observer.ts';
import type { Statistics } from '../statistics/statistics.ts';

/** The one value that every screen, command and notification reads. */
export interface BackupSnapshot {
  readonly activity: { readonly kind: 'idle' } | Activity;
  /** Undefined until the ledger was read once. */
  readonly statistics: Statistics | undefined;
  readonly lastBackupAtMs: number | undefined;
  /** Of the run that goes on, or of the last one of this process. */
  readonly progress: RunProgress | undefined;
  /** What is being sent, oldest first. */
  readonly transfers: readonly Transfer[];
  readonly storage: StorageUse | undefined;
  /** What album sync did in that run; undefined: it is off, or not reached. */
  readonly albumSync: AlbumSyncResult | undefined;
  /** How the last run of this process ended. */
  readonly lastOutcome: RunOutcome | undefined;
}

/** How a run ended. */
export type RunOutcome =
  /** Each candidate is backed up, failed or gone; `failedCount` of the statistics tells which. */
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped'; readonly code: ErrorCode; readonly detail: string }
  | { readonly kind: 'cancelled' }
  /** Another run, here or in another process, has the lock. */
  | { readonly kind: 'already-running' };
