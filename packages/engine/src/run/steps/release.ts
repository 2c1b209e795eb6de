import { Cancelled } from '../../cancel.ts';
import type { RunContext } from '../run-context.ts';

/** Ends a run for whoever is next. */
export async function release(run: RunContext): Promise<void> {
  try {
    await keepNoteOfFullDevice(run);
  } finally {
    await run.lock?.release();
  }
}

/** A run that was cut off, or held back, before it came to what did not fit has found out nothing of the room on the device. */
async function keepNoteOfFullDevice({
  deps,
  lackOfRoom: before,
  endings,
  signal,
}: RunContext): Promise<void> {
  if (before?.code !== 'device-full' || endings.putOff.hadRoomFor(before.sizeBytes)) return;
  // Whoever is next is there already, and writes what it finds.
  if (signal.reason instanceof Cancelled && signal.reason.why === 'yielding') return;
  const { lackOfRoom: now } = await deps.ledger.readState();
  if (now === undefined) await deps.ledger.record([{ kind: 'room-noted', lack: before }]);
}
