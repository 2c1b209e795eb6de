import type { AlbumRecord } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';

type Nullable<Value> = {
  readonly [Key in keyof Value]: undefined extends Value[Key]
    ? Exclude<Value[Key], undefined> | null
    : Value[Key];
};

/** The albums that the last listing showed. */
export async function readAlbums(driver: SqlDriver): Promise<readonly AlbumRecord[]> {
  const rows = await driver.all<Nullable<AlbumRecord>>(
    `SELECT id, name, kind, parent_id AS parentId, marker, asset_count AS assetCount, choice,
       enumerated_marker AS enumeratedMarker, enumerated_at_ms AS enumeratedAtMs, backed_up_at_ms AS backedUpAtMs
     FROM albums WHERE is_listed = 1`,
    {},
  );
  return rows.map((row) => ({
    ...row,
    parentId: row.parentId ?? undefined,
    enumeratedMarker: row.enumeratedMarker ?? undefined,
    enumeratedAtMs: row.enumeratedAtMs ?? undefined,
    backedUpAtMs: row.backedUpAtMs ?? undefined,
  }));
}
