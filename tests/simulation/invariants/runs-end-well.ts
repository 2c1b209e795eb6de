import type { CreateInvariant } from '../invariant.ts';

/** No run throws, overruns its time, goes round in circles, or stops for a reason when there is none. */
export const runsEndWell: CreateInvariant = (truth, report) => ({
  name: 'runs end well',
  see(seen) {
    if (seen.kind === 'run' && seen.outcome.startsWith('threw')) report(`a run ${seen.outcome}`);
    // Whoever asks for something that needs the ledger is told when it cannot be used.
    if (seen.kind === 'performed' && seen.threw !== undefined && !seen.threw.includes('SQLITE_'))
      report(`${seen.what} threw ${seen.threw}`);
    if (seen.kind === 'overran') report(`${seen.process} had ${seen.budgetMs} ms, and had to be killed`);
    if (seen.kind === 'calm-run' && seen.outcome !== 'completed')
      report(`all is calm, and a run ends: ${seen.outcome}`);
  },
  afterEvent() {
    const { livelock } = truth.world;
    if (livelock !== undefined) report(`${livelock} goes round in circles`);
  },
});
