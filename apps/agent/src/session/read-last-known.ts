import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { summariseTotals, type LastKnown } from '@keepsake/engine';
import { systemClock } from '../device/system-clock.ts';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { ledgerNameOf } from './library-choice.ts';
import { openLedger } from './open-ledger.ts';

/** What is known of a library of whoever is not signed in now; undefined: nothing is, or it cannot be read. */
export async function readLastKnown(
  { ledgerFolder }: Pick<Profile, 'ledgerFolder'>,
  userId: string,
  folders: LibraryFolders,
): Promise<LastKnown | undefined> {
  const file = join(ledgerFolder, ledgerNameOf(userId, folders));
  try {
    // None is begun for them.
    await access(file);
    const opened = await openLedger(file, systemClock.now());
    try {
      const { lastBackupAtMs, lastVerifiedAtMs } = await opened.ledger.readState();
      return {
        statistics: summariseTotals(await opened.ledger.readTotals()),
        lastBackupAtMs,
        lastVerifiedAtMs,
      };
    } finally {
      await opened.close();
    }
  } catch {
    return undefined;
  }
}
