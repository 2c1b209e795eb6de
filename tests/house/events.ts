import type { Statistics } from '@keepsake/engine';

/** The events that `keepsake backup --json` wrote, one a line. A line that is no JSON object fails the test. */
export function eventsOf(stdout: string): readonly BackupEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BackupEvent);
}

/** The last event, which sums the run up. */
export function summaryOf(stdout: string): Summary {
  const last = eventsOf(stdout).at(-1);
  if (last?.event !== 'summary') throw new Error(`There is no summary:\n${stdout}`);
  return last;
}

export type BackupEvent =
  | ProgressEvent
  | Summary
  | { readonly event: 'failed'; readonly id: string; readonly code: string; readonly attempts: number }
  | { readonly event: 'ignored'; readonly id: string; readonly reason: string }
  | { readonly event: 'deleted-on-server'; readonly id: string; readonly atMs: number }
  | { readonly event: 'unreadable'; readonly path: string; readonly reason: string }
  | { readonly event: 'vanished'; readonly path: string; readonly goneCount: number }
  | { readonly event: 'would-back-up'; readonly id: string };

interface ProgressEvent {
  readonly event: 'progress';
  readonly activity: { readonly kind: string };
  readonly progress?: {
    readonly settledCount: number;
    readonly totalCount: number;
    readonly bytesDone: number;
  };
}

export interface Summary {
  readonly event: 'summary';
  readonly exitCode: number;
  readonly outcome: { readonly kind: string; readonly code?: string };
  readonly bytesRead: number;
  readonly progress?: { readonly uploadedCount: number; readonly duplicateCount: number };
  readonly statistics: Statistics;
}

/** The sum of the states that an asset can be in; A13 says that it is the library. */
export function sumOfStates(statistics: Statistics): number {
  const { uploadedCount, duplicateCount, waitingCount, failedCount } = statistics;
  const { goneCount, deletedOnServerCount, excludedCount, notSelectedCount, ignoredCount } = statistics;
  const candidates = uploadedCount + duplicateCount + waitingCount + failedCount;
  return candidates + goneCount + deletedOnServerCount + excludedCount + notSelectedCount + ignoredCount;
}

/** True for the line of a progress event that says that this many assets are settled. */
export function isSettled(count: number): (line: string) => boolean {
  return (line) => {
    const event = JSON.parse(line) as BackupEvent;
    return event.event === 'progress' && (event.progress?.settledCount ?? 0) >= count;
  };
}
