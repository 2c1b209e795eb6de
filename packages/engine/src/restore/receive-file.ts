import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { RemoteFile, RemoteOriginals } from '../ports/remote-originals.ts';
import type { PendingFile, RestoreTarget } from '../ports/restore-target.ts';
import type { Connection } from '../run/connection.ts';
import { withStallGuard } from '../upload/stall-guard.ts';

export interface ReceiveDeps {
  readonly originals: RemoteOriginals;
  readonly target: RestoreTarget;
  readonly connection: Connection;
  readonly clock: Clock;
}

/**
 * Receives a file into its hiding place. One that breaks off goes on where it broke off, and as long as it gets ahead it
 * is not given up. One that does not end where it should is not received to its end: it is wrong by then. What was received
 * and not kept is discarded by the caller.
 */
export async function receiveFile(
  { originals, target, connection, clock }: ReceiveDeps,
  { id, sizeBytes = Infinity }: RemoteFile,
  onReceived: (bytes: number) => void,
  signal: CancelSignal,
): Promise<PendingFile> {
  const pending = await target.begin();
  let offset = 0;
  const receiveRest = async (asked: CancelSignal): Promise<void> =>
    withStallGuard(clock, asked, async (guarded, { onBytes }) => {
      for await (const chunk of originals.read(id, offset, guarded)) {
        throwIfCancelled(guarded);
        onBytes();
        await pending.write(chunk);
        offset += chunk.byteLength;
        onReceived(chunk.byteLength);
        if (offset > sizeBytes) return;
      }
    });
  try {
    for (;;) {
      const before = offset;
      try {
        await connection.call(receiveRest, signal);
        return pending;
      } catch (error) {
        const goesOn = error instanceof BackupError && ['wait', 'retry'].includes(error.disposition);
        if (!goesOn || offset === before) throw error;
      }
    }
  } catch (error) {
    await pending.discard();
    throw error;
  }
}
