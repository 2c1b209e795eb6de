import type { AssetCursor, AssetRecord, BackupController, Settlement, Standing } from '@keepsake/engine';

const PAGE = 500;

/** Every asset of a sort, newest first, a page at a time. */
export async function* listAll(
  source: Pick<BackupController, 'listAssets'>,
  standing: Standing['kind'] | undefined,
  settlement: Settlement['kind'] | undefined,
): AsyncGenerator<AssetRecord> {
  let after: AssetCursor | undefined;
  for (;;) {
    const records = await source.listAssets({ kind: 'listed', standing, settlement, after, limit: PAGE });
    yield* records;
    const last = records.at(-1)?.asset;
    if (last === undefined || records.length < PAGE) return;
    after = { createdAtMs: last.createdAtMs, id: last.id };
  }
}
