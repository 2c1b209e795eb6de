import { matchDeviceAssets } from '../../dedupe/match-device-assets.ts';
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
  if (can.deviceNames) {
    await matchDeviceAssets(
      deps,
      (records) => {
        for (const record of records) observer.onSettled(record, 'duplicate');
      },
      signal,
    );
  }
  await verifySlice(deps, signal);
  // Only another upload can tell whether there is room by now.
  if (run.lackOfRoom !== undefined) await deps.ledger.record([{ kind: 'room-noted', lack: undefined }]);
}
