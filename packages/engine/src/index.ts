export { Cancelled, CancelSource, throwIfCancelled, untilCancelled, type CancelSignal } from './cancel.ts';
export { transitionAsset } from './asset/asset-machine.ts';
export { BackupError, ERROR_CODES, type Disposition, type ErrorCode } from './errors/backup-error.ts';
export { DamagedOriginal } from './errors/damaged-original.ts';
export type { AlbumChoice, AlbumRecord, DeviceAlbum, ListedAlbum } from './model/album.ts';
export {
  deviceAssetIdOf,
  sizeBytesOf,
  versionOf,
  type AssetChecksums,
  type AssetKind,
  type DeviceAsset,
  type PartFacts,
} from './model/asset.ts';
export {
  isDamaged,
  type AssetRecord,
  type BackedUp,
  type Failure,
  type Finding,
  type Proof,
  type Settlement,
  type Standing,
} from './model/asset-record.ts';
export type {
  AlbumId,
  AssetId,
  AssetVersion,
  Checksum,
  DeviceAssetId,
  DeviceId,
  RemoteAssetId,
  ServerMark,
  UploadId,
} from './model/ids.ts';
export { DEFAULT_SETTINGS, settingsOf, type Settings, type UploadOrder } from './model/settings.ts';
export type { Clock } from './ports/clock.ts';
export { createTimerClock } from './timer-clock.ts';
export type { Lease, LeaseStore } from './ports/lease-store.ts';
export type { OriginalRemover } from './ports/original-remover.ts';
export type {
  RemoteFile,
  RemoteOriginal,
  RemoteOriginalPage,
  RemoteOriginals,
} from './ports/remote-originals.ts';
export type {
  Kept,
  PendingFile,
  PlaceState,
  RestoredFacts,
  RestorePlace,
  RestoreTarget,
} from './ports/restore-target.ts';
export type {
  ResumableUploads,
  UploadAnnouncement,
  UploadChunk,
  UploadState,
} from './ports/resumable-uploads.ts';
export type { TransferRecord } from './model/transfer-record.ts';
export type { Conditions, ConditionsState } from './ports/conditions.ts';
export type { Hasher } from './ports/hasher.ts';
export type {
  AssetCursor,
  AssetQuery,
  ConfirmedChecksum,
  DamageState,
  LackOfRoom,
  Ledger,
  LedgerFact,
  LedgerState,
  LedgerTotals,
  SeenAsset,
  TotalGroup,
} from './ports/ledger.ts';
export type { Logger } from './ports/logger.ts';
export type { NativeBytes } from './ports/native-bytes.ts';
export type { BackupNotification, NotifiedProgress, Notifier } from './ports/notifier.ts';
export type {
  AssetPage,
  AssetPageRequest,
  OpenObserver,
  OpenedAsset,
  OpenedPart,
  PhotoLibrary,
} from './ports/photo-library.ts';
export type { Random } from './ports/random.ts';
export type {
  AlbumAddition,
  Remote,
  RemoteDescription,
  RemoteCapabilities,
  RemoteMatch,
  RemoteProof,
  RemoteProofs,
  ResumableLimits,
  StorageUse,
  IsMeteredAllowed,
  UploadObserver,
  UploadOutcome,
  UploadPart,
  UploadRequest,
} from './ports/remote.ts';

export type { HeldRunLock, RunKind, RunLock, RunLockResult } from './ports/run-lock.ts';
export type { AlbumSyncResult } from './album-sync/sync-albums.ts';
export type { BackupController, BackupStatus, StartOptions } from './controller/backup-controller.ts';
export { startAutoBackup, type AutoBackupDeps } from './background/auto-backup.ts';
export { isPassing, isServerAway, pauseBefore } from './background/owed-run.ts';
export { CHUNK_SIZES } from './transfer/chunk-sizes.ts';
export { rereadingMs } from './transfer/rereading-time.ts';
export { createLeaseRunLock, type LeaseLockDeps } from './lock/lease-run-lock.ts';
export type { Allowance, Hold } from './conditions/allowance.ts';
export type { FreeingProposal } from './free-space/propose-freeing.ts';
export type { FreeingResult } from './free-space/free-space.ts';
export { NO_DAMAGE } from './verify/no-damage.ts';
export type { VerifyReport } from './verify/verify-library.ts';
export type { VerifyProgress } from './verify/verify-meter.ts';
export type { Verdict } from './verify/compare-page.ts';
export type { RestoreChoice } from './restore/plan-places.ts';
export { foldedKey } from './restore/safe-name.ts';
export {
  restoreLibrary,
  type RestoreDeps,
  type RestoreFailure,
  type RestoreProgress,
  type RestoreReport,
} from './restore/restore-library.ts';
export { createChangingController, type ChangingController } from './controller/changing-controller.ts';
export {
  createQuietController,
  lastKnownOf,
  nothingYet,
  type LastKnown,
  type Quiet,
} from './controller/quiet-controller.ts';
export { WatchedValue } from './controller/watched-value.ts';
export { putForegroundFirst, type ForegroundFirst } from './background/foreground-first.ts';
export { createBackupEngine, type BackupEngineDeps } from './controller/create-backup-engine.ts';
export type { BackupSnapshot } from './controller/snapshot.ts';
export type { RunOutcome } from './run/run-machine.ts';
export type { Why, WaitingFor } from './explain/explain-asset.ts';
export type { RunProgress } from './progress/run-progress.ts';
export type { CurrentUploadAsset, Transfer, UploadProgress } from './progress/transfers.ts';
export type { Activity } from './run/run-observer.ts';
export type {
  AssetSum,
  CandidateStatistics,
  Statistics,
  WaitingStatistics,
} from './statistics/statistics.ts';
export { summariseTotals } from './statistics/statistics.ts';
export type { AssetListing } from './plan/suppose-choices.ts';
export type { ScanOptions } from './run/observe-library.ts';
