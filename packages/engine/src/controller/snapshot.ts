import type { AlbumSyncResult } from '../album-sync/sync-albums.ts';
import type { DamageState } from '../ports/ledger.ts';
import type { StorageUse } from '../ports/remote.ts';
import type { RunProgress } from '../progress/run-progress.ts';
import type { Transfer } from '../progress/transfers.ts';
import type { RunOutcome } from '../run/run-machine.ts';
import type { Activity } from '../run/run-observer.ts';
import type { Statistics } from '../statistics/statistics.ts';

/** The one value that every screen, command and notification reads. */
export interface BackupSnapshot {
  readonly activity: { readonly kind: 'idle' } | Activity;
  /** Undefined until the ledger was read once. */
  readonly statistics: Statistics | undefined;
  readonly lastBackupAtMs: number | undefined;
  /** When every entry of the ledger was last compared with the server (V1). */
  readonly lastVerifiedAtMs: number | undefined;
  /** What was found damaged on the server, and what became of it (V1); undefined until the ledger was read once. */
  readonly damage: DamageState | undefined;
  /** Of the run that goes on, or of the last one of this process. */
  readonly progress: RunProgress | undefined;
  /** What is being sent or comes down to be sent, oldest first. */
  readonly transfers: readonly Transfer[];
  readonly storage: StorageUse | undefined;
  /** What album sync did in that run; undefined: it is off, or not reached. */
  readonly albumSync: AlbumSyncResult | undefined;
  /** How the last run of this process ended. */
  readonly lastOutcome: RunOutcome | undefined;
  /** A person stopped a backup in this process, and none was begun since: none begins by itself. */
  readonly isPaused: boolean;
}
