import type { AlbumSyncResult } from '../album-sync/sync-albums.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { StorageUse } from '../ports/remote.ts';
import { RunMeter, type AssetEnding } from '../progress/run-progress.ts';
import { transferOf } from '../progress/transfers.ts';
import type { Activity, RunObserver } from '../run/run-observer.ts';
import { afterEnding, type Statistics } from '../statistics/statistics.ts';
import type { BackupSnapshot, RunOutcome } from './snapshot.ts';

/** Gathers what runs tell into the one snapshot. */
export class RunView implements RunObserver {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #sending = new Map<AssetId, { readonly record: AssetRecord; readonly bytesSent: number }>();
  #activity: BackupSnapshot['activity'] = { kind: 'idle' };
  #statistics: Statistics | undefined;
  #lastBackupAtMs: number | undefined;
  #storage: StorageUse | undefined;
  #meter: RunMeter | undefined;
  #albumSync: AlbumSyncResult | undefined;
  #lastOutcome: RunOutcome | undefined;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  read(): BackupSnapshot {
    return {
      activity: this.#activity,
      statistics: this.#statistics,
      lastBackupAtMs: this.#lastBackupAtMs,
      progress: this.#meter?.read(this.#clock.now()),
      transfers: [...this.#sending.values()].map(({ record, bytesSent }) => transferOf(record, bytesSent)),
      storage: this.#storage,
      albumSync: this.#albumSync,
      lastOutcome: this.#lastOutcome,
    };
  }

  /** A run begins: what the last one counted is gone from the picture. */
  begin(): void {
    this.#meter = undefined;
    this.#albumSync = undefined;
    this.#lastOutcome = undefined;
  }

  /** Undefined: a fault ended the run. */
  end(outcome: RunOutcome | undefined): void {
    this.#sending.clear();
    this.#activity = { kind: 'idle' };
    this.#lastOutcome = outcome;
    this.#onChange();
  }

  onLedgerRead(statistics: Statistics, lastBackupAtMs: number | undefined): void {
    this.#statistics = statistics;
    this.#lastBackupAtMs = lastBackupAtMs;
    this.#onChange();
  }

  onActivity(activity: Activity): void {
    this.#activity = activity;
    this.#onChange();
  }

  onStorage(storage: StorageUse): void {
    this.#storage = storage;
    this.#onChange();
  }

  onCounted(statistics: Statistics, work: { readonly count: number; readonly sizeBytes: number }): void {
    this.#statistics = statistics;
    this.#meter = new RunMeter(work, this.#clock.now());
    this.#onChange();
  }

  onAlbumsSynced(result: AlbumSyncResult): void {
    this.#albumSync = result;
    this.#onChange();
  }

  onSending(record: AssetRecord, bytesSent: number): void {
    this.#sending.set(record.asset.id, { record, bytesSent });
    this.#meter?.sent(record.asset.id, bytesSent, this.#clock.now());
    this.#onChange();
  }

  onDropped(record: AssetRecord): void {
    this.#sending.delete(record.asset.id);
    this.#meter?.dropped(record.asset.id);
    this.#onChange();
  }

  onSettled(record: AssetRecord, ending: AssetEnding): void {
    const sizeBytes = sizeBytesOf(record.asset);
    this.#sending.delete(record.asset.id);
    this.#meter?.settled(record.asset.id, ending, sizeBytes, this.#clock.now());
    if (this.#statistics !== undefined) this.#statistics = afterEnding(this.#statistics, ending, sizeBytes);
    this.#onChange();
  }
}
