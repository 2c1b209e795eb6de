import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Every file below `originals/` of a data folder: its size in bytes by its path there. */
export async function keptFiles(dataDir: string): Promise<ReadonlyMap<string, number>> {
  const root = join(dataDir, 'originals');
  const files = new Map<string, number>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    // One may be removed while they are counted.
    const stats = await stat(file).catch(() => undefined);
    if (stats !== undefined) files.set(relative(root, file), stats.size);
  }
  return files;
}

/** SHA-1 in hex of what a file below `originals/` holds. */
export async function checksumOfKept(dataDir: string, path: string): Promise<string> {
  const hash = createHash('sha1');
  await pipeline(createReadStream(join(dataDir, 'originals', path)), hash);
  return hash.digest('hex');
}

/** How many files lie in a folder of the data folder; none when it is not there. */
export async function countFiles(dataDir: string, folder: string): Promise<number> {
  const entries = await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).length;
}
