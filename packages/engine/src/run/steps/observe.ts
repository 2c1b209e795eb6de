import { observeLibrary } from '../observe-library.ts';
import { enter, type RunContext } from '../run-context.ts';

/** Scans and plans the library. */
export async function observe(run: RunContext): Promise<void> {
  const { deps, options, signal } = run;
  run.partialAlbums = await observeLibrary(
    deps,
    options,
    (activity) => {
      enter(run, activity);
    },
    signal,
  );
  run.planRevision = (await deps.ledger.readState()).planRevision;
}
