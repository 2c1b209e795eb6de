import { throwIfCancelled } from '../../cancel.ts';
import { BackupError } from '../../errors/backup-error.ts';
import type { AssetRecord } from '../../model/asset-record.ts';
import { matchDeviceAssets } from '../../dedupe/match-device-assets.ts';
import { summariseTotals } from '../../statistics/statistics.ts';
import { cancelOrphanedTransfers } from '../../transfer/orphaned-transfers.ts';
import { verifySlice } from '../../verify/verify-slice.ts';
import { withAnswerLimit } from '../answer-limit.ts';
import { enter, impatientConnection, serverOf, type RunContext } from '../run-context.ts';

/** What is tidied and proven before anything is sent takes no more than this, and of a run that is short a quarter. */
const TIDYING_MS = 10_000;

/** Compares what the ledger says with the server, before anything is sent. */
export async function compare(run: RunContext): Promise<void> {
  enter(run, { kind: 'comparing' });
  const { deps } = run;
  const { can } = serverOf(run);
  await tidy(run);
  await count(run);
  if (can.deviceNames) await matchNames(run);
  // Only another upload can tell whether there is room by now.
  if (run.lackOfRoom !== undefined) await deps.ledger.record([{ kind: 'room-noted', lack: undefined }]);
}

/** What the server knows by name need not be hashed. Where it fails at that question, its checksums tell the same (D5). */
async function matchNames({ deps, connection, observer, signal }: RunContext): Promise<void> {
  const onMatched = (records: readonly AssetRecord[]): void => {
    for (const record of records) observer.onSettled(record, 'duplicate');
  };
  try {
    await matchDeviceAssets({ ...deps, connection }, onMatched, signal);
  } catch (error) {
    throwIfCancelled(signal);
    // An answer of the wrong shape is no failure but another kind of server (E6).
    if (!(error instanceof BackupError) || error.disposition !== 'retry' || error.code === 'bad-answer')
      throw error;
    deps.logger.log('warn', 'names-not-matched', { code: error.code });
  }
}

/** To give up what is of no use and to prove what is there can wait; to send what is not there cannot. */
async function tidy(run: RunContext): Promise<void> {
  const { budget, signal } = run;
  const deps = { ...run.deps, connection: impatientConnection(run) };
  const limitMs = Math.min(TIDYING_MS, budget.remainingMs() / 4);
  try {
    await withAnswerLimit(deps.clock, limitMs, signal, async (limited) => {
      // Proof first: an upload that cannot be given up must not take its time.
      await verifySlice(deps, limited);
      if (serverOf(run).can.resumable !== undefined) await cancelOrphanedTransfers(deps, limited);
    });
  } catch (error) {
    throwIfCancelled(signal);
    // A login that may not ask for proof may still back up.
    if (!(error instanceof BackupError) || (error.disposition === 'stop' && error.code !== 'forbidden'))
      throw error;
    deps.logger.log('warn', 'slice-not-verified', { code: error.code });
  }
}

/** Tells what there is to do, now that everything is known that could add to it. */
async function count({ deps, observer }: RunContext): Promise<void> {
  const statistics = summariseTotals(await deps.ledger.readTotals());
  const { waitingCount, waitingBytes } = statistics.candidates;
  observer.onCounted(statistics, { count: waitingCount, sizeBytes: waitingBytes });
}
