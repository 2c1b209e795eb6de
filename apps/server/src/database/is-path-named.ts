import { foldedKey } from '../storage/safe-name.ts';
import type { Database } from './open-database.ts';

/** Whether a row names this path as its original or as a sidecar of it: then the file under it is kept. */
export async function isPathNamed(db: Database, path: string): Promise<boolean> {
  const row = await db
    .selectFrom('assets')
    .select('path')
    .where((eb) => eb.or([eb('path_key', '=', foldedKey(path)), eb('sidecar_path', '=', path)]))
    .unionAll(db.selectFrom('earlier_sidecars').select('path').where('path', '=', path))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
