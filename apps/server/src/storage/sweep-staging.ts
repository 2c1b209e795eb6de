import { opendir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BlobStore } from './blob-store.ts';
import { CLAIM_SUFFIX } from './disk-blob-store.ts';

/**
 * Ends what a previous process left half done: to be called at the start, before the first upload.
 *
 * Temp files go. A noted path whose row was never written loses its file; one whose row was written keeps it.
 * Touches nothing else, whatever lies among the originals.
 *
 * @returns the paths of the orphans that were removed
 */
export async function sweepStaging(
  stagingDir: string,
  store: Pick<BlobStore, 'remove'>,
  hasRow: (blobPath: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const removed: string[] = [];
  for await (const entry of await opendir(stagingDir)) {
    const file = path.join(stagingDir, entry.name);
    if (entry.name.endsWith(CLAIM_SUFFIX)) {
      const blobPath = await readFile(file, 'utf8');
      // Empty: the power failed before the note was on disk, and then the name is not either.
      if (blobPath !== '' && !(await hasRow(blobPath))) {
        await store.remove(blobPath);
        removed.push(blobPath);
      }
    }
    await rm(file, { force: true, recursive: true });
  }
  return removed;
}
