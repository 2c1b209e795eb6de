import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { foldedKey } from '../storage/safe-name.ts';
import type { Report } from './check-findings.ts';

const BATCH = 500;

/** How a damaged original is called that was set aside; see `setDamagedAside`. */
const SET_ASIDE = /\.damaged-\d{4}-\d{2}-\d{2}$/;

/** Files by who names them; they add up to the files that were found. */
export interface FileTally {
  originals: number;
  /** Earlier ones included. */
  sidecars: number;
  /** Damaged originals beside those that were put back. */
  setAside: number;
  /** Being uploaded, or left by an upload that was killed: the next start removes these. */
  arriving: number;
  /** Deleted for good; the server removes them within the hour. */
  leaving: number;
  orphans: number;
  /** Removed while the check ran. */
  gone: number;
}

type Owner = Exclude<keyof FileTally, 'orphans' | 'gone'>;

interface FileDeps {
  readonly db: Database;
  readonly store: BlobStore;
}

/**
 * Looks for the row of every file below `originals/`. A file gets its name after its claim is noted and loses it before
 * its removal is forgotten, so what is named nowhere and is still there afterwards is nobody's.
 *
 * @param moveAway takes an orphan to where it is out of the way, and returns its new path
 */
export async function checkFiles(
  deps: FileDeps,
  report: Report,
  signal: AbortSignal,
  moveAway?: (path: string) => Promise<string>,
): Promise<FileTally> {
  const tally: FileTally = {
    ...{ originals: 0, sidecars: 0, setAside: 0 },
    ...{ arriving: 0, leaving: 0, orphans: 0, gone: 0 },
  };
  const checkBatch = async (paths: readonly string[]): Promise<void> => {
    const owners = await findOwners(deps.db, paths);
    for (const path of paths) {
      signal.throwIfAborted();
      const owner = owners.get(path) ?? (SET_ASIDE.test(path) ? 'setAside' : undefined);
      if (owner !== undefined) tally[owner] += 1;
      else if ((await deps.store.sizeOf(path)) === undefined) tally.gone += 1;
      else {
        tally.orphans += 1;
        report({ problem: 'orphan', path, ...(moveAway && { movedTo: await moveAway(path) }) });
      }
    }
  };
  let batch: string[] = [];
  for await (const path of deps.store.list()) {
    batch.push(path);
    if (batch.length < BATCH) continue;
    await checkBatch(batch);
    batch = [];
  }
  await checkBatch(batch);
  return tally;
}

/** Who names these files. One statement, so that nothing can go from one table to another in between. */
async function findOwners(db: Database, paths: readonly string[]): Promise<ReadonlyMap<string, Owner>> {
  const given = valuesOf(paths);
  const rows = await db
    .selectFrom('assets')
    .select((eb) => ['path', eb.val<Owner>('originals').as('owner')])
    // Names that differ in their case alone are one to the database, and two to most disks.
    .where('path_key', 'in', valuesOf(paths.map(foldedKey)))
    .unionAll(
      db
        .selectFrom('assets')
        .select((eb) => [eb.ref('sidecar_path').$notNull().as('path'), eb.val<Owner>('sidecars').as('owner')])
        .where('sidecar_path', 'in', given)
        .where('sidecar_path', 'is not', null),
    )
    .unionAll(
      db
        .selectFrom('earlier_sidecars')
        .select((eb) => ['path', eb.val<Owner>('sidecars').as('owner')])
        .where('path', 'in', given),
    )
    .unionAll(
      db
        .selectFrom('findings')
        .select((eb) => [
          eb.ref('set_aside_path').$notNull().as('path'),
          eb.val<Owner>('setAside').as('owner'),
        ])
        .where('set_aside_path', 'in', given)
        .where('set_aside_path', 'is not', null),
    )
    .unionAll(
      db
        .selectFrom('removals')
        .select((eb) => ['path', eb.val<Owner>('leaving').as('owner')])
        .where('path', 'in', given),
    )
    .unionAll(
      db
        .selectFrom('claims')
        .select((eb) => ['path', eb.val<Owner>('arriving').as('owner')])
        .where('path', 'in', given),
    )
    .execute();
  const owners = new Map<string, Owner>();
  // The first that names it counts: an original that is being put back has a claim as well.
  for (const { path, owner } of rows) if (!owners.has(path)) owners.set(path, owner);
  return owners;
}
