import type { CheckedTally } from '../proof/check-database.ts';
import type { FileTally } from '../proof/check-files.ts';
import type { RowTally } from '../proof/check-originals.ts';

export interface CheckSummary {
  readonly databaseProblems: number;
  readonly originals: RowTally;
  readonly sidecars: RowTally;
  readonly files: FileTally;
  /** Users, by whether they are charged for what they keep. */
  readonly usage: CheckedTally;
  readonly motionParts: CheckedTally;
}

export const CHECK_EXIT_CODES = { lost: 3, database: 4, unreadable: 9, untidy: 10 } as const;

/** The gravest of what was found. */
export function exitCodeOf({ databaseProblems, originals, sidecars, ...rest }: CheckSummary): number {
  const rows = [originals, sidecars];
  if (databaseProblems > 0) return CHECK_EXIT_CODES.database;
  if (rows.some(({ missing, damaged }) => missing + damaged > 0)) return CHECK_EXIT_CODES.lost;
  if (rows.some(({ unreadable }) => unreadable > 0)) return CHECK_EXIT_CODES.unreadable;
  const isUntidy = rest.files.orphans + rest.usage.wrong + rest.motionParts.wrong > 0;
  return isUntidy ? CHECK_EXIT_CODES.untidy : 0;
}

/** The summary for people; the parts of each line add up to its first number. */
export function summaryLines(summary: CheckSummary): string {
  const { files, usage, motionParts } = summary;
  const counts: readonly number[] = Object.values({ ...files });
  const total = counts.reduce((sum, count) => sum + count, 0);
  return [
    `database: ${summary.databaseProblems === 0 ? 'whole' : `${summary.databaseProblems} problems`}`,
    rowLine('originals', summary.originals),
    rowLine('sidecars', summary.sidecars),
    `files: ${total} = ${files.originals} originals + ${files.sidecars} sidecars + ${files.setAside} set aside + ${files.arriving} arriving + ${files.leaving} leaving + ${files.orphans} that no row names + ${files.gone} removed meanwhile`,
    `users: ${usage.checked}, ${usage.wrong} charged wrongly`,
    `motion parts: ${motionParts.checked}, ${motionParts.wrong} linked wrongly`,
    '',
  ].join('\n');
}

function rowLine(name: string, tally: RowTally): string {
  const { right, missing, damaged, unreadable, gone } = tally;
  const total = right + missing + damaged + unreadable + gone;
  return `${name}: ${total} = ${right} there + ${missing} missing + ${damaged} damaged + ${unreadable} unreadable + ${gone} deleted meanwhile`;
}
