import { throwIfCancelled } from '../../cancel.ts';
import type { RunContext } from '../run-context.ts';
import { settleAlbums } from '../settle-albums.ts';
import { tellStorage } from './tell-storage.ts';

/** Writes down when albums and all were last backed up (B5), and looks once more how much is stored. */
export async function stamp(run: RunContext): Promise<void> {
  const { deps, partialAlbums, planRevision, signal } = run;
  const { ledger, clock } = deps;
  await settleAlbums(ledger, clock, { partialAlbums, planRevision }, signal);
  throwIfCancelled(signal);
  await ledger.record([{ kind: 'run-completed', atMs: clock.now() }]);
  await tellStorage(run);
}
