import { readdir, stat } from 'node:fs/promises';
import { errnoOf } from './errors/from-errno.ts';
import { StartupError } from './errors/startup-error.ts';

interface Halves {
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly originalsDir: string;
}

/**
 * Refuses a data folder of which one half is missing: to make that anew would hide the loss. Beside originals, a new
 * database would also make whoever comes first the administrator.
 *
 * @throws StartupError data-folder
 */
export async function requireWholeFolder({ dataDir, databaseFile, originalsDir }: Halves): Promise<void> {
  const databaseBytes = await sizeOf(databaseFile);
  const names = await namesIn(originalsDir);
  if (databaseBytes !== undefined && names === undefined)
    throw new StartupError(
      'data-folder',
      `${dataDir} has a database but no originals folder; check that its disk is mounted, or restore the folder.`,
    );
  if (!databaseBytes && names?.some((name) => !MADE_BY_SYSTEMS.has(name)))
    throw new StartupError(
      'data-folder',
      `${dataDir} has originals but no database; put a backup of it back as ${databaseFile}, or, to begin anew, move ${originalsDir} to another place.`,
    );
}

/** Found in folders into which nobody has put anything. */
const MADE_BY_SYSTEMS = new Set(['lost+found', '.DS_Store']);

async function sizeOf(file: string): Promise<number | undefined> {
  return (await unlessMissing(stat(file)))?.size;
}

async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  return unlessMissing(readdir(folder));
}

async function unlessMissing<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
