import { Cancelled, throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import type { TransferPace } from '../budget/transfer-pace.ts';
import { matchChecksums } from '../dedupe/match-checksums.ts';
import { BackupError } from '../errors/backup-error.ts';
import { isDamaged, type AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId, Checksum } from '../model/ids.ts';
import { READING_IS_SHOWN_FROM } from '../progress/transfers.ts';
import { laneOf } from '../queue/lanes.ts';
import type { HashedAsset, QueueGate, UploadQueue } from '../queue/queue-state.ts';
import { queueMissing, requeueTwins } from '../queue/upload-queue.ts';
import { hashAsset } from '../upload/hash-asset.ts';
import type { HoldingLibrary } from '../upload/holding-library.ts';
import { isCutOff } from '../upload/read-asset.ts';
import { sendAsset, type SendDeps } from '../upload/send-asset.ts';
import type { AssetEndings, TurnEnd } from './asset-endings.ts';
import type { Connection } from './connection.ts';
import type { InFlight } from './in-flight.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunObserver } from './run-observer.ts';

/** SHA-1 of no bytes at all: what no server keeps, and each can be asked for. */
const CHECKSUM_OF_NOTHING = 'da39a3ee5e6b4b0d3255bfef95601890afd80709' as Checksum;

export interface TurnDeps extends RunDeps, Omit<SendDeps, keyof RunDeps> {
  readonly library: HoldingLibrary;
  readonly connection: Connection;
  readonly endings: AssetEndings;
  readonly observer: RunObserver;
  readonly queue: UploadQueue;
  readonly inFlight: InFlight;
  readonly pace: TransferPace;
  /** Told how each turn ended, as far as the others are concerned. */
  readonly halt: (turn: TurnEnd, gate?: Exclude<QueueGate, 'open'>) => void;
  readonly signal: CancelSignal;
}

/** The steps of an asset's turn in a pass; each moves it on in the queue, or ends its turn. */
export interface Turns {
  hash(record: AssetRecord): Promise<void>;
  check(assets: readonly HashedAsset[]): Promise<void>;
  send(asset: HashedAsset): Promise<void>;
}

/** A search that is patient at each step would outlast a run in the background, and begin anew with the next. */
const askingOnce: Pick<Connection, 'call'> = {
  call: (ask, signal) => untilCancelled(ask(signal), signal),
};

/** Where a broken connection is nobody's own after all, it stops the run as what it is. */
const asItCame = (error: BackupError): BackupError =>
  error.cause instanceof BackupError && error.cause.disposition === 'wait' ? error.cause : error;

/** What they throw is no asset's own: it stops the run, or is a fault. */
export function createTurns(deps: TurnDeps): Turns {
  const { queue, inFlight, library, pace, signal, halt } = deps;
  return { hash, check, send };

  async function hash(record: AssetRecord): Promise<void> {
    const { id } = record.asset;
    const turn = inFlight.begin(record, record.asset.isInCloud);
    const isReadingShown = sizeBytesOf(record.asset) >= READING_IS_SHOWN_FROM;
    try {
      if (record.asset.isInCloud) deps.endings.putOff.requireRoom(record);
      const read = await hashAsset(
        deps,
        record,
        {
          onDownloaded(bytesDownloaded) {
            deps.observer.onDownloading(record, bytesDownloaded);
          },
          onRead(bytesRead) {
            if (isReadingShown) deps.observer.onReading(record, bytesRead);
          },
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
      if (isReadingShown) deps.observer.onRead(record);
      inFlight.end(id);
      queue.hashing.delete(id);
    }
  }

  async function check(assets: readonly HashedAsset[]): Promise<void> {
    try {
      await checkApart(assets);
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError)) throw error;
      // What is known to be missing needs no answer: it is still sent before the run stops.
      halt({ kind: 'stop', error }, error.disposition === 'retry' ? 'sends-only' : 'closed');
    } finally {
      queue.checking = [];
    }
  }

  /**
   * A server that fails at one photo must not keep all others from being sent: a question that it never answers, although it
   * answers another one, is asked in halves, until each photo is found whose failure it is.
   */
  async function checkApart(
    assets: readonly HashedAsset[],
    connection: Pick<Connection, 'call'> = deps.connection,
  ): Promise<void> {
    const error = await checkTogether(assets, connection);
    if (error === undefined) return;
    const isUnanswered =
      error.code === 'too-many-requests' || error.disposition === 'wait' || !(await isAnswering());
    if (isUnanswered && connection === deps.connection) throw asItCame(error);
    // A part that nobody answers just now is asked again with patience.
    if (isUnanswered) return checkApart(assets);
    const [first] = assets;
    if (first === undefined) throw error;
    if (assets.length === 1) return endFailed({ ...first.record, checksums: first.checksums }, error);
    const middle = Math.ceil(assets.length / 2);
    // One photo alone is charged: not before it was asked for with patience.
    for (const half of [assets.slice(0, middle), assets.slice(middle)])
      await checkApart(half, half.length === 1 ? deps.connection : askingOnce);
  }

  /** Whether the server answers a question that is about no photo. */
  async function isAnswering(): Promise<boolean> {
    try {
      await untilCancelled(deps.remote.findChecksums([CHECKSUM_OF_NOTHING], signal), signal);
      return true;
    } catch (error) {
      throwIfCancelled(signal);
      if (error instanceof BackupError) return false;
      throw error;
    }
  }

  /** @returns why it was not answered, however often it was asked */
  async function checkTogether(
    assets: readonly HashedAsset[],
    connection: Pick<Connection, 'call'>,
  ): Promise<BackupError | undefined> {
    try {
      await checkAll(assets, connection);
      return undefined;
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError) || error.disposition === 'stop') throw error;
      // Where the server is there, a connection that breaks at these photos each time is no network that is away.
      if (error.disposition !== 'wait' || !(await deps.connection.isThere(signal))) return error;
      return new BackupError('timeout', error.message, { cause: error });
    }
  }

  async function checkAll(
    assets: readonly HashedAsset[],
    connection: Pick<Connection, 'call'>,
  ): Promise<void> {
    const { matched, deleted, missing } = await matchChecksums({ ...deps, connection }, assets, signal);
    await deps.endings.backedUp(
      matched.map(({ asset, remoteId }) => ({ ...asset, how: 'duplicate', remoteId })),
    );
    await deps.endings.missedOnServer(deleted.map(({ record }) => record));
    for (const { asset } of matched) await letGo(asset.record.asset.id);
    for (const { record } of deleted) await letGo(record.asset.id);
    queueMissing(queue, missing);
  }

  async function send(asset: HashedAsset): Promise<void> {
    const { record, checksums } = asset;
    const { id } = record.asset;
    const turn = inFlight.begin(record, true);
    deps.observer.onSending(record, 0);
    let bytesSent = 0;
    try {
      deps.endings.putOff.requireRoom(record);
      const read = await sendAsset(
        deps,
        asset,
        {
          onDownloaded(bytesDownloaded) {
            deps.observer.onDownloading(record, bytesDownloaded);
          },
          onResumed(bytesKept) {
            // What an earlier turn had sent is no speed of this one.
            bytesSent += bytesKept;
            deps.observer.onResumed(record, bytesKept);
          },
          onBytesKept(bytesKept) {
            deps.endings.gotAhead(id, bytesKept);
          },
          onBytesSent(bytes) {
            pace.sent(Math.max(0, bytes - bytesSent));
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
      // A server that puts good bytes in the place of damaged ones says that it knows the photo; it had to be sent all the same.
      const isMended = isDamaged(record) && bytesSent > 0;
      const how = kind === 'created' || isMended ? 'uploaded' : 'duplicate';
      await deps.endings.backedUp([{ record, checksums, how, remoteId }]);
      requeueTwins(queue, checksums);
      await letGo(id);
    } catch (error) {
      await endFailed({ ...record, checksums }, error);
    } finally {
      inFlight.end(id);
      queue.sending.delete(id);
    }
  }

  /** A library that is deaf must not keep the run from its end. */
  function letGo(id: AssetId, comesBack = false): Promise<void> {
    return untilCancelled(library.letGo(id, { comesBack }), signal);
  }

  async function endFailed(record: AssetRecord, error: unknown): Promise<void> {
    throwIfCancelled(signal);
    if (!(error instanceof Cancelled) || error.why !== 'held-back') {
      const isOtherNetwork = (): boolean => inFlight.hasChangedNetwork(record.asset.id);
      const ending = () => deps.endings.failed(record, error, signal, isOtherNetwork);
      return endTurn(record, ending, isCutOff(error));
    }
    // It is first in turn again for when it may be sent.
    await letGo(record.asset.id, true);
    deps.observer.onDropped(record);
    queue.lanes[laneOf(record)].ready.unshift(record);
  }

  async function endTurn(
    record: AssetRecord,
    ending: () => Promise<TurnEnd>,
    comesBack = false,
  ): Promise<void> {
    await letGo(record.asset.id, comesBack);
    halt(await ending());
  }
}
