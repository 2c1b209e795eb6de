import type { CancelSignal } from '../cancel.ts';
import { BackupError, isOnTheWay } from '../errors/backup-error.ts';
import type { AssetRecord, Settlement } from '../model/asset-record.ts';
import { versionOf, type AssetChecksums, type DeviceAsset } from '../model/asset.ts';
import type { AssetId, RemoteAssetId } from '../model/ids.ts';
import type { LedgerFact } from '../ports/ledger.ts';
import { transitionAsset, type AssetEffect } from '../asset/asset-machine.ts';
import { backoffMs, MAX_ATTEMPTS } from '../asset/backoff.ts';
import { seen } from '../scan/scan-library.ts';
import type { Connection } from './connection.ts';
import { PutOff } from './put-off.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunObserver } from './run-observer.ts';

/** So often a server or a network may go away under one asset in a run, without more of it being there each time. */
const MAX_TIMES_AWAY = 20;
/** From here on it is to be seen which one it is of those that are sent together. */
const SUSPECT_TIMES_AWAY = 10;

/** What became of one turn of an asset, as far as the others are concerned. */
export type TurnEnd =
  | { readonly kind: 'go-on' }
  /** The network is away. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'stop'; readonly error: BackupError };

/**
 * Writes down how each asset's turn ended, and tells the observer. The one place where an asset is called backed up,
 * failed or gone. Lives as long as a run.
 */
export class AssetEndings {
  readonly putOff = new PutOff();
  readonly #deps: RunDeps;
  readonly #connection: Connection;
  readonly #observer: RunObserver;
  /** How often an asset changed in this run, or lost the network: while the server was there, or with it. None of it may go on for ever. */
  readonly #changes = new Map<AssetId, number>();
  readonly #networkLosses = new Map<AssetId, { own: number; away: number }>();
  readonly #bytesKept = new Map<AssetId, number>();
  /** Assets of which more is on the server than when an attempt of theirs was last counted. */
  readonly #ahead = new Set<AssetId>();

  constructor(deps: RunDeps, connection: Connection, observer: RunObserver) {
    this.#deps = deps;
    this.#connection = connection;
    this.#observer = observer;
  }

  /** The server confirmed these bytes. */
  async backedUp(
    confirmed: readonly {
      readonly record: AssetRecord;
      readonly checksums: AssetChecksums;
      readonly how: 'uploaded' | 'duplicate';
      readonly remoteId: RemoteAssetId | undefined;
    }[],
  ): Promise<void> {
    const atMs = this.#deps.clock.now();
    await this.#deps.ledger.record(
      confirmed.map(({ record, checksums, how, remoteId }) => ({
        kind: 'backed-up',
        id: record.asset.id,
        version: record.version,
        checksums,
        settlement: { kind: 'backed-up', how, remoteId, atMs },
      })),
    );
    for (const { record, how } of confirmed) {
      this.#networkLosses.delete(record.asset.id);
      if (how === 'uploaded') this.putOff.sent(record);
      this.#observer.onSettled(record, how);
    }
  }

  /** Whether one asset at a time is to be sent, because the server may be dying of one of them. */
  isAnySuspect(): boolean {
    return [...this.#networkLosses.values()].some(({ away }) => away >= SUSPECT_TIMES_AWAY);
  }

  /** So much of an asset is on the server. Where that is more than ever before in this run, what broke off before is forgiven. */
  gotAhead(id: AssetId, bytesKept: number): void {
    const before = this.#bytesKept.get(id);
    if (before !== undefined && bytesKept <= before) return;
    this.#bytesKept.set(id, bytesKept);
    if (bytesKept > 0) this.#networkLosses.delete(id);
    // What is told first was there before.
    if (before !== undefined) this.#ahead.add(id);
  }

  /** The asset is another version than the one whose turn it was: it gets its turn as what it is now (D7). */
  async changed(record: AssetRecord, now: DeviceAsset): Promise<TurnEnd> {
    const { ledger } = this.#deps;
    const changes = (this.#changes.get(now.id) ?? 0) + 1;
    this.#changes.set(now.id, changes);
    this.#networkLosses.delete(now.id);
    const { lastScanId } = await ledger.readState();
    await ledger.record(
      record.albumIds.map((albumId) => ({
        kind: 'assets-seen',
        albumId,
        scanId: lastScanId,
        assets: [seen(now)],
      })),
    );
    return this.#end(
      {
        ...record,
        asset: now,
        version: versionOf(now),
        settlement: settlementAfter(changes - 1, this.#deps.clock.now()),
      },
      new BackupError('changed-while-reading', 'the file changed while it was read'),
    );
  }

  /** The server had these once and has them no more; nobody wants them sent again (D10). */
  async missedOnServer(records: readonly AssetRecord[]): Promise<void> {
    const atMs = this.#deps.clock.now();
    await this.#deps.ledger.record(
      records.map(({ asset, version }) => ({ kind: 'deleted-on-server', id: asset.id, version, atMs })),
    );
    for (const record of records) {
      this.#networkLosses.delete(record.asset.id);
      this.#observer.onSettled(record, 'deleted');
    }
  }

  /**
   * The asset's turn ended with an error (E1), perhaps on another network than it began on. What is no `BackupError` is a fault of
   * ours and is thrown on.
   */
  async failed(
    record: AssetRecord,
    error: unknown,
    signal: CancelSignal,
    isOtherNetwork: () => boolean,
  ): Promise<TurnEnd> {
    if (!(error instanceof BackupError)) throw error;
    const mayBeTheNetwork = error.disposition === 'wait' || error.code === 'timeout';
    if (!mayBeTheNetwork) return this.#end(record, error);
    const isThere = await this.#connection.isThere(signal);
    // A device may tell of another network only after what went over the old one broke.
    const blamed = this.#blame(record.asset.id, error, isThere && !isOtherNetwork());
    if (!isThere) {
      const end = await this.#end(record, blamed);
      return end.kind === 'go-on' ? { kind: 'offline' } : end;
    }
    if (blamed.disposition !== 'wait') return this.#end(record, blamed);
    // Nobody else has to wait: it has its turn again with the next pass.
    const losses = this.#networkLosses.get(record.asset.id)?.own ?? 1;
    await this.#deps.clock.sleep(backoffMs(Math.max(1, losses), this.#deps.random.next(), undefined), signal);
    this.#observer.onDropped(record);
    return { kind: 'go-on' };
  }

  async #end(record: AssetRecord, error: BackupError): Promise<TurnEnd> {
    const { ledger, clock, random, logger } = this.#deps;
    // Attempts that each brought a film further are no reason to give it up.
    const isAnew = isOnTheWay(error.code) && this.#ahead.delete(record.asset.id);
    const settlement: Settlement = isAnew ? { kind: 'pending' } : record.settlement;
    const { state, effects } = transitionAsset(settlement, {
      kind: 'turn-failed',
      error: {
        code: error.code,
        disposition: error.disposition,
        detail: error.message,
        retryAfterMs: error.retryAfterMs,
      },
      atMs: clock.now(),
      chance: random.next(),
    });
    logger.log('debug', 'turn-failed', { code: error.code, now: state.kind });

    const does = (kind: AssetEffect['kind']): boolean => effects.some((effect) => effect.kind === kind);
    const facts: LedgerFact[] = [
      ...(does('discard-hash') ? [{ kind: 'hash-discarded', id: record.asset.id } as const] : []),
      ...(state === settlement ? [] : [factOf(record, state)]),
    ];
    if (facts.length > 0) await ledger.record(facts);
    if (does('put-off')) this.putOff.add(record, error);
    if (does('settle')) this.#networkLosses.delete(record.asset.id);
    if (does('settle')) this.#observer.onSettled(record, state.kind === 'gone' ? 'gone' : 'failed');
    else this.#observer.onDropped(record);
    if (does('stop-run')) return { kind: 'stop', error };
    return does('wait-for-network') ? { kind: 'offline' } : { kind: 'go-on' };
  }

  /**
   * A network that is away costs nothing: neither when the connection breaks, nor when it falls silent; nor does one that became
   * another. A connection that breaks for one asset while the server is there all the time for whoever asks is that asset's
   * failure, and so is a server that dies of it again and again: or they would have it sent for ever.
   */
  #blame(id: AssetId, error: BackupError, wasThere: boolean): BackupError {
    if (error.code === 'timeout' && wasThere) return error;
    const losses = this.#networkLosses.get(id) ?? { own: 0, away: 0 };
    losses[wasThere ? 'own' : 'away'] += 1;
    this.#networkLosses.set(id, losses);
    const isItsOwn = wasThere ? losses.own >= MAX_ATTEMPTS : losses.away >= MAX_TIMES_AWAY;
    if (losses.away >= MAX_TIMES_AWAY) losses.away -= MAX_ATTEMPTS;
    const code = isItsOwn ? 'timeout' : 'network';
    return code === error.code ? error : new BackupError(code, error.message, { cause: error });
  }
}

/** What a failed turn made of an asset, as the ledger is told. */
function factOf({ asset: { id }, version }: AssetRecord, state: Settlement): LedgerFact {
  switch (state.kind) {
    case 'retrying':
      return {
        kind: 'attempt-failed',
        id,
        version,
        failure: state.failure,
        nextAttemptAtMs: state.nextAttemptAtMs,
      };
    case 'failed':
      return { kind: 'attempt-failed', id, version, failure: state.failure, nextAttemptAtMs: undefined };
    case 'gone':
      return { kind: 'vanished', id, atMs: state.atMs };
    case 'pending':
    case 'backed-up':
    case 'deleted-on-server':
      throw new TypeError(`no failed turn makes an asset ${state.kind}`);
  }
}

const settlementAfter = (attempts: number, atMs: number): AssetRecord['settlement'] =>
  attempts === 0
    ? { kind: 'pending' }
    : {
        kind: 'retrying',
        failure: { code: 'changed-while-reading', detail: '', attempts, atMs },
        nextAttemptAtMs: atMs,
      };
