import { BackupError, type UploadPart } from '@keepsake/engine';
import { checksumToHex, type UploadAnswer } from '@keepsake/protocol';

/**
 * Compares what the server says it keeps, where it tells, with what was sent (U9).
 *
 * @throws BackupError checksum-mismatch
 */
export function requireSame({ checksum }: UploadAnswer, part: UploadPart): void {
  if (checksum === undefined || checksumToHex(checksum) === part.checksum) return;
  throw new BackupError(
    'checksum-mismatch',
    `The server keeps other bytes of ${part.fileName} than were sent`,
  );
}
