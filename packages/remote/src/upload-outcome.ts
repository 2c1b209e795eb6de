import type { Checksum, RemoteAssetId, UploadOutcome } from '@keepsake/engine';
import { checksumToHex, type UploadAnswer } from '@keepsake/protocol';

/** What became of an upload, as the server says. */
export function outcomeOf({ id, status, checksum }: UploadAnswer): UploadOutcome {
  return {
    kind: status,
    remoteId: id as RemoteAssetId,
    checksum: checksum === undefined ? undefined : (checksumToHex(checksum) as Checksum),
  };
}
