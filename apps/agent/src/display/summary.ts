import type { BackupSnapshot, RunOutcome, Statistics } from '@keepsake/engine';
import { formatBytes, formatCount, formatCounted, formatDuration } from './format.ts';
import { stopSentence } from './words.ts';

/** What the end of a backup says first: one sentence. */
export function outcomeSentence(
  outcome: RunOutcome,
  statistics: Statistics | undefined,
  unreadableCount = 0,
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
      if (totalCount === 0) return 'There was nothing to back up.';
      if (unreadableCount > 0)
        return `${formatCounted(unreadableCount, 'place')} could not be looked into, so not everything may be backed up.`;
      if (failedCount > 0) return `Everything is backed up except ${formatCounted(failedCount, 'file')}.`;
      return waitingCount > 0
        ? `${formatCounted(waitingCount, 'file')} still waiting.`
        : 'Backup complete: everything is backed up.';
    }
  }
}

/** The library in numbers, a line each; the lines below the first add up to it. */
export function summaryLines(statistics: Statistics): readonly string[] {
  const { candidates } = statistics;
  const rows: readonly (readonly [string, number, string])[] = [
    ['sent from here', statistics.uploadedCount, 'backed up'],
    ['on the server already', statistics.duplicateCount, 'backed up: the same photo was there before'],
    ['failed', statistics.failedCount, ''],
    ['waiting', statistics.waitingCount, ''],
    ['excluded', statistics.excludedCount, 'in an excluded album'],
    ['not selected', statistics.notSelectedCount, 'in no selected album'],
    ['ignored', statistics.ignoredCount, 'not a photo or video'],
    ['gone', statistics.goneCount, 'vanished before their turn'],
  ];
  const width = formatCount(statistics.libraryCount).length;
  const row = (label: string, count: number, remark: string): string =>
    `  ${label.padEnd(22)}${formatCount(count).padStart(width)}${remark === '' ? '' : `   ${remark}`}`;
  return [
    `${formatCount(candidates.backedUpCount)} of ${formatCount(candidates.totalCount)} backed up`,
    '',
    row('in the library', statistics.libraryCount, ''),
    ...rows.filter(([, count]) => count > 0).map(([label, count, remark]) => row(label, count, remark)),
  ];
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
  durationMs: number,
): string {
  const sentCount = progress?.uploadedCount ?? 0;
  const sent =
    sentCount === 0
      ? 'Nothing had to be sent'
      : `${formatCounted(sentCount, 'file')} sent, ${formatBytes(progress?.bytesUploaded ?? 0)}`;
  const quota = storage?.quotaBytes === undefined ? '' : ` of ${formatBytes(storage.quotaBytes)}`;
  const used =
    storage === undefined ? '' : ` Storage used on the server: ${formatBytes(storage.usedBytes)}${quota}.`;
  return `${sent}, in ${formatDuration(durationMs)}.${used}`;
}
