import { isPathNamed } from '../database/is-path-named.ts';
import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import { withoutWaitingForDisk } from '../database/without-waiting-for-disk.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { foldedKey } from '../storage/safe-name.ts';

export interface RemovalDeps {
  readonly db: Database;
  readonly store: BlobStore;
  /** Folded paths whose file somebody is placing or removing. */
  readonly namesInFlight: Set<string>;
}

/** Where it is said that a file could not be removed. */
export interface RemovalLog {
  warn(details: object, sentence: string): void;
}

const AT_ONCE = 8;
const PAGE = 500;

/**
 * Removes files whose rows are gone and forgets them. A file that cannot be removed now is logged, and tried again by
 * {@link finishRemovals}: the deletion itself is done, and nobody has to wait for a disk.
 */
export async function removeFiles(
  deps: RemovalDeps,
  paths: readonly string[],
  log: RemovalLog,
): Promise<void> {
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const some = paths.slice(from, from + AT_ONCE);
    const isDone = await Promise.all(some.map((path) => tryRemove(deps, path, log)));
    const done = some.filter((_, index) => isDone[index]);
    await withoutWaitingForDisk(deps.db, (connection) =>
      connection.deleteFrom('removals').where('path', 'in', valuesOf(done)).execute(),
    );
  }
}

/** Removes what a crash or a failing disk left to remove; runs beside the serving, until done or aborted. */
export async function finishRemovals(deps: RemovalDeps, log: RemovalLog, signal: AbortSignal): Promise<void> {
  let after = '';
  while (!signal.aborted) {
    const rows = await deps.db
      .selectFrom('removals')
      .select('path')
      .where('path', '>', after)
      .orderBy('path')
      .limit(PAGE)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.path;
    await removeFiles(
      deps,
      rows.map(({ path }) => path),
      log,
    );
  }
}

/** True: the file is gone, or is another asset's by now. */
async function tryRemove(deps: RemovalDeps, path: string, log: RemovalLog): Promise<boolean> {
  const key = foldedKey(path);
  // An upload is about to get this very name; whether a row names it can be told when that is over.
  if (deps.namesInFlight.has(key)) return false;
  deps.namesInFlight.add(key);
  try {
    if (!(await isPathNamed(deps.db, path))) await deps.store.remove(path);
    return true;
  } catch (error) {
    log.warn({ path, err: error }, 'a deleted file cannot be removed yet; it will be tried again');
    return false;
  } finally {
    deps.namesInFlight.delete(key);
  }
}
