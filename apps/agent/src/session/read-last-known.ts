import { summariseTotals, type LastKnown } from '@keepsake/engine';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { readLedger } from './read-ledger.ts';

/** The numbers that are known of a person's library, whether they are signed in now or not; undefined: as `readLedger`. */
export async function readLastKnown(
  profile: Pick<Profile, 'ledgerFolder'>,
  userId: string,
  folders: LibraryFolders,
): Promise<LastKnown | undefined> {
  return readLedger(profile, userId, folders, async (ledger) => {
    const { lastBackupAtMs, lastVerifiedAtMs, damage } = await ledger.readState();
    return {
      statistics: summariseTotals(await ledger.readTotals()),
      lastBackupAtMs,
      lastVerifiedAtMs,
      damage,
    };
  });
}
