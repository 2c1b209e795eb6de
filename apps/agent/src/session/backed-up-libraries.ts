import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { chooseLibrary, ledgerNameOf, type LibraryRequest } from './library-choice.ts';
import { readLastKnown } from './read-last-known.ts';
import { requireCredentials } from './require-credentials.ts';

/**
 * The libraries that a question about all of them speaks of: the named one, or else each that whoever is signed in backed up
 * from here, the last one first. Where they backed up none yet, that is the last one of this computer.
 *
 * @throws CommandError when nobody is signed in, or nothing was backed up from here
 */
export async function askedLibraries(
  named: readonly string[],
  profile: Profile,
): Promise<readonly LibraryRequest[]> {
  if (named.length > 0) return [{ kind: 'named', folders: named }];
  const { userId } = await requireCredentials(profile);
  const last = await chooseLibrary({ kind: 'named', folders: [] }, profile);
  const backedUp = await backedUpLibraries(profile, userId);
  return (backedUp.length > 0 ? backedUp : [last]).map((folders) => ({ kind: 'known', folders }));
}

/** The libraries of this computer that a person chose something of, the one that was backed up last first. */
async function backedUpLibraries(
  profile: Pick<Profile, 'ledgerFolder' | 'readLibraries'>,
  userId: string,
): Promise<readonly LibraryFolders[]> {
  const begun: LibraryFolders[] = [];
  for (const folders of await profile.readLibraries())
    if (await isBegun(profile, userId, folders)) begun.push(folders);
  return begun;
}

/** Whether a person chose something of a library. A ledger that cannot be read is one all the same: what it held must not be passed over. */
export async function isBegun(
  profile: Pick<Profile, 'ledgerFolder'>,
  userId: string,
  folders: LibraryFolders,
): Promise<boolean> {
  const isThere = await access(join(profile.ledgerFolder, ledgerNameOf(userId, folders))).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  const known = await readLastKnown(profile, userId, folders);
  if (known === undefined) return true;
  const { statistics, lastBackupAtMs } = known;
  return lastBackupAtMs !== undefined || (statistics?.candidates.totalCount ?? 0) > 0;
}
