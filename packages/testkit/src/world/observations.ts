import type {
  AssetId,
  BackupNotification,
  Checksum,
  DeviceAssetId,
  ErrorCode,
  Lease,
  LedgerFact,
  NotifiedProgress,
  RunKind,
} from '@keepsake/engine';
import type { FakeRestoredFile } from '../restore/fake-restore-target.ts';
import type { StoreFailure } from './device/store-failing.ts';
import type { NetworkKind } from './net/simulated-network.ts';

/** What can be seen of a simulated world from outside, as it happens. Times are in the world's own milliseconds. */
export type Observation =
  /** Something that was to happen happened. */
  | { readonly kind: 'event'; readonly text: string }
  /** A process of the device began or ended, was frozen by the platform, or goes on. */
  | {
      readonly kind: 'process';
      readonly process: string;
      readonly what: 'born' | 'died' | 'fell-asleep' | 'woke-up';
    }
  /** A run was asked for, or ended. */
  | {
      readonly kind: 'run';
      readonly run: RunObserved;
      readonly what: 'started' | 'ended';
      readonly outcome: string;
    }
  /** A run when all was calm: it has no reason to end but that all is done. */
  | { readonly kind: 'calm-run'; readonly outcome: string }
  | { readonly kind: 'ledger-lost' }
  /** A run went on beyond what the platform gave it, and was killed. */
  | { readonly kind: 'overran'; readonly process: string; readonly budgetMs: number }
  /** What a process was asked to do beside runs is over; `threw`: with what no outcome speaks of. */
  | {
      readonly kind: 'performed';
      readonly process: string;
      readonly what: string;
      readonly threw: string | undefined;
    }
  /** Whose claim to be the only run is written down now; undefined: nobody's. */
  | { readonly kind: 'lease'; readonly process: string; readonly lease: Lease | undefined }
  /** A call to the ledger, or to the row of the run lock, failed and did nothing. */
  | { readonly kind: 'store-failed'; readonly process: string; readonly failure: StoreFailure }
  /** The person was told something while they did not look. */
  | { readonly kind: 'notified'; readonly process: string; readonly notification: BackupNotification }
  /** How far a background run is was shown; undefined: nothing is shown any more. */
  | {
      readonly kind: 'progress-shown';
      readonly process: string;
      readonly progress: NotifiedProgress | undefined;
    }
  /** Everything was brought home into an empty place. */
  | { readonly kind: 'restored'; readonly outcome: string; readonly files: readonly FakeRestoredFile[] }
  /** These facts are in the ledger by now. */
  | { readonly kind: 'facts'; readonly process: string; readonly facts: readonly LedgerFact[] }
  /** A process opened an asset, to read it. */
  | { readonly kind: 'opened'; readonly process: string; readonly assetId: AssetId }
  /** Bytes of an original were handed to a network. */
  | {
      readonly kind: 'bytes';
      readonly process: string;
      readonly way: 'up' | 'down';
      readonly assetId: AssetId;
      readonly bytes: number;
      readonly network: NetworkKind;
    }
  /** A call that carries bytes to the server began: before its first byte. */
  | { readonly kind: 'sending'; readonly call: SendingCall }
  /** It ended, as far as the server is concerned. */
  | { readonly kind: 'sent'; readonly call: SendingCall; readonly end: SendingEnd; readonly bytes: number }
  /** Any call to the server ended. */
  | { readonly kind: 'call'; readonly process: string; readonly method: string; readonly end: string }
  /** The server lost bytes that it had kept. */
  | {
      readonly kind: 'server-lost';
      readonly checksum: Checksum;
      readonly how: 'trashed' | 'erased' | 'rotten' | 'put-back';
    }
  | { readonly kind: 'uploads-expired' }
  /** An original was removed from the device by whoever may. */
  | { readonly kind: 'removed'; readonly process: string; readonly checksums: readonly Checksum[] }
  /** The person said something, and the ledger took it. */
  | { readonly kind: 'said'; readonly what: string };

/** One run, as whoever asked for it knows it. */
export interface RunObserved {
  readonly process: string;
  readonly kind: RunKind;
  readonly isOverMeteredAllowed: boolean;
  readonly startedAtMs: number;
  readonly budgetMs: number | undefined;
}

/** One call that carries bytes: a whole upload, or a piece of a resumable one. */
export interface SendingCall {
  readonly process: string;
  readonly assetId: AssetId;
  readonly deviceAssetId: DeviceAssetId;
  /** Of all parts that go with the call. */
  readonly checksums: readonly Checksum[];
  readonly way: 'whole' | 'piece';
  /** Bytes that the call is to carry. */
  readonly sizeBytes: number;
  /** Names all that must be sent for the same to be there: parts that go together, or a still with its motion part. */
  readonly content: string;
  /** Bytes of that content, as far as this way of sending carries them. */
  readonly contentBytes: number;
  readonly startedAtMs: number;
}

export type SendingEnd =
  /** The server keeps it all, or this piece of it. */
  | { readonly kind: 'kept' }
  /** The server had it, and asked for no byte. */
  | { readonly kind: 'had' }
  /** It keeps it, and the device was not told. */
  | { readonly kind: 'answer-lost' }
  | { readonly kind: 'broken'; readonly code: ErrorCode | 'cancelled' | 'died' };

/** Hears of everything that happens. */
export type Observer = (observation: Observation) => void;
