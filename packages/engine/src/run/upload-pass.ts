import { CancelSource, throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import { matchChecksums } from '../dedupe/match-checksums.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { Settings } from '../model/settings.ts';
import type { AssetCursor } from '../ports/ledger.ts';
import {
  emptyQueue,
  isIdle,
  queueMissing,
  requeueTwins,
  takeWork,
  type HashedAsset,
  type QueueGate,
  type Work,
} from '../queue/upload-queue.ts';
import type { LaneKind } from '../queue/lanes.ts';
import { hashAsset } from '../upload/hash-asset.ts';
import { sendAsset } from '../upload/send-asset.ts';
import type { AssetEndings, TurnEnd } from './asset-endings.ts';
import type { Connection } from './connection.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunObserver } from './run-observer.ts';

const READY_PAGE = 200;

export interface PassDeps extends RunDeps {
  readonly connection: Connection;
  readonly endings: AssetEndings;
  readonly observer: RunObserver;
  readonly settings: Settings;
  /** Retries up to this time have their turn. */
  readonly dueMs: number;
}

export type PassEnd =
  | { readonly kind: 'done'; readonly turnCount: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'stopped'; readonly error: BackupError };

/**
 * Gives each ready asset one turn: hash, look up, send, write down. Several at once, as `takeWork` says.
 *
 * Ends when every turn has ended, or earlier when the network goes or the run must stop: then nothing new begins and
 * what is in flight comes to its end. A server that leaves a question unanswered stops the run, too, but what it is known
 * to lack is sent first. When the signal is given, what is in flight is cut short and closed, and the
 * signal's reason is thrown; the ledger holds all that was confirmed. Nothing is in flight any more when this settles.
 */
export async function uploadPass(deps: PassDeps, runSignal: CancelSignal): Promise<PassEnd> {
  const queue = emptyQueue();
  const signal = new CancelSource(runSignal);
  const inFlight = new Set<Promise<void>>();
  let end: Exclude<PassEnd, { kind: 'done' }> | undefined;
  let turnCount = 0;
  const cursors: Partial<Record<LaneKind, AssetCursor>> = {};
  let fault: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  try {
    for (;;) {
      throwIfCancelled(signal);
      for (const work of takeWork(queue, deps.settings)) start(work);
      if (fault !== undefined) throw fault.error;
      if (isIdle(queue)) return end ?? { kind: 'done', turnCount };
      await untilCancelled(
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
        signal,
      );
    }
  } finally {
    signal.cancel();
    await Promise.all(inFlight);
  }

  /** What stops a run comes to the others in flight as no more than the news that nothing new begins. */
  function start(work: Work): void {
    const performing = perform(work)
      .catch((error: unknown) => {
        if (error instanceof BackupError) halt({ kind: 'stop', error });
        else fault ??= { error };
      })
      .finally(() => {
        inFlight.delete(performing);
        wake();
      });
    inFlight.add(performing);
  }

  async function perform(work: Work): Promise<void> {
    switch (work.kind) {
      case 'read-page':
        return readPage(work.lane);
      case 'hash':
        return hash(work.record);
      case 'check':
        return check(work.assets);
      case 'send':
        return send(work.asset);
    }
  }

  async function readPage(kind: LaneKind): Promise<void> {
    const lane = queue.lanes[kind];
    try {
      const records = await deps.ledger.readAssets({
        kind: 'ready',
        nowMs: deps.dueMs,
        assetKind: kind,
        after: cursors[kind],
        limit: READY_PAGE,
      });
      const last = records.at(-1)?.asset;
      if (last !== undefined) cursors[kind] = { createdAtMs: last.createdAtMs, id: last.id };
      lane.isExhausted = records.length < READY_PAGE;
      lane.ready.push(...records);
      turnCount += records.length;
    } finally {
      lane.isReading = false;
    }
  }

  async function hash(record: AssetRecord): Promise<void> {
    const { id } = record.asset;
    try {
      const read = await hashAsset(deps, record, signal);
      if (read.kind === 'changed') {
        halt(await deps.endings.changed(record, read.asset));
        return;
      }
      const checksums = read.result;
      await deps.ledger.record([{ kind: 'hashed', id, version: record.version, checksums }]);
      queue.hashed.push({ record, checksums });
    } catch (error) {
      throwIfCancelled(signal);
      halt(await deps.endings.failed(record, error));
    } finally {
      queue.hashing.delete(id);
    }
  }

  async function check(assets: readonly HashedAsset[]): Promise<void> {
    try {
      const { matched, trashed, missing } = await matchChecksums(deps, assets, signal);
      await deps.endings.backedUp(
        matched.map(({ asset, remoteId }) => ({ ...asset, how: 'duplicate', remoteId })),
      );
      for (const { record } of trashed) {
        await deps.endings.failed(record, new BackupError('trashed-on-server', 'it lies in the trash'));
      }
      queueMissing(queue, missing);
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError)) throw error;
      // What is known to be missing needs no answer: it is still sent before the run stops.
      halt({ kind: 'stop', error }, error.disposition === 'retry' ? 'sends-only' : 'closed');
    } finally {
      queue.checking = 0;
    }
  }

  async function send(asset: HashedAsset): Promise<void> {
    const { record, checksums } = asset;
    deps.observer.onSending(record, 0);
    try {
      const read = await sendAsset(
        deps,
        asset,
        (bytesSent) => {
          deps.observer.onSending(record, bytesSent);
        },
        signal,
      );
      if (read.kind === 'changed') {
        halt(await deps.endings.changed(record, read.asset));
        return;
      }
      const { kind, remoteId } = read.result;
      const how = kind === 'created' ? 'uploaded' : 'duplicate';
      await deps.endings.backedUp([{ record, checksums, how, remoteId }]);
      requeueTwins(queue, checksums);
    } catch (error) {
      throwIfCancelled(signal);
      halt(await deps.endings.failed(record, error));
    } finally {
      queue.sending.delete(record.asset.id);
    }
  }

  function halt(turn: TurnEnd, gate: Exclude<QueueGate, 'open'> = 'closed'): void {
    if (turn.kind === 'go-on') return;
    if (queue.gate !== 'closed') queue.gate = gate;
    // The reason to stop outranks a lost network, and the first of two reasons stands.
    if (turn.kind === 'stop' && end?.kind !== 'stopped') end = { kind: 'stopped', error: turn.error };
    if (turn.kind === 'offline') end ??= { kind: 'offline' };
  }
}
