import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AssetId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { AssetCursor, Ledger } from '../ports/ledger.ts';

/** No server may ask for more; a retry that is further away was written under a clock that was wrong. */
const LONGEST_PAUSE_MS = 25 * 3_600_000;
const READY_PAGE = 1_000;

/** What is left to do for candidates. */
export type WorkLeft =
  | { readonly kind: 'none' }
  /** Nothing but retries, none of them due. */
  | { readonly kind: 'later'; readonly atMs: number }
  /** Retries up to `dueMs` are due. */
  | { readonly kind: 'now'; readonly dueMs: number };

/** Looks what is left. `dueMs`: retries up to this time were waited for. */
export async function lookForWork(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  dueMs: number | undefined,
): Promise<WorkLeft> {
  const nowMs = clock.now();
  const totals = await ledger.readTotals();
  const isPending = totals.groups.some(
    (group) => group.standing === 'candidate' && group.settlement === 'pending' && group.count > 0,
  );
  const dueNowMs = Math.max(nowMs, dueMs ?? 0);
  if (isPending) return { kind: 'now', dueMs: dueNowMs };
  const { nextAttemptAtMs } = totals;
  if (nextAttemptAtMs === undefined) return { kind: 'none' };
  const pauseMs = nextAttemptAtMs - dueNowMs;
  const isToBeWaitedFor =
    pauseMs > 0 && pauseMs <= LONGEST_PAUSE_MS && !(await wasSetBack(ledger, nowMs, nextAttemptAtMs));
  if (isToBeWaitedFor) return { kind: 'later', atMs: nextAttemptAtMs };
  return { kind: 'now', dueMs: Math.max(dueNowMs, nextAttemptAtMs) };
}

/** When the next retry comes due of what `isLeftOut` does not name; undefined: nothing else waits for one. */
export async function nextRetryBeside(
  isLeftOut: (id: AssetId) => boolean,
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  signal: CancelSignal,
): Promise<number | undefined> {
  const nowMs = clock.now() + LONGEST_PAUSE_MS;
  let nextAtMs: number | undefined;
  for (const assetKind of ['image', 'video'] as const) {
    let after: AssetCursor | undefined;
    for (;;) {
      throwIfCancelled(signal);
      const records = await ledger.readAssets({ kind: 'ready', nowMs, assetKind, after, limit: READY_PAGE });
      for (const { asset, settlement } of records) {
        if (settlement.kind !== 'retrying' || isLeftOut(asset.id)) continue;
        nextAtMs = Math.min(nextAtMs ?? Infinity, settlement.nextAttemptAtMs);
      }
      const last = records.at(-1)?.asset;
      if (last === undefined || records.length < READY_PAGE) break;
      after = { createdAtMs: last.createdAtMs, id: last.id };
    }
  }
  return nextAtMs;
}

/** Whether the next retry is of an attempt that failed later than now: then the clock was set back, and its time says nothing. */
async function wasSetBack(ledger: Ledger, nowMs: number, nextAttemptAtMs: number): Promise<boolean> {
  for (const assetKind of ['image', 'video'] as const) {
    const next = { kind: 'ready', nowMs: nextAttemptAtMs, assetKind, after: undefined, limit: 1 } as const;
    const [record] = await ledger.readAssets(next);
    const settlement = record?.settlement;
    if (settlement?.kind === 'retrying' && settlement.failure.atMs > nowMs) return true;
  }
  return false;
}
