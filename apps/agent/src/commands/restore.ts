import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CancelSource, restoreLibrary, type Remote, type RestoreReport } from '@keepsake/engine';
import { createRemote, createRemoteOriginals } from '@keepsake/remote';
import type { RestoreCommand } from '../cli/command.ts';
import { CommandError } from '../cli/command-error.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { takeFileLock } from '../device/file-lock.ts';
import { systemClock } from '../device/system-clock.ts';
import { systemRandom } from '../device/system-random.ts';
import { printable } from '../display/format.ts';
import { RestoreDisplay } from '../display/restore-display.ts';
import { failureReason, restoreLines, type FullReport } from '../display/restore-words.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import type { Credentials } from '@keepsake/remote';
import { DiskRestoreTarget } from '../restore/disk-restore-target.ts';
import { followRenames } from '../restore/follow-renames.ts';
import { OFFLINE_PATIENCE_MS } from '../session/open-session.ts';
import { requireCredentials } from '../session/require-credentials.ts';
import { refuseLibrary } from './refuse-library.ts';

/** `keepsake restore FOLDER`: brings every original home from the server (V3). */
export async function restore(command: RestoreCommand, context: CommandContext): Promise<ExitCode> {
  const { profile, output } = context;
  const credentials = await requireCredentials(profile);
  const folder = await openFolder(command.folder, context.usualUmask);
  if (!command.intoLibrary) await refuseLibrary(folder, credentials.userId, profile);
  const lock = await takeFileLock(join(profile.ledgerFolder, lockNameOf(folder)));
  if (lock === undefined) {
    throw new CommandError(
      `Another restore to ${printable(folder)} is running. This one did nothing.`,
      EXIT.alreadyRunning,
    );
  }
  let report: FullReport;
  try {
    report = await restoreTo(folder, command, credentials, context);
  } finally {
    lock.release();
  }
  const exitCode = exitCodeOfReport(report);
  const misspelt = misspeltAlbums(report);
  if (misspelt !== undefined && report.emptyAlbumNames.length === command.albums.length) throw misspelt;
  if (command.json) {
    const { failures, ...summary } = report;
    for (const { original, part, reason } of failures) {
      const { id, fileName } = original;
      output.line(JSON.stringify({ event: 'failed', id, fileName, part, reason: failureReason(reason) }));
    }
    output.line(JSON.stringify({ event: 'summary', exitCode, folder, ...summary }));
  } else {
    for (const line of restoreLines(report, folder)) output.line(line);
  }
  // The other albums are home; who reads only the exit code must learn that not all that was asked for is.
  if (misspelt !== undefined) throw misspelt;
  return exitCode;
}

function misspeltAlbums({ emptyAlbumNames }: RestoreReport): CommandError | undefined {
  if (emptyAlbumNames.length === 0) return undefined;
  const names = emptyAlbumNames.map((name) => `"${printable(name)}"`).join(' or ');
  return new CommandError(`There is nothing on the server in an album ${names}. Write its name exactly.`);
}

async function restoreTo(
  folder: string,
  { albums, json }: RestoreCommand,
  { serverUrl, credential }: Credentials,
  { output, ...context }: CommandContext,
): Promise<FullReport> {
  const transport = openNodeHttpTransport();
  const signal = new CancelSource();
  const stopListening = context.onInterrupt(() => signal.cancel());
  const display = new RestoreDisplay(output, json);
  try {
    const remote = createRemote({ transport, serverUrl, credential });
    // A server that is not there at the start is said at once; one that goes away in the middle is waited for.
    if (!(await answers(remote, signal))) return STOPPED_BEFORE;
    const { originals, target, renamedCount, renamed } = followRenames(
      createRemoteOriginals({ transport, serverUrl, credential }),
      new DiskRestoreTarget(folder, context.usualUmask),
    );
    const report = await restoreLibrary(
      {
        originals,
        target,
        remote,
        clock: systemClock,
        random: systemRandom,
        logger: { log: () => undefined },
        options: { offlinePatienceMs: OFFLINE_PATIENCE_MS },
      },
      { albumNames: albums },
      (progress) => display.show(progress),
      signal,
    );
    return { ...report, renamedCount: renamedCount(), renamed: renamed() };
  } finally {
    display.end();
    stopListening();
    transport.close();
  }
}

/** False: it was told to stop before the server answered. Errors are those of `Remote`. */
async function answers(remote: Pick<Remote, 'describe'>, signal: CancelSource): Promise<boolean> {
  try {
    await remote.describe(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}

const STOPPED_BEFORE: FullReport = {
  outcome: { kind: 'cancelled' },
  wantedCount: 0,
  isAllCounted: false,
  restoredCount: 0,
  thereCount: 0,
  withheldCount: 0,
  goneCount: 0,
  failedCount: 0,
  receivedFileCount: 0,
  repeatedFileCount: 0,
  receivedBytes: 0,
  emptyAlbumNames: [],
  failures: [],
  renamedCount: 0,
  renamed: [],
};

/** The real path of the folder, which is made when it is missing; what is around it is not: it may be on a disk that is away. */
async function openFolder(folder: string, usualUmask: number): Promise<string> {
  if (folder === '') throw new CommandError('The name of a folder is missing.');
  const path = resolve(folder);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === false)
    throw new CommandError(`${printable(path)} is a file. Name a folder.`, EXIT.libraryUnavailable);
  if (stats === undefined && !(await isFolder(dirname(path))))
    throw new CommandError(
      `There is no folder ${printable(dirname(path))} to make ${printable(path)} in. Connect its disk, check the name, or make it first.`,
      EXIT.libraryUnavailable,
    );
  try {
    if (stats === undefined) {
      await mkdir(path);
      await chmod(path, 0o777 & ~usualUmask).catch(() => undefined);
    }
    return await realpath(path);
  } catch {
    throw new CommandError(
      `The folder ${printable(path)} cannot be made. Name one that you may write to.`,
      EXIT.libraryUnavailable,
    );
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** Two restores to one folder would take each other's hidden files for left behind. */
const lockNameOf = (folder: string): string =>
  `restore-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}.lock`;

function exitCodeOfReport({ outcome, failedCount, withheldCount }: RestoreReport): ExitCode {
  switch (outcome.kind) {
    case 'completed':
      return failedCount + withheldCount > 0 ? EXIT.someFailed : EXIT.ok;
    case 'cancelled':
      return EXIT.interrupted;
    case 'stopped':
      return exitCodeOf(outcome.code);
  }
}
