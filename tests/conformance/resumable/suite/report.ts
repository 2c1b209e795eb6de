import type { Outcome, Result } from './run-tests.ts';
import type { Feature } from './verdicts.ts';

/** How many tests ended in which way. */
export type Totals = Readonly<Record<Outcome['kind'], number>>;

const LABELS: Readonly<Record<Outcome['kind'], string>> = {
  pass: 'pass   ',
  fail: 'FAIL   ',
  warn: 'warn   ',
  skipped: 'skipped',
};

/** The lines for one result: more than one where there is something to tell. */
export function formatResult({ test, says, outcome }: Result): string {
  const line = `${LABELS[outcome.kind]}  ${test}`;
  if (outcome.kind === 'pass') return line;
  const feature = outcome.kind === 'skipped' ? `(not offered: ${outcome.feature}) ` : '';
  return `${line}\n           "${says}"\n           ${feature}${outcome.message}`;
}

export function countOutcomes(results: readonly Result[]): Totals {
  const totals = { pass: 0, fail: 0, warn: 0, skipped: 0 };
  for (const { outcome } of results) totals[outcome.kind] += 1;
  return totals;
}

/** The last line of a report. */
export function formatTotals(totals: Totals): string {
  const all = totals.pass + totals.fail + totals.warn + totals.skipped;
  return `${all} tests: ${totals.pass} passed, ${totals.fail} failed, ${totals.warn} warnings, ${totals.skipped} skipped`;
}

/** What makes a run fail. Strict: also warnings, and what is not offered and not named as allowed. */
export interface Strictness {
  readonly isStrict: boolean;
  readonly allowedUnsupported: ReadonlySet<Feature>;
}

/** Whether the server passes: 0, or 1. No test at all is no pass. */
export function exitCodeOf(results: readonly Result[], { isStrict, allowedUnsupported }: Strictness): 0 | 1 {
  const isWrong = ({ outcome }: Result): boolean => {
    if (outcome.kind === 'fail') return true;
    if (outcome.kind === 'warn') return isStrict;
    return outcome.kind === 'skipped' && isStrict && !allowedUnsupported.has(outcome.feature);
  };
  return results.length === 0 || results.some(isWrong) ? 1 : 0;
}
