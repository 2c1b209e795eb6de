import type { CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import { deviceAssetIdOf } from '../model/asset.ts';
import type { Checksum, DeviceId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenedPart, PhotoLibrary } from '../ports/photo-library.ts';
import type { Remote, UploadOutcome, UploadPart } from '../ports/remote.ts';
import type { HashedAsset } from '../queue/upload-queue.ts';
import { observed } from './hash-asset.ts';
import { readAsset, type ReadResult } from './read-asset.ts';
import { withStallGuard } from './stall-guard.ts';

export interface SendDeps {
  readonly library: PhotoLibrary;
  readonly remote: Remote;
  readonly clock: Clock;
  readonly deviceId: DeviceId;
}

/**
 * Sends an asset, both parts of a Live Photo in one request (U2), streamed from the device (U3).
 *
 * Errors: the library's, the remote's, `timeout` when nothing moves for 30 s (U6), and `checksum-mismatch` when the
 * server keeps other bytes than were hashed (U9).
 */
export async function sendAsset(
  { library, remote, clock, deviceId }: SendDeps,
  { record, checksums }: HashedAsset,
  onBytesSent: (bytesSent: number) => void,
  signal: CancelSignal,
): Promise<ReadResult<UploadOutcome>> {
  return withStallGuard(clock, signal, (guarded, onBytes) =>
    readAsset(library, record, guarded, async ({ asset, original, motion }) => {
      const part = (opened: OpenedPart, checksum: Checksum): UploadPart => ({
        fileName: opened.fileName,
        sizeBytes: opened.sizeBytes,
        checksum,
        read: () => observed(opened, onBytes).read(),
      });
      let isOver = false;
      const uploading = remote.upload(
        {
          deviceId,
          deviceAssetId: deviceAssetIdOf(asset.id, record.version),
          createdAtMs: asset.createdAtMs,
          modifiedAtMs: asset.original.modifiedAtMs,
          isFavorite: asset.isFavorite,
          durationMs: asset.durationMs,
          original: part(original, checksums.original),
          motion:
            motion === undefined || checksums.motion === undefined
              ? undefined
              : part(motion, checksums.motion),
        },
        {
          onBytesSent(bytesSent) {
            // A remote that is slow to notice the end of a transfer must not bring it back to life on the screens.
            if (isOver || guarded.aborted) return;
            onBytes();
            onBytesSent(bytesSent);
          },
        },
        guarded,
      );
      const outcome = await uploading.finally(() => {
        isOver = true;
      });
      if (outcome.checksum !== undefined && outcome.checksum !== checksums.original) {
        throw new BackupError('checksum-mismatch', 'the server keeps other bytes than were sent');
      }
      await confirmKept(remote, checksums, outcome, guarded);
      return outcome;
    }),
  );
}

/**
 * Asks for what the answer left unsaid. A server may not tell what it keeps (U9); and 200 speaks of the still, which may be
 * kept with another motion part, or with none (U2).
 */
async function confirmKept(
  remote: Remote,
  { original, motion }: HashedAsset['checksums'],
  outcome: UploadOutcome,
  signal: CancelSignal,
): Promise<void> {
  const isMotionUnsaid = outcome.checksum === undefined || outcome.kind === 'duplicate';
  const unsaid = [
    ...(outcome.checksum === undefined ? [original] : []),
    ...(motion !== undefined && isMotionUnsaid ? [motion] : []),
  ];
  if (unsaid.length === 0) return;
  const kept = await remote.findChecksums(unsaid, signal);
  if (unsaid.every((checksum) => kept.has(checksum))) return;
  const what =
    kept.has(original) || !unsaid.includes(original)
      ? 'keeps the still without this motion part'
      : 'does not keep what was sent';
  throw new BackupError('checksum-mismatch', `the server ${what}`);
}
