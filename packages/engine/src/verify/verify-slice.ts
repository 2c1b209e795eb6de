import type { CancelSignal } from '../cancel.ts';
import { isDamaged, type AssetRecord } from '../model/asset-record.ts';
import type { AssetQuery, Ledger } from '../ports/ledger.ts';
import type { CompareDeps, Judged } from './compare-page.ts';
import { compareAndWatch, hasVerdict } from './watch-server.ts';

/** What was not compared with the server for so long is compared by the next run. */
const TRUSTED_MS = 7 * 24 * 3_600_000;
/** So few that a server of any speed answers in the time there is: what was answered is written down, page by page. */
const PAGE = 100;
const MAX_PAGES = 25;
/** The most that a run looks through when something is missing; what comes after that has its turn in the next ones. */
const MAX_PAGES_WHEN_MISSING = 500;
/** Every run asks for them. */
const LATEST_PAGE = 20;

/**
 * Compares those entries of the ledger with the server that were not compared for the longest time, a few questions' worth:
 * so every run proves a little, and what was deleted on the server is noticed without being asked for (D10, V1).
 *
 * Who deletes one photo there often deletes more, and copies of one photo must not tell two stories: where something is missing,
 * the rest is looked through as well. Where the server has gone back, or has lost something, everything is in doubt until it was
 * compared, in as many runs as that takes.
 */
export async function verifySlice(deps: CompareDeps, signal: CancelSignal): Promise<void> {
  const { ledger, clock } = deps;
  const startedAtMs = clock.now();
  let { serverMark: mark, doubtedAtMs } = await ledger.readState();
  const look = async (records: readonly AssetRecord[]): Promise<readonly Judged[]> => {
    const seen = await compareAndWatch(deps, records, { mark, doubtedAtMs }, signal);
    // Once asked: the answers tell new ones.
    mark = undefined;
    doubtedAtMs = seen.doubtedAtMs;
    return seen.judged;
  };
  let isMissing = await compareLatest(ledger, startedAtMs, look);
  /** What was proven before this moment is compared. */
  const beforeMs = (): number => {
    if (isMissing) return startedAtMs;
    // By a clock that was ahead then, all would be in doubt for as long.
    return doubtedAtMs === undefined ? startedAtMs - TRUSTED_MS : Math.min(doubtedAtMs, startedAtMs);
  };
  const maxPages = (): number =>
    isMissing || doubtedAtMs !== undefined ? MAX_PAGES_WHEN_MISSING : MAX_PAGES;
  for (let page = 0; page < maxPages(); page += 1) {
    const records = await ledger.readAssets({
      kind: 'unverified',
      beforeMs: beforeMs(),
      nowMs: clock.now(),
      limit: PAGE,
    });
    if (records.length === 0) {
      if (doubtedAtMs !== undefined) await ledger.record([{ kind: 'server-doubted', atMs: undefined }]);
      return;
    }
    isMissing = hasVerdict(await look(records), 'missing') || isMissing;
  }
}

/**
 * Compares what was confirmed last: a server that has gone back has lost that before what is older. Where something of it is
 * lost, it is gone on with until nothing of a page is.
 *
 * @returns whether something is missing
 */
async function compareLatest(
  ledger: Ledger,
  nowMs: number,
  look: (records: readonly AssetRecord[]) => Promise<readonly Judged[]>,
): Promise<boolean> {
  let isMissing = false;
  let after: Extract<AssetQuery, { kind: 'latest' }>['after'];
  for (let limit = LATEST_PAGE; ; limit = PAGE) {
    const records = await ledger.readAssets({ kind: 'latest', nowMs, after, limit });
    const last = records.at(-1);
    if (last?.settlement.kind !== 'backed-up') return isMissing;
    after = { atMs: last.settlement.atMs, id: last.asset.id };
    // Of what left the library nothing can be sent, and that it is lost is no news.
    const doubtful = records.filter((record) => !isDamaged(record));
    if (doubtful.length === 0) continue;
    const judged = await look(doubtful);
    isMissing ||= hasVerdict(judged, 'missing');
    if (!hasVerdict(judged, 'lost')) return isMissing;
  }
}
