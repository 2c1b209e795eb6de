import type { Statistics } from '@keepsake/engine';
import type { PhotoState } from '../../components/segments.ts';

/** The counts that add up to what there is to keep safe, each with the list behind it. */
export function summandsOf(statistics: Statistics): readonly {
  readonly key: 'uploaded' | 'duplicates' | 'waiting' | 'failed';
  readonly state: PhotoState;
  readonly count: number;
}[] {
  return [
    { key: 'uploaded', state: 'safe', count: statistics.uploadedCount },
    { key: 'duplicates', state: 'safe', count: statistics.duplicateCount },
    { key: 'waiting', state: 'waiting', count: statistics.waitingCount },
    { key: 'failed', state: 'failed', count: statistics.failedCount },
  ];
}

/** All other photos of the library: with the sum they make up all of it. What is no photo is counted apart. */
export function othersOf(statistics: Statistics): readonly {
  readonly key: 'excluded' | 'notSelected' | 'ignored' | 'deletedOnServer' | 'gone';
  /** The list behind it. */
  readonly state: string;
  readonly count: number;
}[] {
  return [
    { key: 'excluded', state: 'excluded', count: statistics.excludedCount },
    { key: 'notSelected', state: 'not-selected', count: statistics.notSelectedCount },
    { key: 'ignored', state: 'ignored', count: statistics.ignoredCount - statistics.unsupportedCount },
    { key: 'deletedOnServer', state: 'deleted', count: statistics.deletedOnServerCount },
    { key: 'gone', state: 'gone', count: statistics.goneCount },
  ];
}
