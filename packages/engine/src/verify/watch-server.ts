import type { CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { ServerMark } from '../model/ids.ts';
import type { LedgerFact } from '../ports/ledger.ts';
import { comparePage, type CompareDeps, type Judged, type Verdict } from './compare-page.ts';

/** What is known of the server before it is asked, as in `LedgerState`. */
interface Watched {
  /** Undefined: it is not to be asked whether it has gone back. */
  readonly mark: ServerMark | undefined;
  readonly doubtedAtMs: number | undefined;
}

/**
 * Compares some assets, and writes down what that tells of the server itself: how far it has come, and that it is in doubt where it
 * has gone back or has lost something.
 */
export async function compareAndWatch(
  deps: CompareDeps,
  records: readonly AssetRecord[],
  { mark, doubtedAtMs }: Watched,
  signal: CancelSignal,
): Promise<{ readonly judged: readonly Judged[] } & Pick<Watched, 'doubtedAtMs'>> {
  const atMs = deps.clock.now();
  const comparison = await comparePage(deps, records, { isDeep: false, mark }, signal);
  const { judged, hasGoneBack } = comparison;
  // For what is lost, a doubt that is there already is not begun anew: what was proven since would have to be proven again.
  const isNewDoubt = hasGoneBack || (doubtedAtMs === undefined && hasVerdict(judged, 'lost'));
  const facts: LedgerFact[] = [];
  if (isNewDoubt) facts.push({ kind: 'server-doubted', atMs });
  if (comparison.mark !== undefined) facts.push({ kind: 'mark-noted', mark: comparison.mark });
  if (facts.length > 0) await deps.ledger.record(facts);
  return { judged, doubtedAtMs: isNewDoubt ? atMs : doubtedAtMs };
}

/**
 * Asks the server how far it has come where anything was confirmed since a moment, so that it is noticed when it goes back
 * before the next run.
 */
export async function noteMark(deps: CompareDeps, sinceMs: number, signal: CancelSignal): Promise<void> {
  const { ledger, clock } = deps;
  const records = await ledger.readAssets({ kind: 'latest', nowMs: clock.now(), after: undefined, limit: 1 });
  const [latest] = records;
  if (latest?.settlement.kind !== 'backed-up' || latest.settlement.atMs < sinceMs) return;
  const { serverMark: mark, doubtedAtMs } = await ledger.readState();
  await compareAndWatch(deps, records, { mark, doubtedAtMs }, signal);
}

/** Whether the server said this of one of them. */
export const hasVerdict = (judged: readonly Judged[], kind: Verdict['kind']): boolean =>
  judged.some(({ verdict }) => verdict.kind === kind);
