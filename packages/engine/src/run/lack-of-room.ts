import type { BackupError } from '../errors/backup-error.ts';
import type { LackOfRoom } from '../ports/ledger.ts';

/** What an error says of the server's room; undefined: nothing, it is about something else. Pure. */
export function lackOfRoomOf({ code }: BackupError, atMs: number): LackOfRoom | undefined {
  return code === 'quota-exceeded' || code === 'server-disk-full' ? { code, atMs } : undefined;
}
