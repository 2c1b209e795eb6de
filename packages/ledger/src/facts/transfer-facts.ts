import type { TransferRecord } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';
import type { Fact } from './batches.ts';

/** Writes how far a resumable upload is. */
export async function noteTransfer(driver: SqlDriver, { transfer }: Fact<'transfer-noted'>): Promise<void> {
  await driver.run(
    `INSERT INTO transfers (upload, asset_id, version, part, checksum, size_bytes, offset)
     VALUES ($upload, $assetId, $version, $part, $checksum, $sizeBytes, $offset)
     ON CONFLICT (upload) DO UPDATE SET asset_id = excluded.asset_id, version = excluded.version,
       part = excluded.part, checksum = excluded.checksum, size_bytes = excluded.size_bytes,
       offset = excluded.offset`,
    {
      $upload: transfer.upload,
      $assetId: transfer.assetId,
      $version: transfer.version,
      $part: transfer.part,
      $checksum: transfer.checksum,
      $sizeBytes: transfer.sizeBytes,
      $offset: transfer.offset,
    },
  );
}

/** Forgets a resumable upload. */
export async function endTransfer(driver: SqlDriver, { upload }: Fact<'transfer-ended'>): Promise<void> {
  await driver.run('DELETE FROM transfers WHERE upload = $upload', { $upload: upload });
}

/** The resumable uploads that were begun and not ended. */
export function readTransfers(driver: SqlDriver): Promise<readonly TransferRecord[]> {
  return driver.all<TransferRecord>(
    `SELECT upload, asset_id AS assetId, version, part, checksum, size_bytes AS sizeBytes, offset
     FROM transfers`,
    {},
  );
}
