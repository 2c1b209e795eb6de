import type { CancelSignal } from '../cancel.ts';
import { holdOf } from '../conditions/allowance.ts';
import type { LiveAllowance } from '../conditions/live-allowance.ts';
import { BackupError } from '../errors/backup-error.ts';
import { deviceAssetIdOf, type AssetChecksums, type DeviceAsset } from '../model/asset.ts';
import type { Checksum, DeviceId, RemoteAssetId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { OpenedAsset, OpenedPart, PhotoLibrary } from '../ports/photo-library.ts';
import type {
  IsMeteredAllowed,
  Remote,
  ResumableLimits,
  UploadObserver,
  UploadOutcome,
  UploadPart,
} from '../ports/remote.ts';
import type { HashedAsset } from '../queue/queue-state.ts';
import { chunkBytesOf, type ChunkSizes } from '../transfer/chunk-sizes.ts';
import { rereadingMs } from '../transfer/rereading-time.ts';
import { sendResumably } from '../transfer/send-resumably.ts';
import { observed } from './hash-asset.ts';
import { downloadObserverOf, readAsset, type ReadResult } from './read-asset.ts';
import { withStallGuard } from './stall-guard.ts';

export interface SendDeps {
  readonly library: PhotoLibrary;
  readonly ledger: Ledger;
  readonly remote: Remote;
  readonly clock: Clock;
  readonly deviceId: DeviceId;
  /** What the server said of resumable uploads; undefined: it takes whole files only. */
  readonly resumableLimits: ResumableLimits | undefined;
  readonly chunkSizes: ChunkSizes;
  readonly allowance: Pick<LiveAllowance, 'overMetered'>;
}

/** What a person sees of a transfer. */
export interface SendObserver {
  onDownloaded(bytesDownloaded: number): void;
  /** Of all its parts, what an earlier turn had sent included. */
  onBytesSent(bytesSent: number): void;
  /** So many of the bytes that are told as sent from now on were sent by an earlier turn. */
  onResumed(bytesKept: number): void;
  /** Of an asset that goes on where it broke off: so much the server keeps by now, whatever happens. */
  onBytesKept(bytesKept: number): void;
}

/**
 * Sends an asset, streamed from the device (U3): in one request, or from 8 MiB on in chunks that go on where they broke off
 * (U4). The two parts of a Live Photo go together, or the motion part before the still that names it (U2).
 *
 * Errors: the library's, the remote's, `timeout` when nothing moves for 30 s (U6), and `checksum-mismatch` when the
 * server keeps other bytes than were hashed (U9).
 */
export async function sendAsset(
  deps: SendDeps,
  { record, checksums, kept }: HashedAsset,
  observer: SendObserver,
  signal: CancelSignal,
): Promise<ReadResult<UploadOutcome>> {
  return withStallGuard(deps.clock, signal, (guarded, { onBytes, allowSilence }) => {
    let isOver = false;
    /** After which byte the server may be busy with the file as a whole. */
    let lastBytes: readonly number[] = [];
    // A remote that is slow to notice the end of a transfer must not bring it back to life on the screens.
    const isHeard = (): boolean => !isOver && !guarded.aborted;
    const opening = downloadObserverOf(record, (bytes) => {
      if (!isHeard()) return;
      onBytes();
      observer.onDownloaded(bytes);
    });
    const sending = {
      onBytesSent(bytesSent: number) {
        if (!isHeard()) return;
        if (lastBytes.includes(bytesSent)) allowSilence(rereadingMs(bytesSent));
        else onBytes();
        observer.onBytesSent(bytesSent);
      },
      onResumed(bytesKept: number) {
        if (isHeard()) observer.onResumed(bytesKept);
      },
      onBytesKept(bytesKept: number) {
        if (isHeard()) observer.onBytesKept(bytesKept);
      },
    };
    return readAsset(deps.library, record, opening, guarded, async (opened) => {
      try {
        const watched = watchedParts(opened, onBytes);
        // Not every platform tells the size before the file is open.
        const motionBytes = opened.motion?.sizeBytes ?? 0;
        const sizeBytes = opened.original.sizeBytes + motionBytes;
        lastBytes = [motionBytes, sizeBytes];
        const chunkBytes = (): number | undefined =>
          chunkBytesOf(sizeBytes, deps.chunkSizes, deps.resumableLimits);
        const outcome =
          chunkBytes() === undefined
            ? await sendWhole(deps, watched, checksums, sending, guarded)
            : await sendInChunks(deps, watched, { checksums, kept }, chunkBytes, sending, guarded);
        if (outcome.checksum !== undefined && outcome.checksum !== checksums.original) {
          throw new BackupError('checksum-mismatch', 'the server keeps other bytes than were sent');
        }
        await confirmKept(deps.remote, checksums, outcome, guarded);
        return outcome;
      } finally {
        isOver = true;
      }
    });
  });

  function watchedParts(opened: OpenedAsset, onBytes: () => void): SendableAsset {
    return {
      record,
      asset: opened.asset,
      original: observed(opened.original, onBytes),
      motion: opened.motion && observed(opened.motion, onBytes),
    };
  }
}

interface SendableAsset {
  readonly record: HashedAsset['record'];
  readonly asset: DeviceAsset;
  readonly original: OpenedPart;
  readonly motion: OpenedPart | undefined;
}

function sendWhole(
  deps: SendDeps,
  { record, asset, original, motion }: SendableAsset,
  checksums: AssetChecksums,
  observer: UploadObserver,
  signal: CancelSignal,
): Promise<UploadOutcome> {
  const part = (opened: OpenedPart, checksum: Checksum): UploadPart => ({
    fileName: opened.fileName,
    sizeBytes: opened.sizeBytes,
    checksum,
    read: () => opened.read(),
    native: opened.native,
  });
  return deps.remote.upload(
    {
      ...describing(asset, record, deps.deviceId),
      original: part(original, checksums.original),
      motion:
        motion === undefined || checksums.motion === undefined ? undefined : part(motion, checksums.motion),
      isMeteredAllowed: isMeteredAllowedFor(deps, asset),
    },
    observer,
    signal,
  );
}

/** The motion part first, hidden, then the still that names it: what has its still is never without its motion (U2). */
async function sendInChunks(
  deps: SendDeps,
  { record, asset, original, motion }: SendableAsset,
  { checksums, kept }: Pick<HashedAsset, 'checksums' | 'kept'>,
  chunkBytes: () => number | undefined,
  observer: Omit<SendObserver, 'onDownloaded'>,
  signal: CancelSignal,
): Promise<UploadOutcome> {
  const transfers = (await deps.ledger.readTransfers()).filter(
    ({ assetId, version }) => assetId === asset.id && version === record.version,
  );
  const notedOf = (part: 'original' | 'motion', checksum: Checksum) =>
    transfers.find((known) => known.part === part && known.checksum === checksum)?.upload;
  let bytesBefore = 0;
  const send = async (
    part: 'original' | 'motion',
    opened: OpenedPart,
    checksum: Checksum,
    motionId: RemoteAssetId | undefined,
  ): Promise<UploadOutcome> => {
    const outcome = await sendResumably(
      { resumable: deps.remote.resumable, ledger: deps.ledger },
      {
        announcement: {
          ...describing(asset, record, deps.deviceId),
          fileName: opened.fileName,
          sizeBytes: opened.sizeBytes,
          checksum,
          role: part === 'motion' ? { kind: 'motion' } : { kind: 'original', motionId },
        },
        chunkBytes: () => chunkBytes() ?? opened.sizeBytes,
        // What came there by another way meanwhile is announced anew, and costs no byte; the next run gives this one up.
        noted: kept?.has(checksum) === true ? undefined : notedOf(part, checksum),
        subject: { assetId: asset.id, version: record.version, part, checksum },
        read: (fromByte) => opened.read(fromByte),
        native: opened.native,
        isMeteredAllowed: isMeteredAllowedFor(deps, asset),
        onBytesSent(bytesSent) {
          observer.onBytesSent(bytesBefore + bytesSent);
        },
        onResumed(bytesKept) {
          observer.onResumed(bytesKept);
        },
        onBytesKept(bytesKept) {
          observer.onBytesKept(bytesBefore + bytesKept);
        },
      },
      signal,
    );
    bytesBefore += opened.sizeBytes;
    if (outcome.checksum !== undefined && outcome.checksum !== checksum) {
      throw new BackupError('checksum-mismatch', 'the server keeps other bytes than were sent');
    }
    return outcome;
  };

  const motionOutcome =
    motion === undefined || checksums.motion === undefined
      ? undefined
      : await send('motion', motion, checksums.motion, undefined);
  return send('original', original, checksums.original, motionOutcome?.remoteId);
}

/** A Live Photo is a photo, with its motion part. */
const isMeteredAllowedFor =
  ({ allowance }: SendDeps, { kind }: DeviceAsset): IsMeteredAllowed =>
  () =>
    holdOf(allowance.overMetered(), kind) === undefined;

const describing = (asset: DeviceAsset, record: HashedAsset['record'], deviceId: DeviceId) => ({
  deviceId,
  deviceAssetId: deviceAssetIdOf(asset.id, record.version),
  createdAtMs: asset.createdAtMs,
  modifiedAtMs: asset.original.modifiedAtMs,
  isFavorite: asset.isFavorite,
  durationMs: asset.durationMs,
});

/**
 * Asks for what the answer left unsaid. A server may not tell what it keeps (U9); and 200 speaks of the still, which may be
 * kept with another motion part, or with none (U2).
 */
async function confirmKept(
  remote: Remote,
  { original, motion }: AssetChecksums,
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
  const isKept = (checksum: Checksum): boolean => kept.get(checksum)?.isTrashed === false;
  if (unsaid.every(isKept)) return;
  const what =
    isKept(original) || !unsaid.includes(original)
      ? 'keeps the still without this motion part'
      : 'does not keep what was sent';
  throw new BackupError('checksum-mismatch', `the server ${what}`);
}
