import type { BackupSnapshot, ConditionsState } from '@keepsake/engine';
import { runStateOf, type RunState } from '../../components/run-state.ts';

/** What is to be said of the run that goes on, or of the one that does not. */
export type UploadState =
  | RunState
  /** The person stopped it. */
  | { readonly kind: 'paused'; readonly waitingCount: number }
  /** Another process has the library, and sends it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'pending'; readonly waitingCount: number }
  /** Nothing waits, but some could not be backed up. */
  | { readonly kind: 'failed'; readonly failedCount: number }
  | { readonly kind: 'all-safe' };

/** Decides what is said. Pure, and total. */
export function uploadStateOf(snapshot: BackupSnapshot, network: ConditionsState['network']): UploadState {
  const running = runStateOf(snapshot, network);
  if (running !== undefined) return running;
  const { waitingCount = 0, failedCount = 0 } = snapshot.statistics?.candidates ?? {};
  if (snapshot.isPaused) return { kind: 'paused', waitingCount };
  if (waitingCount === 0) return failedCount > 0 ? { kind: 'failed', failedCount } : { kind: 'all-safe' };
  if (snapshot.lastOutcome?.kind === 'already-running') return { kind: 'elsewhere' };
  return { kind: 'pending', waitingCount };
}
