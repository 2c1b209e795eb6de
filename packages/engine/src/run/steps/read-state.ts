import { untilCancelled } from '../../cancel.ts';
import { isAllHeld } from '../../conditions/allowance.ts';
import { createLiveAllowance } from '../../conditions/live-allowance.ts';
import { settingsOf } from '../../model/settings.ts';
import type { RunContext } from '../run-context.ts';
import type { RunEvent } from '../run-machine.ts';

/** Reads what the ledger says of settings and room, and clears away what a killed process left behind. */
export async function readState(run: RunContext): Promise<RunEvent> {
  const { deps, options, signal } = run;
  // Nobody else runs, so nobody needs them (U8).
  await untilCancelled(deps.library.sweepTemporary(), signal);
  const state = await deps.ledger.readState();
  run.lackOfRoom = state.lackOfRoom;
  run.settings = settingsOf(state.settings);
  run.allowance = createLiveAllowance(deps.conditions, run.settings, options);
  // Nobody looks on, and nothing could be sent: the next run comes when something can.
  const allowance = run.allowance.current();
  return options.kind === 'background' && allowance.image !== undefined && isAllHeld(allowance)
    ? { kind: 'held-back', by: allowance.image }
    : { kind: 'done' };
}
