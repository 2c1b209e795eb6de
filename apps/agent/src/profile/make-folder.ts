import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those around it that are missing, each with this mode; one that is there is left as it is.
 *
 * Not `mkdir`'s own `recursive`: where the system says of a folder that it makes none in that it is missing (`/proc`),
 * Node asks again for ever. Errors are the operating system's own.
 */
export async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (await isFolder(path)) return;
    const parent = dirname(path);
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT' || parent === path)
      throw error;
    await makeFolder(parent, mode);
    await mkdir(path, { mode }).catch(async (again: unknown) => {
      // Another process may have been faster.
      if (!(await isFolder(path))) throw again;
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
