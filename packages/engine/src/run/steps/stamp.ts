import { throwIfCancelled } from '../../cancel.ts';
import { BackupError } from '../../errors/backup-error.ts';
import { noteMark } from '../../verify/watch-server.ts';
import { withAnswerLimit } from '../answer-limit.ts';
import { impatientConnection, type RunContext } from '../run-context.ts';
import { settleAlbums } from '../settle-albums.ts';
import { tellStorage } from './tell-storage.ts';

/** A run that is over does not stay for a server that says nothing. */
const ANSWER_MS = 2_000;

/** Writes down when albums and all were last backed up (B5), and looks once more how much is stored and how far the server has come. */
export async function stamp(run: RunContext): Promise<void> {
  const { deps, partialAlbums, planRevision, signal } = run;
  const { ledger, clock } = deps;
  await settleAlbums(ledger, clock, { partialAlbums, planRevision }, signal);
  throwIfCancelled(signal);
  await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]);
  // Nothing is left that did not fit.
  run.lackOfRoom = undefined;
  await tellStorage(run);
  await tellMark(run);
}

async function tellMark(run: RunContext): Promise<void> {
  const { signal } = run;
  const deps = { ...run.deps, connection: impatientConnection(run) };
  try {
    await withAnswerLimit(deps.clock, ANSWER_MS, signal, (limited) =>
      noteMark(deps, run.startedAtMs, limited),
    );
  } catch (error) {
    // The next run asks what it has sent last by itself.
    if (!(error instanceof BackupError) && !signal.aborted) throw error;
  }
}
