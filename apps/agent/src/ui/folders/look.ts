import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isIgnoredName } from '../../device/ignored-names.ts';

/** Of a path that exists and is a folder; undefined: it does not, or is none. */
export async function folderNameOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() === true ? basename(path) || path : undefined;
}

/** The folders in a folder by their paths; none where it cannot be read. */
export async function subfoldersOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !isIgnoredName(entry.name))
    .map(({ name }) => join(folder, name));
}
