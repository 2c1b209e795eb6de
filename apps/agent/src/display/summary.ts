import type { BackupSnapshot, RunOutcome, Statistics } from '@keepsake/engine';
import { formatAssets, formatBytes, formatCounted, formatDuration, printable } from './format.ts';
import { HOLD_WORDS, STOPPED_BACKUP, stopSentence } from './words.ts';

/** What the end of a backup must not pass over, beside its numbers. */
export interface Reservations {
  readonly unreadableCount?: number;
  readonly emptiedCount?: number;
  /** Names to exclude that no album had. */
  readonly unknownExclusions?: readonly string[];
}

/** What the end of a backup says first: one sentence. */
export function outcomeSentence(
  outcome: RunOutcome,
  statistics: Statistics | undefined,
  { unreadableCount = 0, emptiedCount = 0, unknownExclusions = [] }: Reservations = {},
): string {
  switch (outcome.kind) {
    case 'already-running':
      return 'Another Keepsake is at work on this library. This one did nothing.';
    case 'cancelled':
      return 'Stopped. What was sent so far is safe; the next backup goes on from there.';
    case 'stopped':
      return stopSentence(outcome.code, outcome.detail, STOPPED_BACKUP);
    case 'held-back':
      return `Waiting ${HOLD_WORDS[outcome.by]}. What was sent so far is safe; the next backup goes on from there.`;
    case 'out-of-time':
      return 'The time for this backup is over. What was sent so far is safe; the next backup goes on from there.';
    case 'yielded':
      return 'Another backup of this library has precedence. What was sent so far is safe; that one goes on from there.';
    case 'completed': {
      if (statistics === undefined) return 'Backup complete.';
      const { failedCount, totalCount, waitingCount } = statistics.candidates;
      if (totalCount === 0 && emptiedCount === 0) return 'There was nothing to back up.';
      if (unreadableCount > 0)
        return `${formatCounted(unreadableCount, 'place')} could not be looked into, so not everything may be backed up.`;
      // Whoever excluded something must not read "everything" and take it for left out.
      const names = unknownExclusions.map((name) => `"${printable(name)}"`).join(', ');
      const but = names === '' ? '' : `, but nothing was excluded by the name ${names}`;
      const isAll = emptiedCount === 0 && names === '';
      const all = isAll ? 'Everything' : `All that ${emptiedCount > 0 ? 'could be looked at' : 'was found'}`;
      if (failedCount > 0) return `${all} is backed up except ${formatAssets(failedCount)}${but}.`;
      if (waitingCount > 0) return `${formatAssets(waitingCount)} still waiting${but}.`;
      if (emptiedCount > 0) return `${all} is backed up${but}.`;
      if (names !== '') return `Backup complete${but}: all that was found is backed up.`;
      const what = statistics.notSelectedCount > 0 ? 'everything that is selected' : 'everything';
      const { deletedOnServerCount } = statistics;
      const deleted =
        deletedOnServerCount === 0
          ? ''
          : `, except ${formatAssets(deletedOnServerCount)} that ${deletedOnServerCount === 1 ? 'was' : 'were'} deleted on the server`;
      return `Backup complete: ${what} is backed up${deleted}.`;
    }
  }
}

/** What album sync could not do; undefined when nothing was left over. */
export function albumSyncLine({ albumSync }: Pick<BackupSnapshot, 'albumSync'>): string | undefined {
  const count = albumSync?.leftOverCount ?? 0;
  if (count === 0) return undefined;
  return `${formatAssets(count)} could not be put into their albums on the server. The next backup tries again.`;
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
      ? [`${formatAssets(sentCount)} sent, ${formatBytes(progress?.bytesUploaded ?? 0)}`]
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
