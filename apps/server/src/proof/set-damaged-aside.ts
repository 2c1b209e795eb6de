import path from 'node:path';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { foldedKey, safeName } from '../storage/safe-name.ts';
import { selectOriginals } from './originals.ts';

const MOST_OF_A_DAY = 100;

/**
 * Makes room for the right bytes of an original whose file is damaged: the file becomes `<name>.damaged-<date>` in the
 * same folder. It is never deleted, since part of a picture may be more than none.
 *
 * To be called while nobody else may put a file under the path.
 *
 * @returns its new path; undefined when what lies there is no file, and stays
 * @throws ServerError unavailable when it is not damaged any more
 */
export async function setDamagedAside(
  deps: { readonly db: Database; readonly store: BlobStore; readonly now: () => Date },
  damagedPath: string,
): Promise<string | undefined> {
  const sizeBytes = await deps.store.sizeOf(damagedPath);
  if (sizeBytes === undefined) return undefined;
  const told = await selectOriginals(deps.db)
    .where('assets.path_key', '=', foldedKey(damagedPath))
    .executeTakeFirst();
  if (told === undefined || (told.finding === null && told.sizeBytes === sizeBytes))
    throw new ServerError('unavailable', 'This file was put back by another upload; try again later.');
  const folder = path.posix.dirname(damagedPath);
  const day = deps.now().toISOString().slice(0, 10);
  const { stem, extension } = safeName(`${path.posix.basename(damagedPath)}.damaged-${day}`);
  for (let n = 1; n <= MOST_OF_A_DAY; n++) {
    const candidate = `${folder}/${stem}${n === 1 ? '' : ` (${n})`}${extension}`;
    if ((await deps.store.move(damagedPath, candidate)) === 'moved') return candidate;
  }
  throw new ServerError('internal', `no free name beside ${damagedPath}`);
}
