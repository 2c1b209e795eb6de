import type { CancelSignal } from '../cancel.ts';
import { isDamaged } from '../model/asset-record.ts';
import type { AssetQuery } from '../ports/ledger.ts';
import { comparePage, type CompareDeps, type Verdict } from './compare-page.ts';

/** What was not compared with the server for so long is compared by the next run. */
const TRUSTED_MS = 7 * 24 * 3_600_000;
/** So few that a server of any speed answers in the time there is: what was answered is written down, page by page. */
const PAGE = 100;
const MAX_PAGES = 25;
/** The most that a run looks through when something is missing; what comes after that has its turn within the week. */
const MAX_PAGES_WHEN_MISSING = 500;

/** Every run asks for them, so they are few; where something of them is lost, much is. */
const LATEST_PAGE = 20;
const LATEST_PAGE_WHEN_LOST = 1_000;

/**
 * Compares those entries of the ledger with the server that were not compared for the longest time, a few questions' worth:
 * so every run proves a little, and what was deleted on the server is noticed without being asked for (D10, V1). Before them
 * it compares the latest.
 *
 * Who deletes one photo there often deletes more, and copies of one photo must not tell two stories: where something is missing,
 * the rest is looked through as well.
 */
export async function verifySlice(deps: CompareDeps, signal: CancelSignal): Promise<void> {
  const startedAtMs = deps.clock.now();
  const isMissing = await verifyLatest(deps, signal);
  let beforeMs = isMissing ? startedAtMs : startedAtMs - TRUSTED_MS;
  for (let pagesLeft = isMissing ? MAX_PAGES_WHEN_MISSING : MAX_PAGES; pagesLeft > 0; pagesLeft -= 1) {
    const nowMs = deps.clock.now();
    const records = await deps.ledger.readAssets({
      kind: 'unverified',
      beforeMs,
      nowMs,
      limit: PAGE,
    });
    if (records.length === 0) return;
    const judged = await comparePage(deps, records, { isDeep: false }, signal);
    if (beforeMs === startedAtMs || !hasVerdict(judged, 'missing')) continue;
    beforeMs = startedAtMs;
    pagesLeft = MAX_PAGES_WHEN_MISSING;
  }
}

/**
 * Compares what was confirmed last. A server whose data was put back from an older copy has lost that first, and everything
 * back to when the copy was made: where something is lost, it is gone on with until nothing of a page is.
 *
 * @returns whether something is missing
 */
async function verifyLatest(deps: CompareDeps, signal: CancelSignal): Promise<boolean> {
  const nowMs = deps.clock.now();
  let after: Extract<AssetQuery, { kind: 'latest' }>['after'];
  let isMissing = false;
  for (let limit = LATEST_PAGE; ; limit = LATEST_PAGE_WHEN_LOST) {
    const records = await deps.ledger.readAssets({ kind: 'latest', nowMs, after, limit });
    // Of what left the library nothing can be sent, and it is no news.
    const doubtful = records.filter((record) => !isDamaged(record));
    if (doubtful.length === 0) return isMissing;
    const judged = await comparePage(deps, doubtful, { isDeep: false }, signal);
    isMissing ||= hasVerdict(judged, 'missing');
    const last = records.at(-1);
    if (!hasVerdict(judged, 'damaged') || last?.settlement.kind !== 'backed-up') return isMissing;
    after = { atMs: last.settlement.atMs, id: last.asset.id };
  }
}

const hasVerdict = (judged: readonly { readonly verdict: Verdict }[], kind: Verdict['kind']): boolean =>
  judged.some(({ verdict }) => verdict.kind === kind);
