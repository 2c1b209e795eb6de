import type { CancelSignal } from '../cancel.ts';
import { comparePage, type CompareDeps } from './compare-page.ts';

/** What was not compared with the server for so long is compared by the next run. */
const TRUSTED_MS = 7 * 24 * 3_600_000;
/** So few that a server of any speed answers in the time there is: what was answered is written down, page by page. */
const PAGE = 100;
const MAX_PAGES = 25;
/** The most that a run looks through when something is missing; what comes after that has its turn within the week. */
const MAX_PAGES_WHEN_MISSING = 500;

/**
 * Compares those entries of the ledger with the server that were not compared for the longest time, a few questions' worth:
 * so every run proves a little, and what was deleted on the server is noticed without being asked for (D10, V1).
 *
 * Who deletes one photo there often deletes more, and copies of one photo must not tell two stories: where something is missing,
 * the rest is looked through as well.
 */
export async function verifySlice(deps: CompareDeps, signal: CancelSignal): Promise<void> {
  const startedAtMs = deps.clock.now();
  let beforeMs = startedAtMs - TRUSTED_MS;
  for (let pagesLeft = MAX_PAGES; pagesLeft > 0; pagesLeft -= 1) {
    const nowMs = deps.clock.now();
    const records = await deps.ledger.readAssets({
      kind: 'unverified',
      beforeMs,
      nowMs,
      limit: PAGE,
    });
    if (records.length === 0) return;
    const judged = await comparePage(deps, records, { isDeep: false }, signal);
    if (beforeMs === startedAtMs || judged.every(({ verdict }) => verdict.kind !== 'missing')) continue;
    beforeMs = startedAtMs;
    pagesLeft = MAX_PAGES_WHEN_MISSING;
  }
}
