import type { AlbumSyncResult } from '../album-sync/sync-albums.ts';
import type { Hold } from '../conditions/allowance.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { StorageUse } from '../ports/remote.ts';
import type { AssetEnding } from '../progress/run-progress.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { VerifyProgress } from '../verify/verify-meter.ts';

/** What a run is doing. */
export type Activity =
  /** Waiting for its lock, reading what it knows. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'scanning'; readonly assetsSeen: number }
  /** Asking the server what it has already. */
  | { readonly kind: 'comparing' }
  | { readonly kind: 'uploading' }
  /**
   * The server does not answer; whether that is the network's fault, the conditions tell. `isUntrusted`: somebody answers, whose
   * certificate this device does not trust. `sinceMs`: when this was noticed.
   */
  | { readonly kind: 'waiting-for-network'; readonly sinceMs: number; readonly isUntrusted: boolean }
  | { readonly kind: 'waiting-for-retry'; readonly untilMs: number }
  /** What is left may not be sent now (N4). */
  | { readonly kind: 'waiting-for-conditions'; readonly hold: Hold }
  /** Comparing what the ledger says with the server (V1). `progress`: undefined before it is known how much there is. */
  | { readonly kind: 'verifying'; readonly progress: VerifyProgress | undefined }
  | { readonly kind: 'syncing-albums' };

/** Whoever watches a run. Called at every step; nothing here may fail or take long. */
export interface RunObserver {
  onActivity(activity: Activity): void;
  onStorage(storage: StorageUse): void;
  /** The library was scanned and planned; `work` is what this run sets out to do. */
  onCounted(
    statistics: Statistics,
    work: { readonly count: number; readonly sizeBytes: number } | undefined,
  ): void;
  onAlbumsSynced(result: AlbumSyncResult): void;
  /** An original that is not on the device comes down (I3). */
  onDownloading(record: AssetRecord, bytesDownloaded: number): void;
  /** A large file is read for its checksum. */
  onReading(record: AssetRecord, bytesRead: number): void;
  /** Its reading came to its end, whichever. */
  onRead(record: AssetRecord): void;
  /** So many of the bytes that are told as sent from now on were sent by an earlier turn. */
  onResumed(record: AssetRecord, bytesKept: number): void;
  onSending(record: AssetRecord, bytesSent: number): void;
  /** The transfer ended without settling the asset. */
  onDropped(record: AssetRecord): void;
  onSettled(record: AssetRecord, ending: AssetEnding): void;
}
