import type { RunObserved } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';

/** What is told was read a moment ago; a slow ledger takes its time for it. */
const JUST_READ_MS = 50;
const WAYS_OF_READING = 8;

/** What a person is told is true, and they are told it once (E5). */
export const notificationsAreTrue: CreateInvariant = (truth, report) => {
  const { world } = truth;
  /** What each process told at the end of its run. */
  const told = new Map<string, string[]>();
  /** Processes in which something failed for good since they last told it. Of two that run over each other, each tells its own. */
  const withNews = new Set<string>();
  /** Processes to which a store did not answer when they asked it last: they tell what they read before. */
  const unanswered = new Set<string>();
  let changedAtMs = 0;
  /** Somebody was told that the device is full: runs that come by themselves need not tell it again. */
  let isFullTold = false;

  const checkCount = async (process: string, count: number): Promise<void> => {
    if (!withNews.delete(process)) report(`${process} tells of ${count} failures once more, and none is new`);
    const { ledger, ledgerTrouble, clock } = world;
    const isJustChanged =
      clock.elapsedMs - changedAtMs <= JUST_READ_MS + WAYS_OF_READING * ledgerTrouble.slowMs;
    const failed = await ledger.readAssets({
      kind: 'listed',
      standing: 'candidate',
      settlement: 'failed',
      after: undefined,
      limit: 10_000,
    });
    if (failed.length !== count && !isJustChanged && !unanswered.has(process))
      report(`${process} tells of ${count} failures, and there are ${failed.length}`);
  };

  const checkRun = (run: RunObserved, outcome: string): void => {
    const words = told.get(run.process) ?? [];
    told.delete(run.process);
    if (new Set(words.map(sortOf)).size < words.length)
      report(`a run of ${run.process} tells ${words.join(' and ')}`);
    const stopped = words.find((word) => word.startsWith('stopped'));
    if (stopped !== undefined && stopped !== outcome)
      report(`${run.process} tells that the backup ${stopped}, and it ${outcome}`);
    const isNoNews = outcome === 'stopped: network' || (outcome === 'stopped: device-full' && isFullTold);
    const isNews = outcome.startsWith('stopped') && !(run.kind === 'background' && isNoNews);
    if (stopped === 'stopped: device-full') isFullTold = true;
    if (isNews && stopped === undefined) report(`${run.process} ${outcome}, and tells nobody`);
  };

  return {
    name: 'what a person is told is true, and told once',
    see(seen): Promise<void> | undefined {
      switch (seen.kind) {
        case 'run':
          if (seen.what === 'ended' && seen.outcome !== 'already-running') checkRun(seen.run, seen.outcome);
          return undefined;
        case 'facts':
          changedAtMs = world.clock.elapsedMs;
          unanswered.delete(seen.process);
          if (seen.facts.some((fact) => fact.kind === 'attempt-failed' && fact.nextAttemptAtMs === undefined))
            withNews.add(seen.process);
          return undefined;
        case 'store-failed':
          unanswered.add(seen.process);
          return undefined;
        case 'notified': {
          const { process, notification } = seen;
          const word =
            notification.kind === 'backup-stopped' ? `stopped: ${notification.code}` : notification.kind;
          told.set(process, [...(told.get(process) ?? []), word]);
          return notification.kind === 'uploads-failed' ? checkCount(process, notification.count) : undefined;
        }
        default:
          return undefined;
      }
    },
  };
};

/** One of what failed, and one of what stopped it. */
const sortOf = (word: string): string => (word.startsWith('stopped') ? 'stopped' : word);
