import type { Database } from '../database/open-database.ts';
import type { FindingKind } from '../database/schema.ts';

/** Notes what is wrong with an original; what was noted before about it is brought up to date. */
export async function noteFinding(
  trx: Database,
  assetId: string,
  kind: FindingKind,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('findings')
    .set({ kind })
    .where('asset_id', '=', assetId)
    .where('resolved_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('findings')
    .values({ asset_id: assetId, kind, found_at: now.toISOString(), resolved_at: null, set_aside_path: null })
    .onConflict((conflict) =>
      conflict.columns(['asset_id', 'found_at']).doUpdateSet({ kind, resolved_at: null }),
    )
    .execute();
}

/** Notes that nothing is wrong with an original any more. */
export async function resolveFinding(trx: Database, assetId: string, now: Date): Promise<void> {
  await trx
    .updateTable('findings')
    .set({ resolved_at: now.toISOString() })
    .where('asset_id', '=', assetId)
    .where('resolved_at', 'is', null)
    .execute();
}

/**
 * Notes that an original's bytes were put back, and where the damaged ones were set aside, if there were any. The new
 * bytes were not read again yet.
 */
export async function notePutBack(
  trx: Database,
  assetId: string,
  setAsidePath: string | undefined,
  now: Date,
): Promise<void> {
  // Damage that nobody had noticed before is remembered too: the file that was set aside is to be known as such.
  if (setAsidePath !== undefined) {
    await noteFinding(trx, assetId, 'damaged', now);
    await trx
      .updateTable('findings')
      .set({ set_aside_path: setAsidePath })
      .where('asset_id', '=', assetId)
      .where('resolved_at', 'is', null)
      .execute();
  }
  await resolveFinding(trx, assetId, now);
  await trx
    .updateTable('assets')
    .set({ reread_at: null, proven_at: null })
    .where('id', '=', assetId)
    .execute();
}

/** How many originals are known to be missing or damaged. */
export async function countFindings(db: Database): Promise<Readonly<Record<FindingKind, number>>> {
  const rows = await db
    .selectFrom('findings')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('resolved_at', 'is', null)
    .groupBy('kind')
    .execute();
  const count = (kind: FindingKind): number => rows.find((row) => row.kind === kind)?.count ?? 0;
  return { missing: count('missing'), damaged: count('damaged') };
}
