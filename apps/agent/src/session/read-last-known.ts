import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { summariseTotals, type LastKnown } from '@keepsake/engine';
import { openSqliteLedger } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { ledgerNameOf } from './library-choice.ts';

/**
 * What is known of a library of whoever is not signed in now; undefined: nothing is, or it cannot be read. One that is damaged or of a newer
 * version stays as it is, for whoever signs in: nobody who only looks sets a ledger aside, or begins one.
 */
export async function readLastKnown(
  { ledgerFolder }: Pick<Profile, 'ledgerFolder'>,
  userId: string,
  folders: LibraryFolders,
): Promise<LastKnown | undefined> {
  const file = join(ledgerFolder, ledgerNameOf(userId, folders));
  try {
    // None is begun for them.
    await access(file);
    const ledger = await openSqliteLedger(openNodeSqliteDriver(file), { mayBeEmpty: false });
    try {
      const { lastBackupAtMs, lastVerifiedAtMs, damage } = await ledger.readState();
      return {
        statistics: summariseTotals(await ledger.readTotals()),
        lastBackupAtMs,
        lastVerifiedAtMs,
        damage,
      };
    } finally {
      await ledger.close();
    }
  } catch {
    return undefined;
  }
}
