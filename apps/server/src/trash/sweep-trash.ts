import { emptyTrash, type EmptyTrashDeps } from './empty-trash.ts';
import { finishRemovals, type RemovalLog } from './removals.ts';

const DAY_MS = 24 * 3600 * 1000;

interface SweepDeps extends EmptyTrashDeps {
  readonly config: { readonly trashDays: number };
  readonly now: () => Date;
}

/** Removes the files that an earlier deletion left, and deletes for good what has lain in the trash for its days. */
export async function sweepTrash(deps: SweepDeps, log: RemovalLog, signal: AbortSignal): Promise<void> {
  await finishRemovals(deps, log, signal);
  const until = new Date(deps.now().valueOf() - deps.config.trashDays * DAY_MS);
  await emptyTrash(deps, { until }, log, signal);
}
