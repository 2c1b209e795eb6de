import { Cancelled, throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError, isOnTheWay } from '../errors/backup-error.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { versionOf, type DeviceAsset } from '../model/asset.ts';
import type { OpenedAsset, OpenedPart, OpenObserver, PhotoLibrary } from '../ports/photo-library.ts';

/** Either what the reader made of the asset, or the news that the asset is another version by now (D7). */
export type ReadResult<Result> =
  | { readonly kind: 'read'; readonly result: Result }
  | { readonly kind: 'changed'; readonly asset: DeviceAsset };

/**
 * What is told of the download of an asset; undefined: it was here when it was listed. If its original went to the cloud
 * meanwhile, nobody has agreed yet to fetch it: the person may not want that (I2), the network may not be meant for it (N2).
 */
export function downloadObserverOf(
  record: AssetRecord,
  onDownloaded: (bytesDownloaded: number) => void,
): OpenObserver | undefined {
  return record.asset.isInCloud ? { onDownloaded } : undefined;
}

/**
 * Opens an asset, lets `reader` read it, and closes it whatever happens (U8).
 *
 * The result stands only if the asset was the recorded version before and after it was read; otherwise it is dropped (D7).
 * When the signal is given, its reason is thrown at once, also while the library or the reader is stuck and deaf to it.
 */
export async function readAsset<Result>(
  library: PhotoLibrary,
  record: AssetRecord,
  observer: OpenObserver | undefined,
  signal: CancelSignal,
  reader: (opened: OpenedAsset) => Promise<Result>,
): Promise<ReadResult<Result>> {
  const opened = await openUntilCancelled(library, record, observer, signal);
  let comesBack = false;
  try {
    throwIfCancelled(signal);
    if (observer === undefined && opened.asset.isInCloud) {
      return { kind: 'changed', asset: { ...record.asset, isInCloud: true } };
    }
    if (versionOf(opened.asset) !== record.version) return { kind: 'changed', asset: opened.asset };
    refuseEmpty(opened.original);
    if (opened.motion !== undefined) refuseEmpty(opened.motion);

    const outcome = await untilCancelled(outcomeOf(reader(opened)), signal);
    const now = await untilCancelled(opened.relist(), signal);
    if (now === undefined) throw new BackupError('asset-gone', 'the file vanished while it was read');
    if (versionOf(now) !== record.version) return { kind: 'changed', asset: now };
    if (outcome.kind === 'changed') throw outcome.error;
    return outcome;
  } catch (error) {
    comesBack = isCutOff(error);
    throw error;
  } finally {
    await untilCancelled(opened.close({ comesBack }), signal);
  }
}

/** Whether a turn that ended so was cut off on its way: the next one needs the same bytes. */
export const isCutOff = (error: unknown): boolean =>
  error instanceof Cancelled ||
  (error instanceof BackupError && (error.disposition === 'wait' || isOnTheWay(error.code)));

/** What the reader made of the asset, or that it noticed by itself that the bytes are not what they were. */
async function outcomeOf<Result>(
  reading: Promise<Result>,
): Promise<
  | { readonly kind: 'read'; readonly result: Result }
  | { readonly kind: 'changed'; readonly error: BackupError }
> {
  try {
    return { kind: 'read', result: await reading };
  } catch (error) {
    if (!(error instanceof BackupError) || error.code !== 'changed-while-reading') throw error;
    return { kind: 'changed', error };
  }
}

/** What opens too late for anybody to read it is closed again. */
async function openUntilCancelled(
  library: PhotoLibrary,
  record: AssetRecord,
  observer: OpenObserver | undefined,
  signal: CancelSignal,
): Promise<OpenedAsset> {
  const opening = library.open(record.asset.id, observer, signal);
  try {
    return await untilCancelled(opening, signal);
  } catch (error) {
    opening.then(
      (opened) => opened.close({ comesBack: true }),
      () => undefined,
    );
    throw error;
  }
}

function refuseEmpty(part: OpenedPart): void {
  if (part.sizeBytes === 0) throw new BackupError('empty-file', `${part.fileName} has 0 bytes`);
}
