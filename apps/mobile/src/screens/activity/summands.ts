import type { Statistics } from '@keepsake/engine';
import type { PhotoList } from '../../components/photo-lists.ts';
import type { PhotoState } from '../../components/segments.ts';

/**
 * The counts that add up to what there is to keep safe, each with the list behind it. What is on its way waits no more: the
 * list of those that wait leaves it out.
 *
 * @param movingCount how many are on their way, as far as it is told.
 */
export function summandsOf(
  statistics: Statistics,
  movingCount: number,
): readonly {
  readonly key: 'uploaded' | 'duplicates' | 'uploading' | 'waiting' | 'failed';
  readonly state: PhotoState;
  readonly list: PhotoList;
  readonly count: number;
}[] {
  const uploadingCount = Math.min(movingCount, statistics.waitingCount);
  return [
    { key: 'uploaded', state: 'safe', list: 'uploaded', count: statistics.uploadedCount },
    { key: 'duplicates', state: 'safe', list: 'duplicate', count: statistics.duplicateCount },
    { key: 'uploading', state: 'uploading', list: 'uploading', count: uploadingCount },
    { key: 'waiting', state: 'waiting', list: 'waiting', count: statistics.waitingCount - uploadingCount },
    { key: 'failed', state: 'failed', list: 'failed', count: statistics.failedCount },
  ];
}

/** How much there is to keep safe: their sum. */
export function toKeepCountOf({
  uploadedCount,
  duplicateCount,
  waitingCount,
  failedCount,
}: Statistics): number {
  return uploadedCount + duplicateCount + waitingCount + failedCount;
}

/** All other photos of the library: with the sum they make up all of it. What is no photo is counted apart. */
export function othersOf(statistics: Statistics): readonly {
  readonly key: 'excluded' | 'notSelected' | 'ignored' | 'deletedOnServer' | 'gone';
  readonly list: PhotoList;
  readonly count: number;
}[] {
  return [
    { key: 'excluded', list: 'excluded', count: statistics.excludedCount },
    { key: 'notSelected', list: 'not-selected', count: statistics.notSelectedCount },
    { key: 'ignored', list: 'ignored', count: statistics.ignoredCount - statistics.unsupportedCount },
    { key: 'deletedOnServer', list: 'deleted', count: statistics.deletedOnServerCount },
    { key: 'gone', list: 'gone', count: statistics.goneCount },
  ];
}
