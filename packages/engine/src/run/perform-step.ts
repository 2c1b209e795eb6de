import { untilCancelled } from '../cancel.ts';
import type { RunContext } from './run-context.ts';
import type { RunEffect, RunEvent } from './run-machine.ts';
import { acquireLock } from './steps/acquire-lock.ts';
import { compare } from './steps/compare.ts';
import { connect } from './steps/connect.ts';
import { observe } from './steps/observe.ts';
import { prove } from './steps/prove.ts';
import { readState } from './steps/read-state.ts';
import { release } from './steps/release.ts';
import { stamp } from './steps/stamp.ts';
import { syncRunAlbums } from './steps/sync-run-albums.ts';
import { upload } from './steps/upload.ts';
import { waitFor } from './steps/wait-for.ts';

const DONE: RunEvent = { kind: 'done' };

/** Does the one thing that a run's machine asks for; how it ended is the next event. Throws what keeps it from being done. */
export async function performStep(run: RunContext, effect: RunEffect): Promise<RunEvent> {
  switch (effect.kind) {
    case 'acquire-lock':
      return acquireLock(run);
    case 'prepare-notifier':
      await untilCancelled(run.deps.notifier.prepare(), run.signal);
      return DONE;
    case 'read-state':
      return readState(run);
    case 'connect':
      await connect(run);
      return DONE;
    case 'observe-library':
      await observe(run);
      return DONE;
    case 'compare':
      await compare(run);
      return DONE;
    case 'upload':
      return upload(run, effect.dueMs);
    case 'wait':
      return waitFor(run, effect.for);
    case 'sync-albums':
      await syncRunAlbums(run, effect.mayFail);
      return DONE;
    case 'prove':
      await prove(run);
      return DONE;
    case 'stamp':
      await stamp(run);
      return DONE;
    case 'release-lock':
      await release(run);
      return DONE;
  }
}
