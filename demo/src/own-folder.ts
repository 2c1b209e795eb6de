import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Why a folder of the person's own cannot be backed up, in one sentence; undefined when nothing speaks against it. */
export async function problemOfFolder(library: string, dataFolder: string): Promise<string | undefined> {
  const folder = resolve(library);
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined)
    return `The folder ${folder} cannot be found. Check its name, or connect its disk.`;
  if (!stats.isDirectory()) return `${folder} is a file. Name the folder that it is in.`;
  // What the server keeps would be sent to it again, for ever.
  const [real, kept] = await Promise.all([realPathOf(folder), realPathOf(dataFolder)]);
  if (isWithin(kept, real))
    return `${folder} is where the server keeps its own files. Name a folder of your own photos.`;
  if (isWithin(real, kept))
    return `The server keeps its own files in ${dataFolder}, which is within ${folder}. Name a folder without them.`;
  return undefined;
}

/** Without links; of what is not there yet, as it will be. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

/** Whether a path is this folder, or is below it. */
function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // Windows has no way from one drive to another.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
