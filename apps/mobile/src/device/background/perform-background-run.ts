import type { Logger, RunOutcome, StartOptions } from '@keepsake/engine';
import type {
  BackgroundRun,
  BackupNative,
  ExpirySignal,
  RunEnd,
} from '../../../modules/backup-native/src/index.ts';
import { isPowerScarce } from '../conditions/phone-conditions.ts';

export interface BackgroundRunDeps {
  readonly native: Pick<BackupNative, 'readConditions'>;
  /** Undefined: nothing is to be backed up in the background. */
  readonly runInBackground: (options: StartOptions) => Promise<RunOutcome | undefined>;
  readonly endBackground: () => void;
  /** Whose notification shows how far it is. */
  readonly setCurrentRun: (run: BackgroundRun | undefined) => void;
  /** The system has taken all that was to be shown. */
  readonly notified: () => Promise<void>;
  readonly logger: Logger;
}

/** The most that is used of what the systems grant: Android ends plain work after 10 minutes, and foreground services after 6 hours a day. */
const MOST_MS = { plain: 9 * 60_000, withNotification: 5 * 3_600_000 } as const;

/**
 * Makes one run that the system has granted (B1): the system woke us, and the engine takes the lock, loads the words, reads the ledger, connects, looks at
 * the albums, backs up, notes the times and releases the lock. Whatever happens, the system is told how it ended.
 */
export async function performBackgroundRun(
  run: BackgroundRun,
  expiring: ExpirySignal,
  deps: BackgroundRunDeps,
): Promise<RunEnd> {
  const { native, logger } = deps;
  // A person who asked for it knows how full the battery is.
  if (run.reason !== 'requested' && isPowerScarce(native.readConditions())) return 'done';
  const stop = (): void => {
    deps.endBackground();
  };
  deps.setCurrentRun(run);
  expiring.addEventListener('abort', stop);
  try {
    if (expiring.aborted) return 'retry-soon';
    const outcome = await deps.runInBackground({ kind: 'background', budgetMs: budgetOf(run) });
    logger.log('info', 'background-run-ended', { reason: run.reason, outcome: outcome?.kind });
    return endOf(outcome);
  } catch (error) {
    logger.log('error', 'background-run-failed', { error });
    return 'retry-soon';
  } finally {
    expiring.removeEventListener('abort', stop);
    await deps.notified();
    deps.setCurrentRun(undefined);
  }
}

function budgetOf({ budgetMs, hasNotification }: BackgroundRun): number {
  return Math.min(budgetMs, hasNotification ? MOST_MS.withNotification : MOST_MS.plain);
}

/** What network, power or a person has to change comes by itself; what only took too long, or met a busy server, is tried again soon. */
function endOf(outcome: RunOutcome | undefined): RunEnd {
  switch (outcome?.kind) {
    case undefined:
    case 'completed':
    case 'held-back':
    case 'already-running':
      return 'done';
    case 'stopped':
      return outcome.code === 'network' ? 'retry-soon' : 'done';
    case 'cancelled':
    case 'out-of-time':
    case 'yielded':
      return 'retry-soon';
  }
}
