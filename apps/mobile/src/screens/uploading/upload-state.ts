import type { BackupSnapshot, ConditionsState } from '@keepsake/engine';

type Doing = Exclude<
  BackupSnapshot['activity']['kind'],
  'idle' | 'waiting-for-network' | 'waiting-for-conditions' | 'waiting-for-retry'
>;

/** What is to be said of the run that goes on, or of the one that does not. */
export type UploadState =
  | { readonly kind: 'running'; readonly at: Doing; readonly totalCount: number }
  /** In the middle of a run it waits, and goes on by itself. */
  | {
      readonly kind: 'holding';
      readonly for: 'network' | 'wi-fi' | 'power' | 'retry';
      readonly waitingCount: number;
    }
  /** The server does not answer, though this device has a network; it is asked again until it does. */
  | { readonly kind: 'silent'; readonly sinceMs: number }
  /** The person stopped it. */
  | { readonly kind: 'cancelled'; readonly waitingCount: number }
  /** Another process has the library, and sends it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'pending'; readonly waitingCount: number }
  /** Nothing waits, but some could not be backed up. */
  | { readonly kind: 'failed'; readonly failedCount: number }
  | { readonly kind: 'all-safe' };

/** Decides what is said. Pure, and total. */
export function uploadStateOf(
  { activity, progress, statistics, lastOutcome }: BackupSnapshot,
  network: ConditionsState['network'],
): UploadState {
  const { waitingCount = 0, failedCount = 0 } = statistics?.candidates ?? {};
  switch (activity.kind) {
    case 'idle':
      if (waitingCount === 0) return failedCount > 0 ? { kind: 'failed', failedCount } : { kind: 'all-safe' };
      if (lastOutcome?.kind === 'already-running') return { kind: 'elsewhere' };
      return { kind: lastOutcome?.kind === 'cancelled' ? 'cancelled' : 'pending', waitingCount };
    case 'waiting-for-network':
      return network === 'none'
        ? { kind: 'holding', for: 'network', waitingCount }
        : { kind: 'silent', sinceMs: activity.sinceMs };
    case 'waiting-for-conditions':
      return { kind: 'holding', for: activity.hold, waitingCount };
    case 'waiting-for-retry':
      return { kind: 'holding', for: 'retry', waitingCount };
    default:
      return { kind: 'running', at: activity.kind, totalCount: progress?.totalCount ?? waitingCount };
  }
}
