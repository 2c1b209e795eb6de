import type { BackupSnapshot, RunOutcome, Statistics } from '@keepsake/engine';
import { formatBytes, formatCount, formatCounted, formatDuration } from './format.ts';
import { stopSentence } from './words.ts';

/** What the end of a backup says first: one sentence. */
export function outcomeSentence(
  outcome: RunOutcome,
  statistics: Statistics | undefined,
  { unreadableCount = 0, emptiedCount = 0 }: { unreadableCount?: number; emptiedCount?: number } = {},
): string {
  switch (outcome.kind) {
    case 'already-running':
      return 'Another backup of this library is running. This one did nothing.';
    case 'cancelled':
      return 'Stopped. What was sent so far is safe; the next backup goes on from there.';
    case 'stopped':
      return stopSentence(outcome.code, outcome.detail);
    case 'completed': {
      if (statistics === undefined) return 'Backup complete.';
      const { failedCount, totalCount, waitingCount } = statistics.candidates;
      if (totalCount === 0 && emptiedCount === 0) return 'There was nothing to back up.';
      if (unreadableCount > 0)
        return `${formatCounted(unreadableCount, 'place')} could not be looked into, so not everything may be backed up.`;
      if (failedCount > 0)
        return `Everything ${emptiedCount > 0 ? 'that could be looked at ' : ''}is backed up except ${formatCounted(failedCount, 'file')}.`;
      if (waitingCount > 0) return `${formatCounted(waitingCount, 'file')} still waiting.`;
      if (emptiedCount > 0) return 'All that could be looked at is backed up.';
      const what = statistics.notSelectedCount > 0 ? 'everything that is selected' : 'everything';
      return `Backup complete: ${what} is backed up.`;
    }
  }
}

/** A number with what it counts; those below it add up to it. */
interface Sum {
  readonly count: number;
  readonly label: string;
  readonly parts: readonly Sum[];
}

/**
 * The library in numbers: first how much of what was chosen is backed up, then a tree in which the numbers below one,
 * further in, add up to it.
 */
export function summaryLines(statistics: Statistics): readonly string[] {
  const { candidates, uploadedCount, duplicateCount } = statistics;
  const lines = [
    `${formatCount(candidates.backedUpCount)} of ${formatCount(candidates.totalCount)} backed up`,
    '',
    ...sumLines([libraryOf(statistics)], '  '),
  ];
  if (duplicateCount === 0) return lines;
  const onServer = formatCounted(uploadedCount + duplicateCount, 'file is', 'files are');
  const sent = `${formatCount(uploadedCount)} sent from here`;
  const had = `${formatCount(duplicateCount)} that the server had already`;
  return [...lines, '', `${onServer} on the server: ${sent}, ${had}.`];
}

function libraryOf(statistics: Statistics): Sum {
  const { libraryCount, candidates, uploadedCount, duplicateCount } = statistics;
  const chosen = [
    part(candidates.backedUpCount, 'backed up'),
    part(candidates.failedCount, 'failed'),
    part(candidates.waitingCount, 'waiting'),
  ].filter(isSome);
  const leftOut = [
    // What is safe is called safe, whatever is chosen by now.
    part(uploadedCount + duplicateCount - candidates.backedUpCount, 'backed up earlier, and still safe'),
    part(statistics.excludedCount, 'in an excluded album'),
    part(statistics.notSelectedCount, 'in no selected album'),
    part(statistics.ignoredCount, 'not a photo or video'),
    part(statistics.goneCount, 'gone before their turn came'),
  ].filter(isSome);
  const files = libraryCount === 1 ? 'file in the library' : 'files in the library';
  if (leftOut.length === 0)
    return { count: libraryCount, label: `${files}, all chosen for backup`, parts: chosen };
  const leftOutCount = leftOut.reduce((sum, { count }) => sum + count, 0);
  return {
    count: libraryCount,
    label: files,
    parts: [
      { count: candidates.totalCount, label: 'chosen for backup', parts: chosen },
      { count: leftOutCount, label: 'left out', parts: leftOut },
    ],
  };
}

const part = (count: number, label: string): Sum => ({ count, label, parts: [] });

const isSome = ({ count }: Sum): boolean => count > 0;

/** Each number in the column of its level, with its parts one level further in. */
function sumLines(sums: readonly Sum[], indent: string): readonly string[] {
  const width = Math.max(0, ...sums.map(({ count }) => formatCount(count).length));
  return sums.flatMap(({ count, label, parts }) => [
    `${indent}${formatCount(count).padStart(width)}  ${label}`,
    ...sumLines(parts, `${indent}${' '.repeat(width + 2)}`),
  ]);
}

/** What album sync could not do; undefined when nothing was left over. */
export function albumSyncLine({ albumSync }: Pick<BackupSnapshot, 'albumSync'>): string | undefined {
  const count = albumSync?.leftOverCount ?? 0;
  if (count === 0) return undefined;
  return `${formatCounted(count, 'file')} could not be put into their albums on the server. The next backup tries again.`;
}

/** What this very run did, and how fast. */
export function runLine(
  { progress, storage }: Pick<BackupSnapshot, 'progress' | 'storage'>,
  motionPartsSent: number,
  durationMs: number,
): string {
  const sentCount = progress?.uploadedCount ?? 0;
  const sent = [
    ...(sentCount > 0
      ? [`${formatCounted(sentCount, 'file')} sent, ${formatBytes(progress?.bytesUploaded ?? 0)}`]
      : []),
    ...(motionPartsSent > 0
      ? [
          `${formatCounted(motionPartsSent, 'motion part')} sent for Live Photos whose stills were there already`,
        ]
      : []),
  ];
  const quota = storage?.quotaBytes === undefined ? '' : ` of ${formatBytes(storage.quotaBytes)}`;
  const used =
    storage === undefined ? '' : ` Storage used on the server: ${formatBytes(storage.usedBytes)}${quota}.`;
  const did = sent.length === 0 ? 'Nothing had to be sent' : sent.join('; ');
  return `${did}, in ${formatDuration(durationMs)}.${used}`;
}
