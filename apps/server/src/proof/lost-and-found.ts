import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { throwFromErrno } from '../errors/from-errno.ts';
import { ServerError } from '../errors/server-error.ts';
import { DirectorySync } from '../storage/directory-sync.ts';
import { giveName } from '../storage/give-name.ts';

const MOST_OF_A_NAME = 1000;

/**
 * Moves a file from `originals/` to the same path below `lost+found/`, durably; it overwrites nothing.
 *
 * @returns its new path, relative to the data folder, with `/` between its parts
 * @throws ServerError disk-full, unavailable
 */
export async function moveToLostAndFound(dataDir: string, blobPath: string): Promise<string> {
  const from = path.join(dataDir, 'originals', blobPath);
  const { dir, name, ext } = path.posix.parse(blobPath);
  const folder = path.join(dataDir, 'lost+found', dir);
  const directories = new DirectorySync();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let n = 1; n <= MOST_OF_A_NAME; n++) {
      const candidate = `${name}${n === 1 ? '' : ` (${n})`}${ext}`;
      if (!(await giveName(from, path.join(folder, candidate)))) continue;
      await directories.sync(folder);
      await directories.sync(path.dirname(from));
      return path.posix.join('lost+found', dir, candidate);
    }
  } catch (error) {
    throwFromErrno(error);
  }
  throw new ServerError('internal', `no free name for ${blobPath}`);
}
