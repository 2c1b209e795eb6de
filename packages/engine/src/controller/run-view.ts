import type { AlbumSyncResult } from '../album-sync/sync-albums.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { DamageState, LedgerState } from '../ports/ledger.ts';
import type { StorageUse } from '../ports/remote.ts';
import { RunMeter, type AssetEnding } from '../progress/run-progress.ts';
import { transferOf, type TransferProgress } from '../progress/transfers.ts';
import type { Activity, RunObserver } from '../run/run-observer.ts';
import { afterEnding, type Statistics } from '../statistics/statistics.ts';
import type { RunGoal, RunOutcome } from '../run/run-machine.ts';
import type { BackupSnapshot } from './snapshot.ts';

/** Gathers what runs tell into the one snapshot. */
export class RunView implements RunObserver {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #inFlight = new Map<
    AssetId,
    { readonly record: AssetRecord; readonly progress: TransferProgress }
  >();
  #activity: BackupSnapshot['activity'] = { kind: 'idle' };
  #statistics: Statistics | undefined;
  #lastBackupAtMs: number | undefined;
  #lastVerifiedAtMs: number | undefined;
  #damage: DamageState | undefined;
  /** As the server told it last. */
  #storage: StorageUse | undefined;
  /** How much of what the run has sent the server counted then. */
  #uploadedWhenTold = 0;
  #meter: RunMeter | undefined;
  #albumSync: AlbumSyncResult | undefined;
  #lastOutcome: RunOutcome | undefined;
  #goal: RunGoal = 'scan';
  #isPaused = false;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  read(): BackupSnapshot {
    return {
      activity: this.#activity,
      statistics: this.#statistics,
      lastBackupAtMs: this.#lastBackupAtMs,
      lastVerifiedAtMs: this.#lastVerifiedAtMs,
      damage: this.#damage,
      progress: this.#meter?.tell(this.#clock.now()),
      transfers: [...this.#inFlight.values()].map(({ record, progress }) => transferOf(record, progress)),
      storage: this.#storageNow(),
      albumSync: this.#albumSync,
      lastOutcome: this.#lastOutcome,
      isPaused: this.#isPaused,
    };
  }

  /** A run begins: what the last one counted is gone from the picture. */
  begin(goal: RunGoal): void {
    this.#activity = { kind: 'starting' };
    this.#goal = goal;
    if (goal === 'backup') this.#isPaused = false;
    this.#storage = this.#storageNow();
    this.#uploadedWhenTold = 0;
    this.#meter = undefined;
    this.#albumSync = undefined;
    this.#lastOutcome = undefined;
  }

  /** Undefined: a fault ended the run. */
  end(outcome: RunOutcome | undefined): void {
    this.#inFlight.clear();
    this.#activity = { kind: 'idle' };
    this.#lastOutcome = outcome;
    if (this.#goal === 'backup') this.#isPaused = outcome?.kind === 'cancelled';
    this.#onChange();
  }

  onLedgerRead(
    statistics: Statistics,
    {
      lastBackupAtMs,
      lastVerifiedAtMs,
      damage,
    }: Pick<LedgerState, 'lastBackupAtMs' | 'lastVerifiedAtMs' | 'damage'>,
  ): void {
    this.#statistics = statistics;
    this.#lastBackupAtMs = lastBackupAtMs;
    this.#lastVerifiedAtMs = lastVerifiedAtMs;
    this.#damage = damage;
    this.#onChange();
  }

  onActivity(activity: Activity): void {
    this.#activity = activity;
    if (activity.kind === 'uploading') this.#meter?.wentOn(this.#clock.now());
    else this.#meter?.paused();
    this.#onChange();
  }

  onStorage(storage: StorageUse): void {
    this.#storage = storage;
    this.#uploadedWhenTold = this.#uploadedBytes();
    this.#onChange();
  }

  onCounted(statistics: Statistics, work: { readonly count: number; readonly sizeBytes: number }): void {
    this.#statistics = statistics;
    this.#meter = new RunMeter(work, this.#clock.now());
    this.#uploadedWhenTold = 0;
    this.#onChange();
  }

  onAlbumsSynced(result: AlbumSyncResult): void {
    this.#albumSync = result;
    this.#onChange();
  }

  onDownloading(record: AssetRecord, bytes: number): void {
    this.#inFlight.set(record.asset.id, { record, progress: { kind: 'downloading', bytes } });
    this.#onChange();
  }

  onReading(record: AssetRecord, bytes: number): void {
    this.#inFlight.set(record.asset.id, { record, progress: { kind: 'reading', bytes } });
    this.#meter?.reading(this.#clock.now());
    this.#onChange();
  }

  onRead(record: AssetRecord): void {
    if (this.#inFlight.get(record.asset.id)?.progress.kind !== 'reading') return;
    this.#inFlight.delete(record.asset.id);
    this.#onChange();
  }

  onResumed(record: AssetRecord, bytesKept: number): void {
    this.#meter?.resumed(record.asset.id, bytesKept);
  }

  onSending(record: AssetRecord, bytesSent: number): void {
    this.#inFlight.set(record.asset.id, { record, progress: { kind: 'sending', bytes: bytesSent } });
    this.#meter?.sent(record.asset.id, bytesSent, this.#clock.now());
    this.#onChange();
  }

  onDropped(record: AssetRecord): void {
    this.#inFlight.delete(record.asset.id);
    this.#meter?.dropped(record.asset.id);
    this.#onChange();
  }

  onSettled(record: AssetRecord, ending: AssetEnding): void {
    const sizeBytes = sizeBytesOf(record.asset);
    this.#inFlight.delete(record.asset.id);
    this.#meter?.settled(record.asset.id, ending, sizeBytes, this.#clock.now());
    if (this.#statistics !== undefined) this.#statistics = afterEnding(this.#statistics, ending, sizeBytes);
    this.#onChange();
  }

  /** With what arrived since the server told it, which it does at the beginning and the end of a run. */
  #storageNow(): StorageUse | undefined {
    if (this.#storage === undefined) return undefined;
    const arrivedBytes = this.#uploadedBytes() - this.#uploadedWhenTold;
    return { ...this.#storage, usedBytes: this.#storage.usedBytes + arrivedBytes };
  }

  #uploadedBytes(): number {
    return this.#meter?.tell(this.#clock.now()).bytesUploaded ?? 0;
  }
}
