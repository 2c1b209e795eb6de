import type { BackupError } from '../errors/backup-error.ts';
import type { LackOfRoom } from '../ports/ledger.ts';

/**
 * What an error says of room on the server, or on this device, where `leastBytes` did not fit; undefined: nothing, it is about something
 * else. Pure.
 */
export function lackOfRoomOf(
  { code }: BackupError,
  atMs: number,
  leastBytes?: number,
): LackOfRoom | undefined {
  switch (code) {
    case 'quota-exceeded':
    case 'server-disk-full':
      return { code, atMs };
    case 'device-full':
      return { code, atMs, sizeBytes: leastBytes };
    default:
      return undefined;
  }
}
