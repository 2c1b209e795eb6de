// What a test can load too; `open-backup-native.ts` beside it wants a phone.
export type {
  BackgroundRun,
  RunEnd,
  RunNotificationWords,
  RunProgress,
  RunReason,
  RunSchedule,
} from './background-runs.ts';
export type { BackupNative, BackupNativeEvents } from './backup-native.ts';
export type { NativeConditions } from './conditions.ts';
export type { LibraryChanges } from './library-changes.ts';
export { NATIVE_ERROR_CODES, nativeErrorCodeOf, type NativeErrorCode } from './native-error.ts';
export type {
  Edition,
  HashedFile,
  NativeAssetId,
  OpenedOriginal,
  OpenOriginalRequest,
  OriginalFacts,
  PartDescription,
  PartRole,
} from './originals.ts';
export { registerBackgroundRuns, type ExpirySignal } from './register-background-runs.ts';
export type {
  BodyPiece,
  TransferEnd,
  TransferFailureCode,
  TransferRecord,
  TransferRequest,
  TransferStep,
} from './transfers.ts';
