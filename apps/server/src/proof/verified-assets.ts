import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import { selectOriginals, type ToldOriginal } from './originals.ts';

/** An original as verifying shows it. */
export interface VerifiedOriginal extends ToldOriginal {
  readonly trashedAt: string | null;
  readonly provenAt: string | null;
}

/** An asset with every motion part that it ever came with. */
export interface VerifiedAsset {
  readonly original: VerifiedOriginal;
  readonly motionParts: readonly VerifiedOriginal[];
}

/** This user's assets that have one of these ids or checksums (lower-case hex). */
export async function findVerifiedAssets(
  db: Database,
  ownerId: string,
  { ids, checksums }: { readonly ids: readonly string[]; readonly checksums: readonly string[] },
): Promise<readonly VerifiedAsset[]> {
  const originals = await selectVerified(db)
    .where('assets.owner_id', '=', ownerId)
    .where((eb) =>
      eb.or([eb('assets.id', 'in', valuesOf(ids)), eb('assets.checksum', 'in', valuesOf(checksums))]),
    )
    .execute();
  const motions = await selectVerified(db)
    .innerJoin('motion_parts', 'motion_parts.motion_id', 'assets.id')
    .select('motion_parts.still_id as stillId')
    .where('motion_parts.still_id', 'in', valuesOf(originals.map(({ id }) => id)))
    .orderBy('assets.created_at')
    .orderBy('assets.id')
    .execute();
  const byStill = Map.groupBy(motions, ({ stillId }) => stillId);
  return originals.map((original) => ({ original, motionParts: byStill.get(original.id) ?? [] }));
}

/** When these were last read again and were right, by id; those that were not are left out. */
export async function findProofs(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('assets')
    .select(['id', (eb) => eb.ref('proven_at').$notNull().as('provenAt')])
    .where('id', 'in', valuesOf(ids))
    .where('proven_at', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, provenAt }) => [id, provenAt]));
}

function selectVerified(db: Database) {
  return selectOriginals(db).select(['assets.trashed_at as trashedAt', 'assets.proven_at as provenAt']);
}
