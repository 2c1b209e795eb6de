import { setTimeout } from 'node:timers/promises';
import { inspect, type ProofDeps } from './examine.ts';
import { allOriginals } from './originals.ts';
import { reportVerdict, type ProofLog } from './report-verdict.ts';

/** After each original: some ten minutes for half a million. */
const PAUSE_MS = 1;

/**
 * Looks for assets whose original is gone or has another size, says so in the log and notes it; runs beside the serving,
 * until done or aborted. No file is touched: whoever put the disk away may bring it back.
 */
export async function reportMissingOriginals(
  deps: ProofDeps,
  log: ProofLog,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const page of allOriginals(deps.db)) {
      for (const original of page) {
        reportVerdict(log, original, await inspect(deps, original, { signal }));
        // One look at a time with a rest after each: uploads and reads go first.
        await setTimeout(PAUSE_MS, undefined, { signal });
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
