import type { Checksum, ConfirmedChecksum, RemoteAssetId } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';

/** Which of these bytes the server confirmed before. */
export async function readConfirmedChecksums(
  driver: SqlDriver,
  checksums: readonly Checksum[],
): Promise<ReadonlyMap<Checksum, ConfirmedChecksum>> {
  const rows = await driver.all<{ checksum: Checksum; remoteId: RemoteAssetId | null }>(
    `SELECT checksum, remote_id AS remoteId FROM confirmed
     WHERE checksum IN (SELECT value FROM json_each($checksums))`,
    { $checksums: JSON.stringify(checksums) },
  );
  return new Map(rows.map(({ checksum, remoteId }) => [checksum, { remoteId: remoteId ?? undefined }]));
}
