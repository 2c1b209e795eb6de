import type { Statistics } from '@keepsake/engine';
import type { PhotoList } from '../../components/photo-lists.ts';
import type { PhotoState } from '../../components/segments.ts';

/** The counts that add up to what there is to keep safe, each with the list behind it. */
export function summandsOf(statistics: Statistics): readonly {
  readonly key: 'uploaded' | 'duplicates' | 'waiting' | 'failed';
  readonly state: PhotoState;
  readonly list: PhotoList;
  readonly count: number;
}[] {
  return [
    { key: 'uploaded', state: 'safe', list: 'uploaded', count: statistics.uploadedCount },
    { key: 'duplicates', state: 'safe', list: 'duplicate', count: statistics.duplicateCount },
    { key: 'waiting', state: 'waiting', list: 'waiting', count: statistics.waitingCount },
    { key: 'failed', state: 'failed', list: 'failed', count: statistics.failedCount },
  ];
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
