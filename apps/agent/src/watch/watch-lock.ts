import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelSource } from '@keepsake/engine';
import { takeFileLock, type HeldFileLock } from '../device/file-lock.ts';
import { systemClock } from '../device/system-clock.ts';
import type { Profile } from '../profile/profile.ts';

/** Whoever only asks whether somebody watches holds the lock for a moment. */
const TRIES = 3;
const PAUSE_MS = 200;

/**
 * Takes the lock of whoever watches the libraries of a profile; the system takes it back when the process ends, however
 * it ends. Undefined: somebody else watches. Error: `ledger-unavailable`.
 */
export async function takeWatchLock(profile: Profile): Promise<HeldFileLock | undefined> {
  return takePatiently(lockFileOf(profile));
}

async function takePatiently(file: string): Promise<HeldFileLock | undefined> {
  for (let left = TRIES; left > 0; left -= 1) {
    const lock = await takeFileLock(file);
    if (lock !== undefined) return lock;
    await systemClock.sleep(PAUSE_MS, new CancelSource());
  }
  return undefined;
}

/** Whether somebody watches the libraries of a profile now. Error: `ledger-unavailable`. */
export async function isWatching(profile: Profile): Promise<boolean> {
  const lock = await takeFileLock(lockFileOf(profile));
  lock?.release();
  return lock === undefined;
}

/** Takes the lock of the screens that back a library up by themselves, as `takeWatchLock` does. */
export async function takeActingLock(ledgerFile: string): Promise<HeldFileLock | undefined> {
  return takePatiently(actingFileOf(ledgerFile));
}

/** Whether screens back the library of a ledger up by themselves now. Leaves no lock where nobody ever did. */
export async function isActing(ledgerFile: string): Promise<boolean> {
  const file = actingFileOf(ledgerFile);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  const lock = await takeFileLock(file);
  lock?.release();
  return lock === undefined;
}

const actingFileOf = (ledgerFile: string): string => `${ledgerFile}.acting`;

const lockFileOf = ({ ledgerFolder }: Profile): string => join(ledgerFolder, 'watch.lock');
