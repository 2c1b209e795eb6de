import { link, open, rename, rm, unlink } from 'node:fs/promises';
import { errnoOf } from '../errors/from-errno.ts';

/** What systems answer on disks that have no hard links, such as exFAT and some network shares. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EINVAL', 'UNKNOWN']);

/**
 * Moves a file to a name, unless something has that name: then it stays, and the answer is false. One that `keepsFile`
 * is known by both names afterwards where the disk has links, and moves where it has none.
 *
 * `rename` alone would overwrite. A link either takes the name or fails, in one step; it is also ten times as fast as
 * an empty file that holds the name until the real one is renamed over it, which is what is done without links.
 */
export async function giveName(
  file: string,
  target: string,
  { keepsFile = false }: { readonly keepsFile?: boolean } = {},
): Promise<boolean> {
  try {
    await link(file, target);
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') return false;
    if (!NO_LINKS.has(errno)) throw error;
    return giveNameWithoutLinks(file, target);
  }
  if (keepsFile) return true;
  // It has its name now; a second one that stays in the staging folder is removed by the next start.
  await unlink(file).catch(() => undefined);
  return true;
}

/** As {@link giveName}, on every disk. */
export async function giveNameWithoutLinks(file: string, target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await rename(file, target);
    return true;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}
