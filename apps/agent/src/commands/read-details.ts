import type { AssetRecord, BackupController, Settlement, Standing, Statistics } from '@keepsake/engine';
import type { SummaryDetails } from '../display/library-tree.ts';
import { waitingReason } from '../display/words.ts';
import { listAll } from '../session/list-all.ts';

/** Reads what the numbers alone do not tell: how many photos are two files, and what those that wait are waiting for. */
export async function readDetails(
  controller: BackupController,
  { candidates }: Statistics,
): Promise<SummaryDetails> {
  let livePhotoCount = 0;
  const waiting = new Map<string, number>();
  const ignored = new Map<IgnoredReason, number>();
  const explain = createWaitExplainer(controller);
  for await (const record of listAll(controller, undefined, undefined)) {
    const { asset, standing, settlement } = record;
    if (asset.motion !== undefined && settlement.kind !== 'gone') livePhotoCount += 1;
    if (standing.kind === 'ignored' && !isOfTheServer(settlement)) count(ignored, standing.reason);
    const reason = await explain(record);
    if (reason !== undefined) count(waiting, reason);
  }
  const reasons = [...waiting].map(([reason, sum]) => ({ reason, count: sum }));
  const isOfOneMoment = reasons.reduce((sum, one) => sum + one.count, 0) === candidates.waitingCount;
  return {
    livePhotoCount,
    // While a backup runs the ledger moves on between two questions. Numbers that do not add up are not shown.
    waiting: isOfOneMoment ? reasons : [],
    ignored: [...ignored].map(([reason, sum]) => ({ reason, count: sum })),
  };
}

type IgnoredReason = (Standing & { kind: 'ignored' })['reason'];

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What the server keeps, or did until it was deleted there, is counted as that. */
const isOfTheServer = ({ kind }: Settlement): boolean => kind === 'backed-up' || kind === 'deleted-on-server';

/** Says what a waiting asset waits for, and undefined for any other. */
function createWaitExplainer(
  controller: Pick<BackupController, 'explain'>,
): (record: AssetRecord) => Promise<string | undefined> {
  // Those of one sort all wait for the same.
  const reasons = new Map<string, string>();
  return async ({ asset, standing, settlement }) => {
    if (standing.kind !== 'candidate') return undefined;
    if (settlement.kind === 'retrying')
      return waitingReason({ kind: 'retry', atMs: settlement.nextAttemptAtMs, failure: settlement.failure });
    if (settlement.kind !== 'pending') return undefined;
    const sort = `${asset.kind} ${asset.isInCloud}`;
    const known = reasons.get(sort);
    if (known !== undefined) return known;
    const why = (await controller.explain(asset.id))?.why;
    if (why?.kind !== 'waiting') return undefined;
    const reason = waitingReason(why.for);
    reasons.set(sort, reason);
    return reason;
  };
}
