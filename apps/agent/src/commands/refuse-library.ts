import { readdir } from 'node:fs/promises';
import { CommandError } from '../cli/command-error.ts';
import { typed } from '../cli/command-name.ts';
import { osPathOf, textOfLatin1 } from '../device/file-name-codec.ts';
import { isIgnoredName } from '../device/ignored-names.ts';
import { isWithin } from '../device/library-roots.ts';
import { printable, shellWord } from '../display/format.ts';
import type { Profile } from '../profile/profile.ts';
import { isBegun } from '../session/backed-up-libraries.ts';

/**
 * Refuses a folder that is backed up from here and holds something: a restore knows of albums and dates, not of where on this
 * computer a file was, and would add most of them a second time. An emptied one may be filled again.
 *
 * @throws CommandError
 */
export async function refuseLibrary(folder: string, userId: string, profile: Profile): Promise<void> {
  const libraries = await profile.readLibraries();
  const around = libraries.filter((folders) => folders.some((root) => isWithin(root, folder)));
  const begun = await Promise.all(around.map((folders) => isBegun(profile, userId, folders)));
  if (!begun.includes(true)) return;
  const names = (await readdir(osPathOf(folder), 'latin1').catch(() => [])).map(textOfLatin1);
  if (names.every(isIgnoredName)) return;
  const word = shellWord(folder);
  throw new CommandError(
    `${printable(folder)} is backed up from here, and a restore would put copies beside the files in it: it makes folders of its own, named like albums. Name a folder that is not backed up, and nothing is there twice. To restore into this one all the same: ${typed(`restore ${word} --into-library`)}`,
  );
}
