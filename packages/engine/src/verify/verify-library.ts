import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetId } from '../model/ids.ts';
import { comparePage, COMPARE_PAGE, type CompareDeps, type Verdict } from './compare-page.ts';

/** What a verification found (V1). The counts add up to `checkedCount`. */
export interface VerifyReport {
  readonly checkedCount: number;
  readonly soundCount: number;
  /** Not on the server any more; "deleted on the server" from now on (D10). */
  readonly missingCount: number;
  /** Not as it was sent; waiting to be sent again from now on. */
  readonly damagedCount: number;
  /** Confirmed by name alone: no checksum is known. */
  readonly unknownCount: number;
  /** The server read all these bytes again. */
  readonly isDeep: boolean;
  /** What differs, at most the first thousand. */
  readonly differing: readonly { readonly record: AssetRecord; readonly verdict: Verdict }[];
}

const MAX_LISTED = 1_000;
/** A page that the server reads again takes its time; it must answer before anybody thinks that it is gone. */
const DEEP_PAGE = 100;

/**
 * Compares every entry of the ledger with the server by checksum, what is out of the library, too. With `isDeep` the server reads
 * its bytes again. What was compared until it is cancelled stays written down.
 */
export async function verifyLibrary(
  deps: CompareDeps,
  { isDeep }: { readonly isDeep: boolean },
  onChecked: (checkedCount: number) => void,
  signal: CancelSignal,
): Promise<VerifyReport> {
  const counts: Record<Verdict['kind'], number> = { sound: 0, missing: 0, damaged: 0, unknown: 0 };
  const differing: { readonly record: AssetRecord; readonly verdict: Verdict }[] = [];
  const limit = isDeep ? DEEP_PAGE : COMPARE_PAGE;
  let afterId: AssetId | undefined;
  let checkedCount = 0;
  for (;;) {
    throwIfCancelled(signal);
    const records = await deps.ledger.readAssets({ kind: 'backed-up', afterId, limit });
    if (records.length === 0) break;
    for (const judged of await comparePage(deps, records, { isDeep }, signal)) {
      counts[judged.verdict.kind] += 1;
      const differs = judged.verdict.kind === 'missing' || judged.verdict.kind === 'damaged';
      if (differs && differing.length < MAX_LISTED) differing.push(judged);
    }
    afterId = records.at(-1)?.asset.id;
    checkedCount += records.length;
    onChecked(checkedCount);
  }
  await deps.ledger.record([{ kind: 'verification-completed', atMs: deps.clock.now() }]);
  return {
    checkedCount,
    soundCount: counts.sound,
    missingCount: counts.missing,
    damagedCount: counts.damaged,
    unknownCount: counts.unknown,
    isDeep,
    differing,
  };
}
