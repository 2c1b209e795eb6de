import { BackupError } from '../../errors/backup-error.ts';
import { matchDeviceAssets } from '../../dedupe/match-device-assets.ts';
import { summariseTotals } from '../../statistics/statistics.ts';
import { cancelOrphanedTransfers } from '../../transfer/orphaned-transfers.ts';
import { verifySlice } from '../../verify/verify-slice.ts';
import { enter, serverOf, type RunContext } from '../run-context.ts';

/** Compares what the ledger says with the server, before anything is sent. */
export async function compare(run: RunContext): Promise<void> {
  enter(run, { kind: 'comparing' });
  const { observer, connection, signal } = run;
  const deps = { ...run.deps, connection };
  const { can } = serverOf(run);
  if (can.resumable !== undefined) await cancelOrphanedTransfers(deps, signal);
  try {
    await verifySlice(deps, signal);
  } catch (error) {
    // To prove what is there can wait; to send what is not cannot.
    if (!(error instanceof BackupError) || error.disposition === 'stop' || error.disposition === 'wait')
      throw error;
    deps.logger.log('warn', 'slice-not-verified', { code: error.code });
  }
  await count(run);
  if (can.deviceNames) {
    await matchDeviceAssets(
      deps,
      (records) => {
        for (const record of records) observer.onSettled(record, 'duplicate');
      },
      signal,
    );
  }
  // Only another upload can tell whether there is room by now.
  if (run.lackOfRoom !== undefined) await deps.ledger.record([{ kind: 'room-noted', lack: undefined }]);
}

/** Tells what there is to do, now that everything is known that could add to it. */
async function count({ deps, observer }: RunContext): Promise<void> {
  const statistics = summariseTotals(await deps.ledger.readTotals());
  const { waitingCount, waitingBytes } = statistics.candidates;
  observer.onCounted(statistics, { count: waitingCount, sizeBytes: waitingBytes });
}
