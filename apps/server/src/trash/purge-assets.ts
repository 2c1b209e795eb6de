import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import { noteDeletions } from './deletions.ts';

/** What the rows of purged assets named: files that nobody needs any more. */
export interface Purged {
  readonly paths: readonly string[];
}

/**
 * Deletes the rows of these assets for good and gives their bytes back to the quota; to be called in a transaction.
 *
 * The files stay until the transaction is durable, so that no row ever names a missing one; `removals` names them
 * from the same moment on, so that none is forgotten. `removeFiles` is to be called with the paths afterwards.
 *
 * Motion parts that lie in the trash go with the last of their photos. One that was taken out of it, because its owner
 * sent it again by itself, stays and can be seen.
 */
export async function purgeAssets(trx: Database, ids: readonly string[]): Promise<Purged> {
  const motions = await motionsLeftAlone(trx, ids);
  const kept = motions.filter(({ trashed_at: trashedAt }) => trashedAt === null).map(({ id }) => id);
  const going = [...ids, ...motions.filter((motion) => motion.trashed_at !== null).map(({ id }) => id)];
  if (kept.length > 0)
    await trx
      .updateTable('assets')
      .set({ visibility: 'timeline' })
      .where('id', 'in', valuesOf(kept))
      .where('visibility', '=', 'hidden')
      .execute();
  const others = await noteRemovals(trx, going);
  await giveBack(trx, await earlierSidecars(trx, going));
  await noteDeletions(trx, going);
  const rows = await trx
    .deleteFrom('assets')
    .where('id', 'in', valuesOf(going))
    .returning(['owner_id', 'path', 'size_bytes', 'sidecar_path', 'sidecar_size_bytes'])
    .execute();
  await giveBack(trx, rows);
  const named = rows.flatMap((row) => [row.path, row.sidecar_path].filter((path) => path !== null));
  return { paths: [...named, ...others] };
}

/** The motion parts of these photos that no other photo has. */
async function motionsLeftAlone(trx: Database, ids: readonly string[]) {
  return trx
    .selectFrom('assets')
    .select(['id', 'trashed_at'])
    .where('id', 'in', (eb) =>
      eb.selectFrom('motion_parts').select('motion_id').where('still_id', 'in', valuesOf(ids)),
    )
    .where('id', 'not in', valuesOf(ids))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('motion_parts')
            .select('motion_parts.still_id')
            .whereRef('motion_parts.motion_id', '=', 'assets.id')
            .where('motion_parts.still_id', 'not in', valuesOf(ids)),
        ),
      ),
    )
    .execute();
}

/**
 * Remembers the files of these assets, for as long as they are not removed.
 *
 * @returns those that the rows of the assets themselves do not name: what was set aside, and earlier sidecars
 */
async function noteRemovals(trx: Database, ids: readonly string[]): Promise<readonly string[]> {
  const these = trx.selectFrom('assets').where('id', 'in', valuesOf(ids));
  const sidecars = these.select((eb) => eb.ref('sidecar_path').$notNull().as('path'));
  await trx
    .insertInto('removals')
    .columns(['path'])
    .expression(these.select('path').unionAll(sidecars.where('sidecar_path', 'is not', null)))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const others = await trx
    .selectFrom('findings')
    .select((eb) => eb.ref('set_aside_path').$notNull().as('path'))
    .where('asset_id', 'in', valuesOf(ids))
    .where('set_aside_path', 'is not', null)
    .unionAll(trx.selectFrom('earlier_sidecars').select('path').where('asset_id', 'in', valuesOf(ids)))
    .execute();
  if (others.length > 0)
    await trx
      .insertInto('removals')
      .values(others)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return others.map(({ path }) => path);
}

/** What the earlier sidecars of these assets are charged for. */
async function earlierSidecars(trx: Database, ids: readonly string[]): Promise<readonly Charged[]> {
  return trx
    .selectFrom('earlier_sidecars')
    .innerJoin('assets', 'assets.id', 'earlier_sidecars.asset_id')
    .select(['assets.owner_id', 'earlier_sidecars.size_bytes'])
    .where('asset_id', 'in', valuesOf(ids))
    .execute();
}

interface Charged {
  readonly owner_id: string;
  readonly size_bytes: number;
  readonly sidecar_size_bytes?: number;
}

async function giveBack(trx: Database, rows: readonly Charged[]): Promise<void> {
  const bytesByOwner = new Map<string, number>();
  for (const row of rows) {
    const before = bytesByOwner.get(row.owner_id) ?? 0;
    bytesByOwner.set(row.owner_id, before + row.size_bytes + (row.sidecar_size_bytes ?? 0));
  }
  for (const [ownerId, sizeBytes] of bytesByOwner)
    await trx
      .updateTable('users')
      .set((eb) => ({ usage_bytes: eb('usage_bytes', '-', sizeBytes) }))
      .where('id', '=', ownerId)
      .execute();
}
