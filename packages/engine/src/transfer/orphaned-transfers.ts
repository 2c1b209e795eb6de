import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { TransferRecord } from '../model/transfer-record.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Logger } from '../ports/logger.ts';
import type { Remote } from '../ports/remote.ts';
import { withAnswerLimit } from '../run/answer-limit.ts';
import type { Connection } from '../run/connection.ts';

/** One upload that a server cannot give up keeps neither the others nor a run waiting. */
const CANCEL_MS = 3_000;

/**
 * Gives up the uploads that nothing will go on with: of assets that were edited, excluded, removed or backed up otherwise
 * meanwhile. The room that the server reserved for them is free again at once, and not when they expire; where the server cannot be told, it is free when they expire.
 */
export async function cancelOrphanedTransfers(
  deps: {
    readonly ledger: Ledger;
    readonly remote: Remote;
    readonly connection: Connection;
    readonly clock: Clock;
    readonly logger: Logger;
  },
  signal: CancelSignal,
): Promise<void> {
  const transfers = await deps.ledger.readTransfers();
  if (transfers.length === 0) return;
  const ids = transfers.map(({ assetId }) => assetId);
  const records = new Map(
    (await deps.ledger.readAssets({ kind: 'by-id', ids })).map((record) => [record.asset.id, record]),
  );
  for (const transfer of transfers) {
    throwIfCancelled(signal);
    if (isWanted(transfer, records.get(transfer.assetId))) continue;
    try {
      await withAnswerLimit(deps.clock, CANCEL_MS, signal, (limited) =>
        deps.connection.call((guarded) => deps.remote.resumable.cancel(transfer.upload, guarded), limited),
      );
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError) || error.code === 'unauthorized') throw error;
      // It expires by itself.
      deps.logger.log('info', 'upload-not-cancelled', { code: error.code });
    }
    await deps.ledger.record([{ kind: 'transfer-ended', upload: transfer.upload }]);
  }
}

function isWanted({ version }: TransferRecord, record: AssetRecord | undefined): boolean {
  if (record === undefined || record.version !== version || record.standing.kind !== 'candidate')
    return false;
  // A failed one goes on from there when the person retries.
  return ['pending', 'retrying', 'failed'].includes(record.settlement.kind);
}
