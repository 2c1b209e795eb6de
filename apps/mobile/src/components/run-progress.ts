import type { BackupSnapshot } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { Formats } from '../i18n/formats.ts';

type Progress = NonNullable<BackupSnapshot['progress']>;

/** A phone may not tell a size before the file is open: then the sum of all is no more than what was sent. */
function areSizesKnown({ bytesDone, bytesTotal, settledCount, totalCount }: Progress): boolean {
  return bytesTotal > 0 && (bytesDone < bytesTotal || settledCount >= totalCount);
}

/** Of 0 to 1, by bytes, which go on while one large video does; by photos where their sizes are not known. Undefined: not known yet. */
export function shareOfRun(progress: Progress | undefined): number | undefined {
  if (progress === undefined) return undefined;
  const { bytesDone, bytesTotal, settledCount, totalCount } = progress;
  if (areSizesKnown(progress)) return bytesDone / bytesTotal;
  return totalCount > 0 ? settledCount / totalCount : undefined;
}

/**
 * "2.4 MB/s · about 3 minutes left", as far as they are known. While all that is under way is read for its fingerprint, nothing
 * is on the wire: then there is no speed, and no time that could follow from it.
 */
export function paceOf(
  { progress, transfers }: Pick<BackupSnapshot, 'progress' | 'transfers'>,
  formats: Formats,
): string {
  const isOnlyReading = transfers.length > 0 && transfers.every(({ bytesRead }) => bytesRead !== undefined);
  if (progress === undefined || isOnlyReading) return '';
  const { bytesPerSecond, remainingMs } = progress;
  return [
    ...(bytesPerSecond === undefined ? [] : [formats.speed(bytesPerSecond)]),
    ...(remainingMs === undefined ? [] : [formats.left(remainingMs)]),
  ].join(' · ');
}

/** "12 of 50 • 2.4 MB / 5.1 MB"; "12 of 50" where sizes are not known. */
export function wordsOfRun(progress: Progress, formats: Formats, t: TFunction): string {
  const { settledCount: done, totalCount: total, bytesDone, bytesTotal } = progress;
  if (!areSizesKnown(progress)) return t('backup.progressCount', { done, total });
  return t('backup.progress', {
    done,
    total,
    bytesDone: formats.size(bytesDone),
    bytesTotal: formats.size(bytesTotal),
  });
}
