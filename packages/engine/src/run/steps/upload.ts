import { throwIfCancelled } from '../../cancel.ts';
import type { BackupError } from '../../errors/backup-error.ts';
import { planLibrary } from '../../plan/plan-library.ts';
import { lackOfRoomOf } from '../lack-of-room.ts';
import { lookForWork, nextRetryBeside } from '../look-for-work.ts';
import { enter, serverOf, type RunContext } from '../run-context.ts';
import type { RunEvent } from '../run-machine.ts';
import { tellStorage } from './tell-storage.ts';
import { uploadPass, type PassEnd } from '../upload-pass.ts';

/** Gives each ready asset its turn, where there is one; retries up to `dueMs` were waited for. */
export async function upload(run: RunContext, dueMs: number | undefined): Promise<RunEvent> {
  throwIfCancelled(run.signal);
  await planChanged(run);
  const work = await lookForWork(run.deps, dueMs);
  if (work.kind === 'none') return { kind: 'all-settled' };
  if (work.kind === 'later') return { kind: 'must-wait', for: { kind: 'retry', atMs: work.atMs } };
  enter(run, { kind: 'uploading' });
  const { deps, connection, endings, observer, settings, allowance, budget, options, signal } = run;
  const end = await uploadPass(
    {
      ...deps,
      connection,
      endings,
      observer,
      settings,
      allowance,
      budget,
      resumableLimits: serverOf(run).can.resumable,
      chunkSizes: options.chunkSizes,
      sendsOn: options.sendsOn,
      dueMs: work.dueMs,
    },
    signal,
  );
  return eventOf(run, end);
}

async function eventOf(run: RunContext, end: PassEnd): Promise<RunEvent> {
  const { deps, options } = run;
  switch (end.kind) {
    case 'done':
      // Nothing else could end this loop, and a loop that cannot end must never begin.
      if (end.turnCount > 0) return { kind: 'pass-ended' };
      if (run.endings.putOff.error !== undefined) return afterTheOthers(run, run.endings.putOff.error);
      if ((await deps.ledger.readTotals()).unplannedCount > 0) return { kind: 'all-settled' };
      throw new Error('the ledger counts work that it does not name');
    case 'offline':
      return { kind: 'must-wait', for: { kind: 'network' } };
    case 'held-back':
      return options.kind === 'background'
        ? { kind: 'held-back', by: end.by }
        : { kind: 'must-wait', for: { kind: 'conditions', hold: end.by, before: end.allowance } };
    case 'out-of-time':
      return { kind: 'cancelled', why: 'out-of-time' };
    case 'stopped':
      return failedBy(run, end.error);
  }
}

/** Only what was put off is left. It has its last turn when no retry of anything else is to come, and then the run is over. */
async function afterTheOthers(run: RunContext, error: BackupError): Promise<RunEvent> {
  const { putOff } = run.endings;
  const atMs = await nextRetryBeside((id) => putOff.has(id), run.deps, run.signal);
  if (atMs !== undefined) return { kind: 'must-wait', for: { kind: 'retry', atMs } };
  return putOff.beginLastRound() ? { kind: 'pass-ended' } : failedBy(run, error);
}

async function failedBy(run: RunContext, error: BackupError): Promise<RunEvent> {
  const { ledger, clock } = run.deps;
  const lack = lackOfRoomOf(error, clock.now(), run.endings.putOff.leastBytes);
  if (lack !== undefined) {
    await ledger.record([{ kind: 'room-noted', lack }]);
    // Nobody is told that the storage is full beside what it held before.
    await tellStorage(run);
  }
  return { kind: 'failed', error };
}

/** Plans anew what was found changed while it was read. A new choice is left to the next run (A7). */
async function planChanged({ deps, planRevision, signal }: RunContext): Promise<void> {
  const { ledger } = deps;
  if ((await ledger.readState()).planRevision === planRevision) await planLibrary(ledger, signal);
}
