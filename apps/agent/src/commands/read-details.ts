import type { AssetRecord, BackupController, Statistics } from '@keepsake/engine';
import type { SummaryDetails } from '../display/summary.ts';
import { waitingReason } from '../display/words.ts';
import { listAll } from '../session/list-all.ts';

/** Reads what the numbers alone do not tell: how many photos are two files, and what those that wait are waiting for. */
export async function readDetails(
  controller: BackupController,
  { candidates }: Statistics,
): Promise<SummaryDetails> {
  let livePhotoCount = 0;
  const waiting = new Map<string, number>();
  let pendingReason: string | undefined;
  const reasonOf = async ({ asset, standing, settlement }: AssetRecord): Promise<string | undefined> => {
    if (standing.kind !== 'candidate') return undefined;
    if (settlement.kind === 'retrying')
      return waitingReason({ kind: 'retry', atMs: settlement.nextAttemptAtMs, failure: settlement.failure });
    if (settlement.kind !== 'pending') return undefined;
    // All of them wait for the same.
    const why = pendingReason === undefined ? (await controller.explain(asset.id))?.why : undefined;
    if (why?.kind === 'waiting') pendingReason = waitingReason(why.for);
    return pendingReason;
  };
  for await (const record of listAll(controller, undefined, undefined)) {
    if (record.asset.motion !== undefined && record.settlement.kind !== 'gone') livePhotoCount += 1;
    const reason = await reasonOf(record);
    if (reason !== undefined) waiting.set(reason, (waiting.get(reason) ?? 0) + 1);
  }
  const reasons = [...waiting].map(([reason, count]) => ({ reason, count }));
  const isOfOneMoment = reasons.reduce((sum, { count }) => sum + count, 0) === candidates.waitingCount;
  // While a backup runs the ledger moves on between two questions. Numbers that do not add up are not shown.
  return { livePhotoCount, waiting: isOfOneMoment ? reasons : [] };
}
