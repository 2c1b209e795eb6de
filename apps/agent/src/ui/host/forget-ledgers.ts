import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryFolders } from '../../profile/profile.ts';
import { ledgerNameOf } from '../../session/library-choice.ts';

/** Removes all that was observed of a person's libraries: their ledgers, with what lies beside them. They are closed by now. */
export async function forgetLedgers(
  ledgerFolder: string,
  userId: string,
  libraries: readonly LibraryFolders[],
): Promise<void> {
  const ledgers = libraries.map((folders) => ledgerNameOf(userId, folders));
  for (const name of await readdir(ledgerFolder)) {
    if (ledgers.some((ledger) => name.startsWith(ledger)))
      await rm(join(ledgerFolder, name), { force: true });
  }
}
