import { sql, type Expression, type RawBuilder } from 'kysely';

/** 1 when an asset or its motion part has an open finding, else 0. */
export function isDoubted(
  assetId: Expression<string>,
  motionId: Expression<string | null>,
): RawBuilder<number> {
  return sql<number>`exists (select 1 from findings where resolved_at is null and asset_id in (${assetId}, ${motionId}))`;
}

/** 1 when an asset is known to be damaged, else 0. */
export function isDamaged(assetId: Expression<string | null>): RawBuilder<number> {
  return sql<number>`exists (select 1 from findings where resolved_at is null and kind = 'damaged' and asset_id = ${assetId})`;
}
