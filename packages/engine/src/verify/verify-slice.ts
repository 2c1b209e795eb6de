import type { CancelSignal } from '../cancel.ts';
import { comparePage, COMPARE_PAGE, type CompareDeps } from './compare-page.ts';

/** What was not compared with the server for so long is compared by the next run. */
const TRUSTED_MS = 7 * 24 * 3_600_000;

/**
 * Compares those entries of the ledger with the server that were not compared for the longest time, one question's worth: so
 * every run proves a little, and what was deleted on the server is noticed without being asked for (D10, V1).
 */
export async function verifySlice(deps: CompareDeps, signal: CancelSignal): Promise<void> {
  const beforeMs = deps.clock.now() - TRUSTED_MS;
  const records = await deps.ledger.readAssets({ kind: 'unverified', beforeMs, limit: COMPARE_PAGE });
  if (records.length > 0) await comparePage(deps, records, { isDeep: false }, signal);
}
