import type {
  BackgroundRun,
  RunDueEvent,
  RunEnd,
  RunExpiringEvent,
  RunProgress,
  RunSchedule,
} from './background-runs.ts';
import type { NativeConditions } from './conditions.ts';
import type { LibraryChanges } from './library-changes.ts';
import type {
  BurstPhoto,
  HashedFile,
  NativeAssetId,
  OpenedOriginal,
  OpenOriginalRequest,
  OriginalFacts,
  WorkProgressEvent,
} from './originals.ts';
import type {
  TransferEndedEvent,
  TransferProgressEvent,
  TransferRecord,
  TransferRequest,
} from './transfers.ts';

/**
 * What only native code can do for a backup, on iOS and Android alike; every decision is made above it. A test compares the names,
 * arguments and events of this interface with those of the Kotlin and the Swift.
 *
 * What rejects, rejects with an error whose `code` is a `NativeErrorCode`. Optional values are null.
 */
export interface BackupNative {
  // Runs in the background

  /** Has the system wake the app for backups from now on, in place of what was scheduled. May be repeated. */
  scheduleRuns(schedule: RunSchedule): Promise<void>;
  /** Ends that; a run that is under way goes on. */
  unscheduleRuns(): Promise<void>;
  /**
   * Asks for time for what goes on already, when the app leaves the screen. Android: one run as soon as there is a network, whatever the schedule
   * waits for, expedited where the system grants it. iOS: a run at once, for as long as it lets the app be, which is about half a minute; and
   * the next ones soon. Without a schedule: nothing happens.
   */
  requestRun(): Promise<void>;
  /** The runs that were granted and not handed out yet: each exactly once, and each must be finished. See `registerBackgroundRuns`. */
  takeRuns(): Promise<readonly BackgroundRun[]>;
  /** Tells the system that a run is over, and removes its notification. An unknown run: nothing happens. */
  finishRun(runId: string, end: RunEnd): Promise<void>;
  /** Changes what the run's notification says. A run without one: nothing happens. */
  showRunProgress(runId: string, progress: RunProgress): Promise<void>;

  // Whether the system lets the app work in the background

  /**
   * The system starts the app for its runs. Android: the person did not set its use of the battery to "Restricted". iOS: Background App Refresh is on
   * for it.
   */
  mayRunInBackground(): Promise<boolean>;
  /**
   * Android: asks the person to spare the app from battery optimisation, unless it is; iOS: opens the app's settings. Answers when the question is
   * on the screen.
   */
  askToRunInBackground(): Promise<void>;

  // Transfers

  /** Writes the transfer down durably, then begins it, at once or when its turn and its network come. */
  enqueueTransfer(request: TransferRequest): Promise<void>;
  /** All that are not acknowledged, those that ended while JavaScript was dead among them; the oldest first. */
  listTransfers(): Promise<readonly TransferRecord[]>;
  /** They end as `cancelled` within 1 s, if they did not end before. Unknown ids: nothing happens. */
  cancelTransfers(ids: readonly string[]): Promise<void>;
  /** Forgets transfers that ended. Others among the ids: nothing happens. */
  acknowledgeTransfers(ids: readonly string[]): Promise<void>;

  // Originals

  /**
   * Facts of these assets, in their order; those that are gone are absent. `checkOnDevice` finds out of each part whether it is on the device,
   * which costs iOS a few milliseconds a part. At most 500 at once. Errors: `permission-lost`.
   */
  describeOriginals(
    assetIds: readonly NativeAssetId[],
    checkOnDevice: boolean,
  ): Promise<readonly OriginalFacts[]>;
  /**
   * iOS: the photos of bursts that Photos lists nowhere, behind those of these assets that stand for one. Android: none, since it lists each. At
   * most 500 at once. Errors: `permission-lost`.
   */
  findBurstPhotos(assetIds: readonly NativeAssetId[]): Promise<readonly BurstPhoto[]>;
  /**
   * Makes the bytes of a part readable. iOS writes them into a temporary file, downloading them where it must and may. Errors: `asset-gone`,
   * `no-such-part`, `in-cloud`, `download-failed`, `file-unreadable`, `permission-lost`, `no-space`, `cancelled`.
   */
  openOriginal(request: OpenOriginalRequest): Promise<OpenedOriginal>;
  /** The checksum of a part without a temporary file, streamed. Errors as of `openOriginal`. */
  hashOriginal(request: OpenOriginalRequest): Promise<HashedFile>;
  /** The checksum of a `content:` or `file:` URI, streamed. Errors: `asset-gone`, `file-unreadable`, `permission-lost`, `cancelled`. */
  hashFile(workId: string, uri: string): Promise<HashedFile>;
  /**
   * So many bytes of a `content:` or `file:` URI; fewer only at its end. At most 4 MiB at once. Errors: `asset-gone`, `file-unreadable`,
   * `permission-lost`.
   */
  readBytes(uri: string, fromByte: number, sizeBytes: number): Promise<Uint8Array>;
  /** Ends an `openOriginal`, `hashOriginal` or `hashFile` within 1 s: it rejects with `cancelled`. Unknown: nothing happens. */
  cancelWork(workId: string): Promise<void>;
  /** Removes temporary files of `openOriginal`; what is no such file, or one that a transfer still needs, is left alone. */
  removeTemporary(uris: readonly string[]): Promise<void>;
  /** Removes all temporary files of this module but these and those that transfers still need (U8). Answers how many. */
  sweepTemporary(keepUris: readonly string[]): Promise<number>;

  // What changed

  /** What changed since this token; null: only the token of now. Errors: `permission-lost`. */
  readChanges(token: string | null): Promise<LibraryChanges>;
  /** iOS: the local identifier of the smart album that holds every photo ("Recents"), which no other API names. Android: null. */
  findEverythingAlbum(): Promise<string | null>;

  // Network and power

  /** As it is now; `onConditionsChanged` tells when it is no longer so. */
  readConditions(): NativeConditions;
  /** Whether somebody answers at this https address whose certificate the platform does not trust. Takes up to 5 s; whoever does not answer is not. */
  isUntrusted(url: string): Promise<boolean>;

  addListener<Name extends keyof BackupNativeEvents>(
    name: Name,
    listener: (event: BackupNativeEvents[Name]) => void,
  ): { remove(): void };
}

/** What the native module tells by itself, while somebody listens. */
export interface BackupNativeEvents {
  /** A run was granted: `takeRuns`. */
  readonly onRunDue: RunDueEvent;
  readonly onRunExpiring: RunExpiringEvent;
  readonly onTransferProgress: TransferProgressEvent;
  readonly onTransferEnded: TransferEndedEvent;
  readonly onWorkProgress: WorkProgressEvent;
  readonly onConditionsChanged: NativeConditions;
}
