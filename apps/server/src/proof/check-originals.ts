import type { Report } from './check-findings.ts';
import { inspect, type ProofDeps, type Verdict } from './examine.ts';
import { allOriginals, type ToldOriginal } from './originals.ts';

const LOOKS_AT_ONCE = 16;

/** Rows by what became of their files; they add up to the rows that were there. */
export interface RowTally {
  right: number;
  missing: number;
  damaged: number;
  unreadable: number;
  /** Deleted while the check ran. */
  gone: number;
}

export const nothingYet = (): RowTally => ({ right: 0, missing: 0, damaged: 0, unreadable: 0, gone: 0 });

/** Looks for the original of every row: is it there, with its size? Notes what is wrong, as the scrub does. */
export async function checkOriginals(
  deps: ProofDeps,
  report: Report,
  signal: AbortSignal,
): Promise<RowTally> {
  const tally = nothingYet();
  for await (const page of allOriginals(deps.db)) {
    for (let from = 0; from < page.length; from += LOOKS_AT_ONCE) {
      signal.throwIfAborted();
      const some = page.slice(from, from + LOOKS_AT_ONCE);
      const verdicts = await Promise.all(some.map((original) => inspect(deps, original, { signal })));
      for (const [index, original] of some.entries()) {
        const verdict = verdicts[index] ?? { kind: 'gone' };
        tally[verdict.kind] += 1;
        reportOriginal(report, original, verdict);
      }
    }
  }
  return tally;
}

function reportOriginal(
  report: Report,
  { id: asset, ownerId: owner, path }: ToldOriginal,
  verdict: Verdict,
): void {
  if (verdict.kind === 'right' || verdict.kind === 'gone') return;
  const why = verdict.kind === 'damaged' ? { why: verdict.why } : {};
  report({ problem: `original-${verdict.kind}`, path, asset, owner, ...why });
}
