import type { NotifiedProgress } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';

/** The progress that is shown of a background run goes from none to all, never back, and is taken away at its end (B6, P2). */
export const shownProgress: CreateInvariant = (truth, report) => {
  const shown = new Map<string, NotifiedProgress>();
  return {
    name: 'shown progress never goes back, and is taken away at the end',
    see(seen) {
      if (seen.kind === 'process' && seen.what === 'died') shown.delete(seen.process);
      if (seen.kind === 'run' && seen.what === 'ended' && truth.runOf(seen.run.process) === undefined) {
        const left = shown.get(seen.run.process);
        if (left !== undefined) report(`a run of ${seen.run.process} ends, and ${wordsOf(left)} stays`);
      }
      if (seen.kind !== 'progress-shown') return;
      const { process, progress } = seen;
      const before = shown.get(process);
      if (progress === undefined) {
        shown.delete(process);
        return;
      }
      shown.set(process, progress);
      if (truth.runOf(process)?.kind !== 'background')
        report(`${process} shows ${wordsOf(progress)}, and no background run goes on in it`);
      if (progress.settledCount > progress.totalCount) report(`${process} shows ${wordsOf(progress)}`);
      if (before === undefined) return;
      if (progress.settledCount < before.settledCount || progress.totalCount < before.totalCount)
        report(`${process} shows ${wordsOf(progress)} after ${wordsOf(before)}`);
    },
  };
};

const wordsOf = ({ settledCount, totalCount }: NotifiedProgress): string =>
  `${settledCount} of ${totalCount}`;
