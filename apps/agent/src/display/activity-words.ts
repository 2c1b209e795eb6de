import type { BackupSnapshot, RunProgress, VerifyProgress } from '@keepsake/engine';
import { formatBytes, formatCount, formatCounted, formatRemaining } from './format.ts';
import { HOLD_WORDS } from './words.ts';

/** What the run is doing, as a short sentence. */
export function activitySentence({ activity }: BackupSnapshot): string {
  switch (activity.kind) {
    case 'idle':
      return '';
    case 'starting':
      return 'Getting ready…';
    case 'connecting':
      return 'Looking for the server…';
    case 'scanning':
      return activity.assetsSeen === 0
        ? 'Looking through your photos…'
        : `Looking through your photos… ${formatCounted(activity.assetsSeen, 'file')} so far`;
    case 'comparing':
      return 'Asking the server what it has already…';
    case 'uploading':
      return 'Uploading…';
    case 'waiting-for-network':
      return activity.isUntrusted
        ? 'Waiting: the certificate of the server is not trusted — it goes on by itself when it is.'
        : 'Waiting for the server — it goes on by itself when the server is back.';
    case 'waiting-for-retry':
      return 'Waiting a moment before trying again…';
    case 'waiting-for-conditions':
      return `Waiting ${HOLD_WORDS[activity.hold]} — it goes on by itself.`;
    case 'verifying':
      return ['Comparing with the server…', ...verifyWords(activity.progress)].join(' ');
    case 'syncing-albums':
      return 'Putting photos into their albums…';
  }
}

/**
 * `12 of 50 • 2.4 MB / 5.1 MB • 3.1 MB/s • about 2 minutes left`; undefined before there is anything to do. Of those that are done with,
 * it is told how many are not on the server: `12 of 50 (1 failed)`.
 */
export function progressSentence({ progress }: BackupSnapshot): string | undefined {
  if (progress === undefined || progress.totalCount === 0) return undefined;
  const { settledCount, totalCount, bytesDone, bytesTotal, bytesPerSecond, remainingMs } = progress;
  return [
    `${formatCount(settledCount)} of ${formatCount(totalCount)}${notKeptWords(progress)}`,
    `${formatBytes(bytesDone)} / ${formatBytes(bytesTotal)}`,
    ...(bytesPerSecond !== undefined && bytesPerSecond > 0 ? [`${formatBytes(bytesPerSecond)}/s`] : []),
    ...(remainingMs !== undefined && settledCount < totalCount
      ? [`${formatRemaining(remainingMs)} left`]
      : []),
  ].join(' • ');
}

function notKeptWords({ failedCount, goneCount }: RunProgress): string {
  const words = [
    ...(failedCount > 0 ? [`${formatCount(failedCount)} failed`] : []),
    ...(goneCount > 0 ? [`${formatCount(goneCount)} gone`] : []),
  ];
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/** `12 of 50 • 2.4 MB / 5.1 MB • about 2 minutes left`; of bytes that the server does not read nothing is said. */
function verifyWords(progress: VerifyProgress | undefined): readonly string[] {
  if (progress === undefined || progress.checkedCount === 0) return [];
  const { checkedCount, totalCount, bytesChecked, bytesTotal, remainingMs } = progress;
  const words = [
    `${formatCount(checkedCount)} of ${formatCount(totalCount)}`,
    ...(bytesTotal > 0 ? [`${formatBytes(bytesChecked)} / ${formatBytes(bytesTotal)}`] : []),
    ...(remainingMs !== undefined && checkedCount < totalCount
      ? [`${formatRemaining(remainingMs)} left`]
      : []),
  ];
  return [words.join(' • ')];
}
