import type { Mutation } from './mutation.ts';

const ENGINE = 'packages/engine/src';

/** Bugs in how runs go: what they wait for, survive and tell, and in which order they do what. */
export const RUNNING_BUGS: readonly Mutation[] = [
  {
    bug: 'a run that waits for Wi-Fi does not hear that it came',
    file: `${ENGINE}/conditions/until-allowed.ts`,
    from: 'unsubscribe = allowance.subscribe(look);',
    to: 'unsubscribe = () => undefined;',
  },
  {
    bug: 'a run that waits for the server does not believe that it is back',
    file: `${ENGINE}/run/connection.ts`,
    from: `await describe(limitMs, signal);
          return;`,
    to: 'await describe(limitMs, signal);',
  },
  {
    bug: 'a pass is not woken when the last of its work has ended',
    file: `${ENGINE}/run/upload-pass.ts`,
    from: `performing.delete(running);
        wake();`,
    to: 'performing.delete(running);',
  },
  {
    bug: 'what the ledger could not write is called completed',
    file: `${ENGINE}/run/steps/stamp.ts`,
    from: "await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]);",
    to: "await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]).catch(() => undefined);",
  },
  {
    bug: 'that the ledger cannot be used is charged to a photo',
    file: `${ENGINE}/errors/backup-error.ts`,
    from: "'ledger-unavailable': 'stop',",
    to: "'ledger-unavailable': 'retry',",
  },
  {
    bug: 'whoever cannot renew the lock works on',
    file: `${ENGINE}/lock/lease-run-lock.ts`,
    from: "if (sinceRenewalMs >= GIVE_UP_MS) giveWay('the lock could not be renewed');",
    to: '',
  },
  {
    bug: 'a background run does not mind that it needs power',
    file: `${ENGINE}/conditions/allowance.ts`,
    from: "if (isBackground && settings.requireCharging && !conditions.isCharging) return all('power');",
    to: '',
  },
  {
    bug: 'a video goes where photos may go',
    file: `${ENGINE}/conditions/allowance.ts`,
    from: "video: settings.useCellularForUploadVideos ? undefined : 'wi-fi',",
    to: "video: settings.useCellularForUploadPhotos ? undefined : 'wi-fi',",
  },
  {
    bug: 'the same failures are told after each run',
    file: `${ENGINE}/controller/create-backup-engine.ts`,
    from: 'const hasNewFailures = failedCount > 0 && (progress?.failedCount ?? 0) > 0;',
    to: 'const hasNewFailures = failedCount > 0;',
  },
  {
    bug: 'only what failed in this run is counted',
    file: `${ENGINE}/controller/create-backup-engine.ts`,
    from: 'const failedCount = statistics?.candidates.failedCount ?? 0;',
    to: 'const failedCount = statistics === undefined ? 0 : (progress?.failedCount ?? 0);',
  },
  {
    bug: 'the progress that was shown stays when the run is over',
    file: `${ENGINE}/controller/create-backup-engine.ts`,
    from: "if (kind === 'background') notifier.showProgress(undefined);",
    to: '',
  },
  {
    bug: 'the progress goes back when something is tried again',
    file: `${ENGINE}/controller/run-view.ts`,
    from: 'this.#meter?.dropped(record.asset.id);',
    to: 'this.#meter = this.#meter && new RunMeter({ count: 1, sizeBytes: 1 }, this.#clock.now());',
  },
  {
    bug: 'one more is sent at once than is allowed',
    file: `${ENGINE}/queue/take-sends.ts`,
    from: 'queue.sending.size < limits.parallelUploads;',
    to: 'queue.sending.size <= limits.parallelUploads;',
  },
  {
    bug: 'three videos are sent at once',
    file: `${ENGINE}/queue/take-sends.ts`,
    from: 'videos >= MAX_VIDEOS_AT_ONCE;',
    to: 'videos > MAX_VIDEOS_AT_ONCE;',
  },
  {
    bug: 'the oldest goes first',
    file: `${ENGINE}/queue/lanes.ts`,
    from: 'return b.createdAtMs - a.createdAtMs ||',
    to: 'return a.createdAtMs - b.createdAtMs ||',
  },
];
