import { Cancelled, throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError, type ErrorCode } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Random } from '../ports/random.ts';
import type { RemoteOriginal, RemoteOriginals } from '../ports/remote-originals.ts';
import type { Remote } from '../ports/remote.ts';
import type { RestoreTarget } from '../ports/restore-target.ts';
import { createConnection } from '../run/connection.ts';
import { concernsOneFile } from './concerns-one-file.ts';
import { failureReasonOf, type FailureReason } from './failure-reason.ts';
import { foldersOf, type RestoreChoice } from './plan-places.ts';
import { restoreOriginal } from './restore-original.ts';
import { Turns } from './turns.ts';

export interface RestoreDeps {
  readonly originals: RemoteOriginals;
  readonly target: RestoreTarget;
  /** Asked whether the server is back. */
  readonly remote: Remote;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly options: { readonly offlinePatienceMs: number };
}

/** How far a restore is, and at its end what it did. The four counts of originals add up to `wantedCount` when it is over. */
export interface RestoreProgress {
  /** Originals that are to be brought home, as far as the server named them yet. */
  readonly wantedCount: number;
  /** The server has named everything, so that `wantedCount` does not grow any more. */
  readonly isAllCounted: boolean;
  /** Something of it was written. */
  readonly restoredCount: number;
  /** All of it was there already. */
  readonly thereCount: number;
  /** It was deleted on the server before its turn came. */
  readonly goneCount: number;
  /** Not all of it could be brought home. */
  readonly failedCount: number;
  /** Files beside the wanted ones that the server keeps and does not let be read: those of a locked folder. */
  readonly withheldCount: number;
  /** Files that were received, and those that were put into further folders. */
  readonly receivedFileCount: number;
  readonly repeatedFileCount: number;
  readonly receivedBytes: number;
}

export interface RestoreReport extends RestoreProgress {
  readonly outcome:
    | { readonly kind: 'completed' }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'stopped'; readonly code: ErrorCode; readonly detail: string };
  /** Albums that were chosen and of which the server has nothing: misspelt, perhaps. Told when it is complete. */
  readonly emptyAlbumNames: readonly string[];
  /** What could not be brought home, at most the first thousand. */
  readonly failures: readonly RestoreFailure[];
}

export interface RestoreFailure {
  readonly original: RemoteOriginal;
  /** `motion`: its still is at home, its motion part alone is not. */
  readonly part: 'original' | 'motion';
  readonly reason: FailureReason;
}

const AT_ONCE = 4;
const MAX_LISTED = 1_000;

/**
 * Brings every original home, byte for byte, with its times, into folders named like its albums (V3).
 *
 * It can be interrupted at any moment: no half file has a name, and the next restore leaves what is there and goes on. One
 * original that fails stops no other. The same server and the same folder give the same names again.
 */
export async function restoreLibrary(
  deps: RestoreDeps,
  choice: RestoreChoice,
  onProgress: (progress: RestoreProgress) => void,
  signal: CancelSignal,
): Promise<RestoreReport> {
  const { originals, target, logger } = deps;
  const count = {
    wantedCount: 0,
    isAllCounted: false,
    restoredCount: 0,
    thereCount: 0,
    goneCount: 0,
    failedCount: 0,
    withheldCount: 0,
    receivedFileCount: 0,
    repeatedFileCount: 0,
    receivedBytes: 0,
  };
  const failures: RestoreFailure[] = [];
  const emptyAlbums = new Map(choice.albumNames.map((name) => [name.normalize('NFC'), name]));
  const connection = createConnection({
    ...deps,
    offlinePatienceMs: deps.options.offlinePatienceMs,
    onWaiting: () => undefined,
  });
  const tell = (): void => onProgress({ ...count });
  const originalDeps = {
    ...deps,
    connection,
    turns: new Turns(),
    onReceived(bytes: number) {
      count.receivedBytes += bytes;
      tell();
    },
    onKept(how: 'received' | 'repeated') {
      if (how === 'received') count.receivedFileCount += 1;
      else count.repeatedFileCount += 1;
    },
  };

  const outcome = await outcomeOf(async () => {
    await target.sweep();
    for (let cursor: string | undefined, isLast = false; !isLast; isLast = cursor === undefined) {
      const page = await connection.call((guarded) => originals.list(cursor, guarded), signal);
      for (const { albumNames } of [...page.originals, ...page.withheld])
        for (const name of albumNames) emptyAlbums.delete(name.normalize('NFC'));
      count.isAllCounted = page.nextCursor === undefined;
      await restorePage(page.originals);
      const isWanted = ({ albumNames }: (typeof page.withheld)[number]): boolean =>
        foldersOf({ albumNames, createdAtMs: Number.NaN }, choice).length > 0;
      count.withheldCount += page.withheld.filter(isWanted).length;
      cursor = page.nextCursor;
    }
    await target.sweep();
  });
  const emptyAlbumNames = outcome.kind === 'completed' ? [...emptyAlbums.values()] : [];
  return { ...count, outcome, emptyAlbumNames, failures };

  /** The first thing that stops it lets what has begun come to its end. */
  async function restorePage(page: readonly RemoteOriginal[]): Promise<void> {
    const wanted = page
      .map((original) => ({ original, folders: foldersOf(original, choice) }))
      .filter(({ folders }) => folders.length > 0);
    count.wantedCount += wanted.length;
    tell();
    const rest = wanted.values();
    let hasStopped = false;
    const worker = async (): Promise<void> => {
      for (const { original, folders } of rest) {
        if (hasStopped) return;
        try {
          await restoreOne(original, folders);
        } catch (error) {
          hasStopped = true;
          throw error;
        }
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  async function restoreOne(
    original: RemoteOriginal,
    folders: readonly (readonly string[])[],
  ): Promise<void> {
    throwIfCancelled(signal);
    try {
      const written = await restoreOriginal(originalDeps, original, folders, signal);
      if (written.kind === 'no-name') return fail(original, 'original', written);
      const { motionFailure } = written;
      if (motionFailure !== undefined) return fail(original, 'motion', motionFailure);
      if (written.isNew) count.restoredCount += 1;
      else count.thereCount += 1;
    } catch (error) {
      if (!(error instanceof BackupError) || !(await concernsOneFile(connection, error, signal))) throw error;
      if (error.code !== 'asset-gone') return fail(original, 'original', failureReasonOf(error));
      count.goneCount += 1;
    }
    tell();
  }

  function fail(
    original: RemoteOriginal,
    part: RestoreFailure['part'],
    reason: RestoreFailure['reason'],
  ): void {
    count.failedCount += 1;
    if (failures.length < MAX_LISTED) failures.push({ original, part, reason });
    logger.log('warn', 'original-not-restored', { part, reason });
    tell();
  }

  async function outcomeOf(work: () => Promise<void>): Promise<RestoreReport['outcome']> {
    try {
      await work();
      return { kind: 'completed' };
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled) return { kind: 'cancelled' };
      if (error instanceof BackupError) return { kind: 'stopped', code: error.code, detail: error.message };
      throw error;
    }
  }
}
