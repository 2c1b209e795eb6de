import type { CancelSignal } from '../cancel.ts';
import { comparePage, COMPARE_PAGE, type CompareDeps } from './compare-page.ts';

/** What was not compared with the server for so long is compared by the next run. */
const TRUSTED_MS = 7 * 24 * 3_600_000;
/** The most that a run looks through when something is missing; what comes after that has its turn within the week. */
const MAX_PAGES = 20;

/**
 * Compares those entries of the ledger with the server that were not compared for the longest time, one question's worth: so
 * every run proves a little, and what was deleted on the server is noticed without being asked for (D10, V1).
 *
 * Who deletes one photo there often deletes more, and copies of one photo must not tell two stories: where something is missing,
 * the rest is looked through as well.
 */
export async function verifySlice(deps: CompareDeps, signal: CancelSignal): Promise<void> {
  const startedAtMs = deps.clock.now();
  let beforeMs = startedAtMs - TRUSTED_MS;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const nowMs = deps.clock.now();
    const records = await deps.ledger.readAssets({
      kind: 'unverified',
      beforeMs,
      nowMs,
      limit: COMPARE_PAGE,
    });
    if (records.length === 0) return;
    const judged = await comparePage(deps, records, { isDeep: false }, signal);
    if (judged.some(({ verdict }) => verdict.kind === 'missing')) beforeMs = startedAtMs;
    else if (beforeMs < startedAtMs) return;
  }
}
