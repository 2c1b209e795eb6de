import { createConnection } from '../connection.ts';
import { withFirstAnswerLimit } from '../first-answer.ts';
import { enter, type RunContext } from '../run-context.ts';

/** Asks the server who and what is there. One that is not there at the start is said at once, and not waited for. */
export async function connect(run: RunContext): Promise<void> {
  enter(run, { kind: 'connecting' });
  const { deps, observer, options, signal } = run;
  const impatient = createConnection({ ...deps, offlinePatienceMs: 0, onWaiting: () => undefined });
  run.server = await impatient.call(
    (guarded) =>
      withFirstAnswerLimit(deps.clock, options.kind, guarded, (limited) => deps.remote.describe(limited)),
    signal,
  );
  observer.onStorage(run.server.storage);
}
