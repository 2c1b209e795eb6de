import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ledger } from '@keepsake/engine';
import { openSqliteLedger } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { ledgerNameOf } from './library-choice.ts';
import { hasLostChoice } from './open-ledger.ts';

/**
 * Reads something of a person's ledger of a library beside whoever has it open; undefined: there is none, or it cannot be read. One that
 * is damaged or of a newer version stays as it is: nobody who only looks sets a ledger aside, or begins one. Nor can one be read that took
 * the place of a damaged one, until the choice of albums is made anew: it looks as if nothing had ever been chosen, or excluded.
 */
export async function readLedger<Result>(
  { ledgerFolder }: Pick<Profile, 'ledgerFolder'>,
  userId: string,
  folders: LibraryFolders,
  read: (ledger: Ledger) => Promise<Result>,
): Promise<Result | undefined> {
  const file = join(ledgerFolder, ledgerNameOf(userId, folders));
  try {
    // None is begun for them.
    await access(file);
    if (await hasLostChoice(file)) return undefined;
    const ledger = await openSqliteLedger(openNodeSqliteDriver(file), { mayBeEmpty: false });
    try {
      return await read(ledger);
    } finally {
      await ledger.close();
    }
  } catch {
    return undefined;
  }
}
