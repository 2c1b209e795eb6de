import { join } from 'node:path';
import { systemClock } from '../../device/system-clock.ts';
import type { LibraryFolders, Profile } from '../../profile/profile.ts';
import { ledgerNameOf } from '../../session/library-choice.ts';
import { openLedger } from '../../session/open-ledger.ts';
import type { Wishes } from './open-library.ts';

/**
 * Writes down what is wished of a library before anything is backed up of it: whatever becomes of who is about to open it, what was
 * excluded stays out. Error: `ledger-unavailable`.
 */
export async function keepWishes(
  { ledgerFolder }: Pick<Profile, 'ledgerFolder'>,
  userId: string,
  folders: LibraryFolders,
  { settings, choices }: Wishes,
): Promise<void> {
  const file = join(ledgerFolder, ledgerNameOf(userId, folders));
  const opened = await openLedger(file, systemClock.now());
  try {
    await opened.ledger.record([
      { kind: 'settings-changed', settings, isPlanAffected: true },
      ...[...choices].map(([albumId, choice]) => ({ kind: 'album-chosen', albumId, choice }) as const),
    ]);
  } finally {
    await opened.close();
  }
}
