import { constants } from 'node:fs';
import { access, lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import { typed } from '../cli/command-name.ts';
import { osPathOf } from '../device/file-name-codec.ts';
import { isIgnoredName } from '../device/ignored-names.ts';
import { isWithin } from '../device/library-roots.ts';
import { printable, shellWord } from '../display/format.ts';

/**
 * Why Keepsake has not seen a path of a library of these folders: it is no photo of its own, cannot be looked at, is not there, or is
 * none of these; a sentence. To the last two `hint` adds what may help, by whether something is there.
 */
export async function notSeenSentence(
  path: string,
  folders: readonly string[],
  hint: (isThere: boolean) => string,
): Promise<string> {
  const shown = printable(path);
  const closed = await closedFolder(path, folders);
  if (closed !== undefined)
    return `You are not allowed to look into the folder ${printable(closed)}, so Keepsake does not know what is in it. Give yourself the right to read it, then back it up.`;
  const stats = await lstat(osPathOf(path)).catch(() => undefined);
  if (stats === undefined)
    return `There is no file ${shown}, and Keepsake has not seen one there. ${hint(false)}`;
  if (stats.isDirectory()) {
    const which = folders.includes(path) ? 'of' : 'in';
    return `${shown} is a folder ${which} the library, not a photo. To see which folders are chosen: ${typed('albums')}`;
  }
  if (stats.isSymbolicLink()) return linkSentence(path);
  if (!stats.isFile()) return `${shown} is neither a file nor a folder, so there is no photo in it.`;
  return ignoredSentence(path, folders) ?? `Keepsake has not seen ${shown}. ${hint(true)}`;
}

/** The first folder on the way to a path, within its library, that this user may not look into. */
async function closedFolder(path: string, folders: readonly string[]): Promise<string | undefined> {
  const root = folders.find((folder) => isWithin(folder, path));
  if (root === undefined) return undefined;
  let closed: string | undefined;
  // Behind one that is closed, all seem to be.
  for (let folder = dirname(path); isWithin(root, folder); folder = dirname(folder))
    if (await isClosed(folder)) closed = folder;
  return closed;
}

async function isClosed(folder: string): Promise<boolean> {
  try {
    await access(osPathOf(folder), constants.R_OK | constants.X_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
}

async function linkSentence(path: string): Promise<string> {
  const shown = printable(path);
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) {
    const named = await readlink(path).catch(() => '');
    return `${shown} is a link that leads nowhere: ${printable(named)} is not there.`;
  }
  const sentence = `${shown} is a link to ${printable(target)}, which counts where it is itself.`;
  const isFile = await stat(target).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? `${sentence} To ask about that: ${typed(`why ${shellWord(target)}`)}` : sentence;
}

/** Of what no backup takes for a part of a library. */
function ignoredSentence(path: string, folders: readonly string[]): string | undefined {
  const root = folders.find((folder) => isWithin(folder, path));
  const ignored = root === undefined ? undefined : relative(root, path).split(sep).find(isIgnoredName);
  if (ignored === undefined) return undefined;
  const shown = printable(path);
  if (!ignored.startsWith('.'))
    return `${shown} is left alone: "${printable(ignored)}" is what programs leave beside photos.`;
  const whose = ignored === basename(path) ? 'its name' : `the name of its folder "${printable(ignored)}"`;
  return `${shown} is hidden, because ${whose} begins with a dot. What is hidden is not backed up.`;
}
