import { opendir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes what uploads left that a previous process did not finish; to be called before the first upload. */
export async function emptyStaging(stagingDir: string): Promise<void> {
  for await (const entry of await opendir(stagingDir))
    await rm(path.join(stagingDir, entry.name), { force: true, recursive: true });
}
