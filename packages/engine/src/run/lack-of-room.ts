import type { BackupError } from '../errors/backup-error.ts';
import type { LackOfRoom } from '../ports/ledger.ts';

/** What an error says of room on the server, or on this device; undefined: nothing, it is about something else. Pure. */
export function lackOfRoomOf({ code }: BackupError, atMs: number): LackOfRoom | undefined {
  switch (code) {
    case 'quota-exceeded':
    case 'server-disk-full':
    case 'device-full':
      return { code, atMs };
    default:
      return undefined;
  }
}
