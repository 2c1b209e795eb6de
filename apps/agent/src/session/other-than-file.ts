import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { typed } from '../cli/command-name.ts';
import { printable, shellWord } from '../display/format.ts';

/** What a path in the library is that is no photo of its own: a link to something, or a folder; a sentence. Undefined: neither. */
export async function otherThanFile(path: string, folders: readonly string[]): Promise<string | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  const shown = printable(path);
  if (stats?.isDirectory() === true) {
    const which = folders.includes(path) ? 'of' : 'in';
    return `${shown} is a folder ${which} the library, not a photo. To see which folders are chosen: ${typed('albums')}`;
  }
  if (stats?.isSymbolicLink() !== true) return undefined;
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
