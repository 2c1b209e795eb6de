import { Cancelled, CancelSource, throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import type { RunBudget } from '../budget/run-budget.ts';
import { mayBegin } from '../budget/may-begin.ts';
import { createTransferPace } from '../budget/transfer-pace.ts';
import { holdOf, type Hold } from '../conditions/allowance.ts';
import type { LiveAllowance } from '../conditions/live-allowance.ts';
import { BackupError } from '../errors/backup-error.ts';
import { matchChecksums } from '../dedupe/match-checksums.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { Settings } from '../model/settings.ts';
import type { AssetCursor } from '../ports/ledger.ts';
import type { ResumableLimits } from '../ports/remote.ts';
import {
  emptyQueue,
  isIdle,
  type HashedAsset,
  type QueueGate,
  type QueueLimits,
  type Work,
} from '../queue/queue-state.ts';
import { leftBehind, queueMissing, requeueTwins, takeWork } from '../queue/upload-queue.ts';
import { laneOf, type LaneKind } from '../queue/lanes.ts';
import { createHoldingLibrary } from '../upload/holding-library.ts';
import { hashAsset } from '../upload/hash-asset.ts';
import { chunkBytesOf, type ChunkSizes } from '../transfer/chunk-sizes.ts';
import { sendAsset } from '../upload/send-asset.ts';
import type { AssetEndings, TurnEnd } from './asset-endings.ts';
import type { Connection } from './connection.ts';
import { InFlight } from './in-flight.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunObserver } from './run-observer.ts';

const READY_PAGE = 200;
/** Assumed of what a platform tells no size of before it is opened. */
const UNTOLD_SIZE_BYTES = 4 * 1024 * 1024;

export interface PassDeps extends RunDeps {
  readonly connection: Connection;
  readonly endings: AssetEndings;
  readonly observer: RunObserver;
  readonly settings: Settings;
  readonly allowance: LiveAllowance;
  readonly budget: RunBudget;
  readonly resumableLimits: ResumableLimits | undefined;
  readonly chunkSizes: ChunkSizes;
  /** Retries up to this time have their turn. */
  readonly dueMs: number;
}

export type PassEnd =
  | { readonly kind: 'done'; readonly turnCount: number }
  | { readonly kind: 'offline' }
  /** What is left may not be sent now (N1, N2). */
  | { readonly kind: 'held-back'; readonly by: Hold }
  /** What is left would not get ahead in the time that is left (B4). */
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'stopped'; readonly error: BackupError };

/**
 * Gives each ready asset one turn: hash, look up, send, write down. Several at once, as `takeWork` says.
 *
 * Ends when every turn has ended, or earlier when the network goes or the run must stop: then nothing new begins and
 * what is in flight comes to its end. A server that leaves a question unanswered stops the run, too, but what it is known
 * to lack is sent first. A transfer that network or power does not allow any more is cut short, without a failed attempt (N3).
 * When the signal is given, what is in flight is cut short and closed, and the
 * signal's reason is thrown; the ledger holds all that was confirmed. Nothing is in flight any more when this settles.
 */
export async function uploadPass(deps: PassDeps, runSignal: CancelSignal): Promise<PassEnd> {
  const queue = emptyQueue();
  const signal = new CancelSource(runSignal);
  const library = createHoldingLibrary(deps.library);
  const pace = createTransferPace(deps.budget);
  const turns = new InFlight(signal);
  const performing = new Set<Promise<void>>();
  let end: Extract<PassEnd, { kind: 'offline' | 'stopped' }> | undefined;
  let turnCount = 0;
  const cursors: Partial<Record<LaneKind, AssetCursor>> = {};
  let fault: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const limits: QueueLimits = {
    parallelUploads: deps.settings.parallelUploads,
    order: deps.settings.order,
    isHeld: (kind) => holdOf(deps.allowance.current(), kind) !== undefined,
    mayBegin({ asset }) {
      const sizeBytes = sizeBytesOf(asset) || UNTOLD_SIZE_BYTES;
      const chunkBytes = chunkBytesOf(sizeBytes, deps.chunkSizes, deps.resumableLimits);
      const timeLeft = { remainingMs: deps.budget.remainingMs(), bytesPerMs: pace.bytesPerMs() };
      return mayBegin({ sizeBytes, chunkBytes }, timeLeft);
    },
  };
  const unsubscribe = deps.allowance.subscribe(() => {
    turns.cancelHeld(limits.isHeld);
    wake();
  });

  try {
    for (;;) {
      throwIfCancelled(signal);
      for (const work of takeWork(queue, limits)) start(work);
      if (fault !== undefined) throw fault.error;
      if (isIdle(queue)) return end ?? endOf();
      await untilCancelled(
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
        signal,
      );
    }
  } finally {
    unsubscribe();
    signal.cancel();
    await Promise.all(performing);
    // A library that is deaf to its end must not keep the run from its own.
    await untilCancelled(library.letGoAll(), runSignal).catch(() => undefined);
  }

  function endOf(): PassEnd {
    const { heldKind, isOutOfTime } = leftBehind(queue, limits);
    const by = heldKind && holdOf(deps.allowance.current(), heldKind);
    if (by !== undefined) return { kind: 'held-back', by };
    return isOutOfTime ? { kind: 'out-of-time' } : { kind: 'done', turnCount };
  }

  /** What stops a run comes to the others in flight as no more than the news that nothing new begins. */
  function start(work: Work): void {
    const running = perform(work)
      .catch((error: unknown) => {
        if (error instanceof BackupError) halt({ kind: 'stop', error });
        else fault ??= { error };
      })
      .finally(() => {
        performing.delete(running);
        wake();
      });
    performing.add(running);
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
    const turn = turns.begin(record, record.asset.isInCloud);
    try {
      const read = await hashAsset(
        { ...deps, library },
        record,
        (bytesDownloaded) => {
          deps.observer.onDownloading(record, bytesDownloaded);
        },
        turn,
      );
      if (read.kind === 'changed') {
        await endTurn(record, () => deps.endings.changed(record, read.asset));
        return;
      }
      const checksums = read.result;
      await deps.ledger.record([{ kind: 'hashed', id, version: record.version, checksums }]);
      queue.hashed.push({ record, checksums });
    } catch (error) {
      await endFailed(record, error);
    } finally {
      turns.end(id);
      queue.hashing.delete(id);
    }
  }

  async function check(assets: readonly HashedAsset[]): Promise<void> {
    try {
      const { matched, deleted, missing } = await matchChecksums(deps, assets, signal);
      await deps.endings.backedUp(
        matched.map(({ asset, remoteId }) => ({ ...asset, how: 'duplicate', remoteId })),
      );
      await deps.endings.missedOnServer(deleted.map(({ record }) => record));
      for (const { asset } of matched) await library.letGo(asset.record.asset.id);
      for (const { record } of deleted) await library.letGo(record.asset.id);
      queueMissing(queue, missing);
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError)) throw error;
      // What is known to be missing needs no answer: it is still sent before the run stops.
      halt({ kind: 'stop', error }, error.disposition === 'retry' ? 'sends-only' : 'closed');
    } finally {
      queue.checking = [];
    }
  }

  async function send(asset: HashedAsset): Promise<void> {
    const { record, checksums } = asset;
    const { id } = record.asset;
    const turn = turns.begin(record, true);
    deps.observer.onSending(record, 0);
    let bytesSent = 0;
    try {
      const read = await sendAsset(
        { ...deps, library },
        asset,
        {
          onDownloaded(bytesDownloaded) {
            deps.observer.onDownloading(record, bytesDownloaded);
          },
          onBytesSent(bytes) {
            pace.sent(bytes - bytesSent);
            bytesSent = bytes;
            deps.observer.onSending(record, bytes);
          },
        },
        turn,
      );
      if (read.kind === 'changed') {
        await endTurn(record, () => deps.endings.changed(record, read.asset));
        return;
      }
      const { kind, remoteId } = read.result;
      const how = kind === 'created' ? 'uploaded' : 'duplicate';
      await deps.endings.backedUp([{ record, checksums, how, remoteId }]);
      requeueTwins(queue, checksums);
      await library.letGo(id);
    } catch (error) {
      await endFailed({ ...record, checksums }, error);
    } finally {
      turns.end(id);
      queue.sending.delete(id);
    }
  }

  async function endFailed(record: AssetRecord, error: unknown): Promise<void> {
    throwIfCancelled(signal);
    if (!(error instanceof Cancelled) || error.why !== 'held-back') {
      return endTurn(record, () => deps.endings.failed(record, error));
    }
    // It is first in turn again for when it may be sent.
    await library.letGo(record.asset.id);
    deps.observer.onDropped(record);
    queue.lanes[laneOf(record)].ready.unshift(record);
  }

  async function endTurn(record: AssetRecord, ending: () => Promise<TurnEnd>): Promise<void> {
    await library.letGo(record.asset.id);
    halt(await ending());
  }

  function halt(turn: TurnEnd, gate: Exclude<QueueGate, 'open'> = 'closed'): void {
    if (turn.kind === 'go-on') return;
    if (queue.gate !== 'closed') queue.gate = gate;
    // The reason to stop outranks a lost network, and the first of two reasons stands.
    if (turn.kind === 'stop' && end?.kind !== 'stopped') end = { kind: 'stopped', error: turn.error };
    if (turn.kind === 'offline') end ??= { kind: 'offline' };
  }
}
