import { typed } from '../cli/command-name.ts';
import type { RestoreFailure, RestoreProgress, RestoreReport } from '@keepsake/engine';
import { formatAssets, formatBytes, formatCount, formatCounted, printable } from './format.ts';
import type { Renamed } from '../restore/follow-renames.ts';
import { isSome, part, sumLines } from './sum-lines.ts';
import { reasonOf, STOPPED_RESTORE, stopSentence } from './words.ts';

/** Names that are listed one by one. */
const MOST_LISTED = 100;

/** What a restore did, and what became of names on the way. */
export interface FullReport extends RestoreReport {
  /** Files that were given a name now that is not theirs on the server. */
  readonly renamedCount: number;
  /** The first of them. */
  readonly renamed: readonly Renamed[];
}

/** How far a restore is. */
export function restoreProgressLine(progress: RestoreProgress): string {
  const { wantedCount, isAllCounted, restoredCount, thereCount, goneCount, failedCount } = progress;
  const doneCount = restoredCount + thereCount + goneCount + failedCount;
  const allCount = `${isAllCounted ? '' : 'at least '}${formatCount(wantedCount)}`;
  return `Bringing home… ${formatCount(doneCount)} of ${allCount}, ${formatBytes(progress.receivedBytes)} received`;
}

/** What the end of a restore says: one sentence, numbers that add up, and what could not be brought home. */
export function restoreLines(report: FullReport, folder: string): readonly string[] {
  const { wantedCount, failures, failedCount, withheldCount } = report;
  const listed = failures.slice(0, MOST_LISTED);
  return [
    outcomeOf(report, folder),
    ...(wantedCount === 0 ? [] : ['', ...countLines(report)]),
    ...nameLines(report),
    ...(listed.length === 0 ? [] : ['', 'Not restored:']),
    ...listed.map((failure) => `  ${nameOfFailed(failure)}: ${failureReason(failure.reason)}`),
    ...(failedCount > listed.length ? [`  … and ${formatCount(failedCount - listed.length)} more`] : []),
    ...(failures.some(({ reason }) => reason.kind === 'damaged') ? ['', damagedSentence()] : []),
    ...(withheldCount === 0 ? [] : ['', withheldSentence(withheldCount)]),
  ];
}

/** What may be looked for in vain, by name or by count. */
function nameLines({ renamedCount, renamed, restoredCount }: FullReport): readonly string[] {
  const others =
    renamedCount === 0
      ? []
      : [
          '',
          `${formatCounted(renamedCount, 'file')} ${renamedCount === 1 ? 'has' : 'have'} another name than before: another file had it, or not every disk takes it.`,
          ...renamed.map(({ was, now }) => `  ${printable(was)} is now ${printable(now)}`),
          ...(renamedCount > renamed.length
            ? [`  … and ${formatCount(renamedCount - renamed.length)} more`]
            : []),
        ];
  const equal =
    restoredCount === 0 ? [] : ['', 'The server keeps equal files once, so of those one came home.'];
  return [...others, ...equal];
}

function nameOfFailed({ original, part }: RestoreFailure): string {
  const name = printable(original.fileName);
  return part === 'motion' ? `${name} (its motion part alone)` : name;
}

/** Why an original could not be brought home; the end of a sentence. */
export function failureReason(reason: RestoreFailure['reason']): string {
  if (reason.kind === 'no-name') return 'every name for it is taken by another file there';
  if (reason.kind === 'damaged')
    return `what the server keeps of it is damaged; \`${typed('backup')}\` on the device that has it sends it again`;
  switch (reason.code) {
    case 'checksum-mismatch':
      return `what came from the server is not what was sent to it; \`${typed('verify --deep')}\` tells what it has`;
    case 'rejected':
      return 'the server does not give it away, or the disk does not take its name or size';
    default:
      return reasonOf(reason.code);
  }
}

function damagedSentence(): string {
  return `What is damaged on the server cannot be restored until \`${typed('backup')}\` has sent it again from the device that has it. Restoring again before that changes nothing.`;
}

function withheldSentence(count: number): string {
  const files = `${formatCounted(count, 'file')} that it does not let be read, as in a locked folder`;
  return `The server keeps ${files}. Move ${count === 1 ? 'it' : 'them'} out of there on the server, then restore again.`;
}

function outcomeOf(report: RestoreReport, folder: string): string {
  const { outcome, failedCount, wantedCount, withheldCount } = report;
  switch (outcome.kind) {
    case 'cancelled':
      return 'Stopped. What is there stays; the next restore goes on from there.';
    case 'stopped':
      return stopSentence(outcome.code, outcome.detail, STOPPED_RESTORE);
    case 'completed':
      if (wantedCount === 0)
        return withheldCount === 0
          ? 'There is nothing on the server to bring home.'
          : 'Nothing was brought home.';
      if (failedCount === 0 && withheldCount === 0) return `Everything is in ${printable(folder)}.`;
      if (failedCount === 0) return `Everything that the server gives away is in ${printable(folder)}.`;
      return `Everything is in ${printable(folder)} except ${formatAssets(failedCount)}.`;
  }
}

function countLines(report: RestoreReport): readonly string[] {
  const { wantedCount, isAllCounted, restoredCount, thereCount, goneCount, failedCount } = report;
  const leftCount = wantedCount - restoredCount - thereCount - goneCount - failedCount;
  const repeated =
    report.repeatedFileCount === 0
      ? ''
      : `; ${formatCounted(report.repeatedFileCount, 'file')} in further albums`;
  const written = `${formatCounted(report.receivedFileCount, 'file')} received, ${formatBytes(report.receivedBytes)}${repeated}`;
  const parts = [
    part(restoredCount, `restored (${written})`),
    part(thereCount, 'there already'),
    part(goneCount, 'deleted on the server meanwhile'),
    part(failedCount, 'failed'),
    part(leftCount, 'not looked at'),
  ].filter(isSome);
  const noun = wantedCount === 1 ? 'photo or video' : 'photos and videos';
  const label = isAllCounted
    ? `${noun} on the server`
    : `${noun} on the server counted so far; there may be more`;
  return sumLines([{ count: wantedCount, label, parts }]);
}
