import { throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import { syncAlbums } from '../album-sync/sync-albums.ts';
import { matchDeviceAssets } from '../dedupe/match-device-assets.ts';
import { BackupError } from '../errors/backup-error.ts';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';
import { summariseTotals } from '../statistics/statistics.ts';
import { settleAlbums } from './settle-albums.ts';
import { AssetEndings } from './asset-endings.ts';
import { lackOfRoomOf } from './lack-of-room.ts';
import { createConnection, type Connection } from './connection.ts';
import { withFirstAnswerLimit } from './first-answer.ts';
import { observeLibrary, type ScanOptions } from './observe-library.ts';
import type { RunDeps } from './run-deps.ts';
import type { Activity, RunObserver } from './run-observer.ts';
import { uploadPass } from './upload-pass.ts';

/** No server may ask for more; a retry that is further away was written under a clock that was wrong. */
const LONGEST_PAUSE_MS = 25 * 3_600_000;

export interface RunOptions extends ScanOptions {
  /** How long to wait for a network that goes away in the middle; Infinity: for ever. */
  readonly offlinePatienceMs: number;
}

/**
 * One pass of backup, from the library to the server's confirmation: connect, scan, plan, compare, upload, sync albums.
 *
 * Resolves when every candidate is settled or failed, and the ledger says so. Throws the `BackupError` that stopped
 * it, or the signal's reason; what was confirmed until then is in the ledger, and the next run goes on from there (U7).
 */
export async function runBackup(
  deps: RunDeps,
  { offlinePatienceMs, chooseAlbums }: RunOptions,
  observer: RunObserver,
  signal: CancelSignal,
): Promise<void> {
  const { ledger, remote, clock, logger } = deps;
  let activity: Activity = { kind: 'connecting' };
  const enter = (next: Activity): void => {
    activity = next;
    observer.onActivity(next);
  };
  const connectionOf = (patienceMs: number): Connection =>
    createConnection({
      ...deps,
      offlinePatienceMs: patienceMs,
      onWaiting(isWaiting) {
        observer.onActivity(isWaiting ? { kind: 'waiting-for-network' } : activity);
      },
    });

  enter({ kind: 'connecting' });
  // A server that is not there at the start is said at once; one that goes away in the middle is waited for.
  const { storage } = await connectionOf(0).call(
    (guarded) => withFirstAnswerLimit(clock, guarded, (limited) => remote.describe(limited)),
    signal,
  );
  observer.onStorage(storage);
  const connection = connectionOf(offlinePatienceMs);
  const state = await ledger.readState();
  const settings: Settings = { ...DEFAULT_SETTINGS, ...state.settings };

  const partialAlbums = await observeLibrary(deps, { chooseAlbums }, enter, signal);
  const statistics = summariseTotals(await ledger.readTotals());
  const { waitingCount, waitingBytes } = statistics.candidates;
  observer.onCounted(statistics, { count: waitingCount, sizeBytes: waitingBytes });

  enter({ kind: 'comparing' });
  await matchDeviceAssets(
    { ...deps, connection },
    (records) => {
      for (const record of records) observer.onSettled(record, 'duplicate');
    },
    signal,
  );

  // Only another upload can tell whether there is room by now.
  if (state.lackOfRoom !== undefined) await ledger.record([{ kind: 'room-noted', lack: undefined }]);
  const endings = new AssetEndings(deps, observer);
  for (;;) {
    const dueMs = await waitForWork();
    if (dueMs === undefined) break;
    enter({ kind: 'uploading' });
    const end = await uploadPass({ ...deps, connection, endings, observer, settings, dueMs }, signal);
    if (end.kind === 'stopped') {
      await finishWithoutRoom(end.error);
      throw end.error;
    }
    // Nothing else could end this loop, and a loop that cannot end must never begin.
    if (end.kind === 'done' && end.turnCount === 0)
      throw new Error('the ledger counts work that it does not name');
    if (end.kind === 'offline') await connection.waitUntilOnline(signal);
  }

  await syncAlbumsIfWanted();
  await settleAlbums(ledger, clock, partialAlbums);
  await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]);
  await refreshStorage();

  async function syncAlbumsIfWanted(): Promise<void> {
    if (!settings.syncAlbums) return;
    enter({ kind: 'syncing-albums' });
    observer.onAlbumsSynced(await syncAlbums({ ...deps, connection }, signal));
  }

  /** A full server takes nothing more, but what it has it can still put into albums. */
  async function finishWithoutRoom(reason: BackupError): Promise<void> {
    const lack = lackOfRoomOf(reason, clock.now());
    if (lack === undefined) return;
    await ledger.record([{ kind: 'room-noted', lack }]);
    try {
      await syncAlbumsIfWanted();
    } catch (error) {
      // The run stops for the reason that came first; what is not in its albums yet is recorded as such (S2).
      if (!(error instanceof BackupError)) throw error;
      logger.log('warn', 'albums-not-synced', { code: error.code });
    }
  }

  /** Everything is done and written down: that the numbers are a little old is no reason to call it otherwise. */
  async function refreshStorage(): Promise<void> {
    try {
      observer.onStorage((await untilCancelled(remote.describe(signal), signal)).storage);
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
    }
  }

  /**
   * Waits for the next retry where nothing but retries is left. Answers up to which time retries are due by now, or
   * nothing when no work is left. A wait is a wait: what was waited for is due even when the device's clock jumped meanwhile.
   */
  async function waitForWork(): Promise<number | undefined> {
    throwIfCancelled(signal);
    const nowMs = clock.now();
    const totals = await ledger.readTotals();
    const isPending = totals.groups.some(
      (group) => group.standing === 'candidate' && group.settlement === 'pending' && group.count > 0,
    );
    if (isPending) return nowMs;
    if (totals.nextAttemptAtMs === undefined) return undefined;
    const pauseMs = totals.nextAttemptAtMs - nowMs;
    if (pauseMs > 0 && pauseMs <= LONGEST_PAUSE_MS) {
      enter({ kind: 'waiting-for-retry', untilMs: totals.nextAttemptAtMs });
      await clock.sleep(pauseMs, signal);
    }
    return Math.max(nowMs, totals.nextAttemptAtMs);
  }
}
