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
  for (let left = TRIES; left > 0; left -= 1) {
    const lock = await takeFileLock(lockFileOf(profile));
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

const lockFileOf = ({ ledgerFolder }: Profile): string => join(ledgerFolder, 'watch.lock');
