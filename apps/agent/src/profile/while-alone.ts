import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelSource } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { takeFileLock, type HeldFileLock } from '../device/file-lock.ts';
import { systemClock } from '../device/system-clock.ts';
import { cannotKeep } from './json-file.ts';

/** Small files are written in milliseconds, on a slow disk in a second. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/**
 * Does work on the files of a profile that one at a time may do, of all processes; the others wait for it. Not to be called by the work.
 *
 * @throws CommandError when it is not our turn in time, or nothing can be written there; and what the work throws
 */
export async function whileAlone<Result>(homeFolder: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await takeInTime(homeFolder);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function takeInTime(homeFolder: string): Promise<HeldFileLock> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += PAUSE_MS) {
    const lock = await take(homeFolder);
    if (lock !== undefined) return lock;
    await systemClock.sleep(PAUSE_MS, new CancelSource());
  }
  throw new CommandError(
    `Another Keepsake is writing its notes in ${homeFolder}, and does not come to an end. Try again later.`,
    EXIT.alreadyRunning,
  );
}

async function take(homeFolder: string): Promise<HeldFileLock | undefined> {
  const file = join(homeFolder, 'profile.lock');
  try {
    // Its owner's alone, as all of a profile.
    await (await open(file, 'a', 0o600)).close();
    return await takeFileLock(file);
  } catch (error) {
    throw cannotKeep(homeFolder, error);
  }
}
