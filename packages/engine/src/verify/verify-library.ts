import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId } from '../model/ids.ts';
import type { AssetSum } from '../statistics/statistics.ts';
import { comparePage, COMPARE_PAGE, type CompareDeps, type Verdict } from './compare-page.ts';
import { VerifyMeter, type VerifyProgress } from './verify-meter.ts';

/** What a verification found (V1). The counts add up to `checkedCount`. */
export interface VerifyReport {
  readonly checkedCount: number;
  readonly soundCount: number;
  /** Not on the server any more; "deleted on the server" from now on (D10). */
  readonly missingCount: number;
  /** Not as it was sent, or lost by the server; waiting to be sent again from now on. */
  readonly damagedCount: number;
  /** Confirmed by name alone: no checksum is known. */
  readonly unknownCount: number;
  /** The server read all these bytes again. */
  readonly isDeep: boolean;
  /** What differs, at most the first thousand. */
  readonly differing: readonly { readonly record: AssetRecord; readonly verdict: Verdict }[];
}

const MAX_LISTED = 1_000;
/**
 * What the server reads again in one question takes its time: it must answer before anybody thinks that it is gone, and
 * before it seems to stand still. A larger original is read by itself.
 */
const DEEP_PAGE = 100;
const DEEP_BYTES = 256_000_000;

/**
 * Compares every entry of the ledger with the server by checksum, what is out of the library, too. With `isDeep` the server reads
 * its bytes again. How far it is is told after each question. What was compared until it is cancelled stays written down.
 */
export async function verifyLibrary(
  deps: CompareDeps,
  { isDeep }: { readonly isDeep: boolean },
  onProgress: (progress: VerifyProgress) => void,
  signal: CancelSignal,
): Promise<VerifyReport> {
  const counts: Record<Verdict['kind'], number> = {
    sound: 0,
    missing: 0,
    damaged: 0,
    lost: 0,
    unknown: 0,
  };
  const differing: { readonly record: AssetRecord; readonly verdict: Verdict }[] = [];
  const total = await sumOfAll(deps, signal);
  const meter = new VerifyMeter(total, isDeep, deps.clock.now());
  onProgress(meter.tell(deps.clock.now()));
  let checkedCount = 0;
  await forEachPage(deps, signal, async (page) => {
    for (const records of isDeep ? partsOf(page) : [page]) {
      throwIfCancelled(signal);
      const { judged } = await comparePage(deps, records, { isDeep }, signal);
      for (const each of judged) {
        counts[each.verdict.kind] += 1;
        const differs = ['missing', 'damaged', 'lost'].includes(each.verdict.kind);
        if (differs && differing.length < MAX_LISTED) differing.push(each);
      }
      checkedCount += records.length;
      meter.checked(sumOf(records), deps.clock.now());
      onProgress(meter.tell(deps.clock.now()));
    }
  });
  await deps.ledger.record([{ kind: 'verification-completed', atMs: deps.clock.now() }]);
  return {
    checkedCount,
    soundCount: counts.sound,
    missingCount: counts.missing,
    damagedCount: counts.damaged + counts.lost,
    unknownCount: counts.unknown,
    isDeep,
    differing,
  };
}

/** Takes all entries that are compared, in the order of their ids, as many at a time as one question may name. */
async function forEachPage(
  { ledger }: CompareDeps,
  signal: CancelSignal,
  take: (records: readonly AssetRecord[]) => Promise<void> | void,
): Promise<void> {
  let afterId: AssetId | undefined;
  for (;;) {
    throwIfCancelled(signal);
    const records = await ledger.readAssets({ kind: 'backed-up', afterId, limit: COMPARE_PAGE });
    if (records.length === 0) return;
    await take(records);
    afterId = records.at(-1)?.asset.id;
  }
}

/** The ledger counts what is in the library alone; what left it is compared, too. */
async function sumOfAll(deps: CompareDeps, signal: CancelSignal): Promise<AssetSum> {
  let [count, sizeBytes] = [0, 0];
  await forEachPage(deps, signal, (records) => {
    const sum = sumOf(records);
    count += sum.count;
    sizeBytes += sum.sizeBytes;
  });
  return { count, sizeBytes };
}

function sumOf(records: readonly AssetRecord[]): AssetSum {
  return {
    count: records.length,
    sizeBytes: records.reduce((sum, { asset }) => sum + sizeBytesOf(asset), 0),
  };
}

/** In their order, as many together as are read again in one question. */
function partsOf(records: readonly AssetRecord[]): readonly (readonly AssetRecord[])[] {
  const parts: AssetRecord[][] = [];
  let sizeBytes = Infinity;
  for (const record of records) {
    const last = parts.at(-1);
    const more = sizeBytesOf(record.asset);
    if (last === undefined || last.length === DEEP_PAGE || sizeBytes + more > DEEP_BYTES) {
      parts.push([record]);
      sizeBytes = more;
    } else {
      last.push(record);
      sizeBytes += more;
    }
  }
  return parts;
}
