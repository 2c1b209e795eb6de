import { typed } from '../cli/command-name.ts';
import type { Settings } from '@keepsake/engine';
import { libraryWords, printable, shellWord } from '../display/format.ts';
import { lostChoiceSentence } from '../display/selection-words.ts';
import type { Session } from '../session/open-session.ts';

/**
 * Why nothing of a library may be sent while nobody looks on, and what the person does about it; undefined: it may.
 *
 * Whoever signed in as somebody else has chosen nothing yet: what the other person excluded must not be sent by itself.
 */
export async function refusalOf(
  { controller, credentials, folders, hasLostChoice }: Session,
  { backgroundBackup }: Settings,
  mayBegin: (userId: string) => boolean,
): Promise<string | undefined> {
  if (!backgroundBackup)
    return `Background backup is switched off for these folders. To switch it on: ${typed(`settings --background${libraryWords(folders)}`)}`;
  if (hasLostChoice) return lostChoiceSentence(folders);
  const isBegun = (await controller.listAlbums()).some(({ choice }) => choice !== 'none');
  if (isBegun || mayBegin(credentials.userId)) return undefined;
  return `These folders were not backed up yet as ${printable(credentials.userName)}. To begin: ${typed(`backup ${folders.map(shellWord).join(' ')}`)}`;
}
