import { summariseTotals } from '../../statistics/statistics.ts';
import { observeLibrary } from '../observe-library.ts';
import { enter, type RunContext } from '../run-context.ts';

/** Scans and plans the library, and tells what there is to do. */
export async function observe(run: RunContext): Promise<void> {
  const { deps, settings, options, observer, signal } = run;
  run.partialAlbums = await observeLibrary(
    deps,
    settings,
    options,
    (activity) => {
      enter(run, activity);
    },
    signal,
  );
  const statistics = summariseTotals(await deps.ledger.readTotals());
  const { waitingCount, waitingBytes } = statistics.candidates;
  observer.onCounted(statistics, { count: waitingCount, sizeBytes: waitingBytes });
}
