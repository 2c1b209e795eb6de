import { CancelSource, throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import type { RunBudget } from '../budget/run-budget.ts';
import { mayBegin } from '../budget/may-begin.ts';
import { createTransferPace } from '../budget/transfer-pace.ts';
import { holdOf, type Allowance, type Hold } from '../conditions/allowance.ts';
import type { LiveAllowance } from '../conditions/live-allowance.ts';
import { BackupError } from '../errors/backup-error.ts';
import { sizeBytesOf, type DeviceAsset } from '../model/asset.ts';
import type { Settings } from '../model/settings.ts';
import type { AssetCursor } from '../ports/ledger.ts';
import type { ResumableLimits } from '../ports/remote.ts';
import { emptyQueue, isIdle, type QueueGate, type QueueLimits, type Work } from '../queue/queue-state.ts';
import { dropHeldDownloads, leftBehind, takeWork } from '../queue/upload-queue.ts';
import type { LaneKind } from '../queue/lanes.ts';
import { createHoldingLibrary } from '../upload/holding-library.ts';
import { chunkBytesOf, type ChunkSizes } from '../transfer/chunk-sizes.ts';
import type { AssetEndings, TurnEnd } from './asset-endings.ts';
import type { Connection } from './connection.ts';
import { InFlight } from './in-flight.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunObserver } from './run-observer.ts';
import { createTurns } from './turns.ts';

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
  readonly sendsOn: boolean;
  /** Retries up to this time have their turn. */
  readonly dueMs: number;
}

export type PassEnd =
  | { readonly kind: 'done'; readonly turnCount: number }
  | { readonly kind: 'offline' }
  /** What is left may not be sent now (N1, N2). */
  | { readonly kind: 'held-back'; readonly by: Hold; readonly allowance: Allowance }
  /** What is left would not get ahead in the time that is left (B4). */
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'stopped'; readonly error: BackupError };

/**
 * Gives each ready asset one turn: hash, look up, send, write down. Several at once, as `takeWork` says.
 *
 * Ends when every turn has ended, or earlier when the network goes or the run must stop: then nothing new begins and
 * what is in flight comes to its end. What was put off in this run has no turn. A server that leaves a question unanswered stops the run, too, but what it is known
 * to lack is sent first. A transfer that network or power does not allow any more is cut short, without a failed attempt (N3).
 * When the signal is given, what is in flight is cut short and closed, and the
 * signal's reason is thrown; the ledger holds all that was confirmed. Nothing is in flight any more when this settles.
 */
export async function uploadPass(deps: PassDeps, runSignal: CancelSignal): Promise<PassEnd> {
  const queue = emptyQueue();
  const signal = new CancelSource(runSignal);
  const library = createHoldingLibrary(deps.library);
  const pace = createTransferPace(deps.budget);
  const inFlight = new InFlight(signal);
  const performing = new Set<Promise<void>>();
  let end: Extract<PassEnd, { kind: 'offline' | 'stopped' }> | undefined;
  let turnCount = 0;
  const cursors: Partial<Record<LaneKind, AssetCursor>> = {};
  let fault: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const limits: QueueLimits = {
    parallelUploads:
      deps.endings.isAnySuspect() || deps.endings.putOff.isLastRound ? 1 : deps.settings.parallelUploads,
    downloadsAlone: deps.endings.putOff.isLastRound,
    order: deps.settings.order,
    isHeld: (kind) => holdOf(deps.allowance.current(), kind) !== undefined,
    mayBegin: ({ asset }) =>
      isInTime(asset, chunkBytesOf(sizeOf(asset), deps.chunkSizes, deps.resumableLimits)),
    mayDownload: ({ asset }) => isInTime(asset, undefined, false),
  };
  const turns = createTurns({ ...deps, queue, library, pace, inFlight, halt, signal });
  const unsubscribe = deps.allowance.subscribe(() => {
    inFlight.cancelHeld(limits.isHeld);
    for (const id of dropHeldDownloads(queue, limits.isHeld)) void library.letGo(id, { comesBack: true });
    wake();
  });
  let { network } = deps.conditions.current();
  const unfollow = deps.conditions.subscribe((now) => {
    if (now.network !== network) inFlight.changeNetwork();
    network = now.network;
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
    unfollow();
    signal.cancel();
    await Promise.all(performing);
    // A library that is deaf to its end must not keep the run from its own.
    await untilCancelled(library.letGoAll(), runSignal).catch(() => undefined);
  }

  function isInTime(asset: DeviceAsset, chunkBytes: number | undefined, sendsOn = deps.sendsOn): boolean {
    const timeLeft = { remainingMs: deps.budget.remainingMs(), bytesPerMs: pace.bytesPerMs() };
    return mayBegin({ sizeBytes: sizeOf(asset), chunkBytes, sendsOn }, timeLeft);
  }

  function endOf(): PassEnd {
    const { heldKind, isOutOfTime } = leftBehind(queue, limits);
    const allowance = deps.allowance.current();
    const by = heldKind && holdOf(allowance, heldKind);
    if (by !== undefined) return { kind: 'held-back', by, allowance };
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
        return turns.hash(work.record);
      case 'check':
        return turns.check(work.assets);
      case 'send':
        return turns.send(work.asset);
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
      const ready = records.filter(({ asset }) => !deps.endings.putOff.has(asset.id));
      lane.ready.push(...ready);
      turnCount += ready.length;
    } finally {
      lane.isReading = false;
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

const sizeOf = (asset: DeviceAsset): number => sizeBytesOf(asset) || UNTOLD_SIZE_BYTES;
