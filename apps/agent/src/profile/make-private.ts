import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What everyone but the owner may do. */
const OTHERS = 0o077;

/**
 * Takes from everyone but their owner what they may do with the files in a folder. What may not be mended, because it
 * is another user's or the disk is read-only, stays as it is.
 */
export async function makePrivate(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    try {
      const stats = await lstat(path);
      if (stats.isFile() && (stats.mode & OTHERS) !== 0) await chmod(path, stats.mode & 0o777 & ~OTHERS);
    } catch {
      // It may also have gone meanwhile: a database's companions come and go.
    }
  }
}
