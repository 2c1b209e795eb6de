import { isPassing, type Clock, type Logger } from '@keepsake/engine';
import type {
  BackgroundRun,
  BackupNative,
  ExpirySignal,
  RunEnd,
} from '../../../modules/backup-native/src/index.ts';
import { isPowerScarce } from '../conditions/phone-conditions.ts';
import { GrantedTime } from './granted-time.ts';
import type { SpentTime } from './spend-granted-time.ts';
import type { UnopenedRecords } from './unopened-records.ts';

export interface BackgroundRunDeps {
  readonly native: Pick<BackupNative, 'readConditions'>;
  /** Undefined: nothing is to be backed up in the background. */
  readonly runInBackground: (time: GrantedTime) => Promise<SpentTime | undefined>;
  /** From now on its notification shows how far a backup is, and its time is counted on, until the returned function is called. */
  readonly enter: (run: BackgroundRun, time: GrantedTime) => () => void;
  /** The system has taken all that was to be shown. */
  readonly notified: () => Promise<void>;
  /** Tells the person where there is no engine to do so. */
  readonly unopened: Pick<UnopenedRecords, 'met' | 'opened'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The most that is used of what Android grants, which ends plain work after 10 minutes, and foreground services after 6 hours a day. Of iOS's
 * processing all is used: it says when it ends it.
 */
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
  const { native, clock, logger } = deps;
  // A person who asked for it knows how full the battery is. The others come back: nobody tells us when it is charged.
  if (run.reason !== 'requested' && isPowerScarce(native.readConditions())) return 'retry-soon';
  const time = new GrantedTime(budgetOf(run), clock, expiring);
  const leave = deps.enter(run, time);
  try {
    if (expiring.aborted) return 'retry-soon';
    const spent = await deps.runInBackground(time);
    deps.unopened.opened();
    logger.log('info', 'background-run-ended', { reason: run.reason, outcome: spent?.outcome.kind });
    return spent === undefined ? 'done' : endOf(spent);
  } catch (error) {
    logger.log('error', 'background-run-failed', { error });
    await deps.unopened.met(error);
    return 'retry-soon';
  } finally {
    time.forget();
    await deps.notified();
    leave();
  }
}

function budgetOf({ budgetMs, hasNotification, reason }: BackgroundRun): number {
  if (reason === 'processing') return budgetMs;
  return Math.min(budgetMs, hasNotification ? MOST_MS.withNotification : MOST_MS.plain);
}

/**
 * What is not done yet is tried again: Android does so with growing pauses, and only while the network and power are there for which the schedule asks.
 * Where the time alone was too short, and something was done in it, the pauses do not grow: 10,000 photos take many times of nine minutes.
 * A schedule that lets photos go over mobile data waits for no Wi-Fi: videos that are held back ask for it themselves. A run that is told to be
 * done would come back only with a new photo, or the safety net (N3). What a person has to change waits for the person.
 */
function endOf({ outcome, isFurther }: SpentTime): RunEnd {
  switch (outcome.kind) {
    case 'completed':
    case 'cancelled':
      return 'done';
    case 'stopped':
      // Nobody tells us when a full phone has room again.
      return isPassing(outcome) || outcome.code === 'device-full' ? 'retry-soon' : 'done';
    case 'held-back':
      return outcome.by === 'wi-fi' ? 'retry-unmetered' : 'retry-soon';
    case 'out-of-time':
      return isFurther ? 'go-on' : 'retry-soon';
    case 'already-running':
    case 'yielded':
      return 'retry-soon';
  }
}
