import { PRESENCE, SETTLEMENTS, STANDINGS } from '../codes.ts';
import type { SqlDriver } from '../sql-driver.ts';
import { readValue, writeValue } from '../state.ts';
import type { Fact } from './batches.ts';

/** Writes that a run came to its end, and forgets what was gone before the last one did. */
export async function completeRun(driver: SqlDriver, { atMs }: Fact<'run-completed'>): Promise<void> {
  const lastBackupAtMs = await readValue(driver, 'lastBackupAtMs');
  if (lastBackupAtMs !== undefined && lastBackupAtMs < atMs) {
    await driver.run(
      `DELETE FROM assets WHERE asset IN (
         SELECT asset FROM assets
         WHERE standing = ${STANDINGS.toCode.candidate} AND settlement = ${SETTLEMENTS.toCode.gone} AND presence > 0)
         AND presence = ${PRESENCE.missed} AND settled_at_ms <= $before`,
      { $before: lastBackupAtMs },
    );
  }
  await writeValue(driver, 'lastBackupAtMs', atMs);
}
