import {
  BackupError,
  throwIfCancelled,
  type AssetId,
  type CancelSignal,
  type OpenedAsset,
  type OpenedPart,
  type OpenObserver,
} from '@keepsake/engine';
import type { Life } from '../life.ts';
import type { Downlink } from '../net/downlink.ts';
import { listedAsset } from './listed-asset.ts';
import { filesOf, shownAsset, type PhoneAsset, type PhoneFile } from './phone-asset.ts';
import type { PhoneContent } from './phone-content.ts';
import type { SimulatedPhone } from './simulated-phone.ts';
import type { TemporaryFile } from './temporary-files.ts';

const OPENING_MS = 2;
const READING_MS_PER_CHUNK = 1;
const CHUNK_BYTES = 4096;
/** A film comes in larger ones: nobody needs thousands of steps. */
const MOST_CHUNKS = 512;
const DOWNLOADED_PIECE_BYTES = 2048;
const SLOW_PIECE_MS = 4_000;

/**
 * Opens an asset for one process. From the phone it is read as it is at each moment, so that an edit in the middle
 * gives a mixture; what came from the cloud lies in a temporary file, which stays behind when the process dies.
 */
export async function openOnPhone(
  phone: SimulatedPhone,
  life: Life,
  downlink: Downlink,
  id: AssetId,
  observer: OpenObserver | undefined,
  signal: CancelSignal,
): Promise<OpenedAsset> {
  throwIfCancelled(signal);
  const mortal = life.until(signal);
  await phone.clock.sleep(OPENING_MS, mortal);
  const asset = present(phone, id);
  if (asset.fault !== undefined && asset.fault.atByte === undefined) {
    throw new BackupError(asset.fault.code, `${id} does not open`);
  }
  const shown = shownAsset(asset);
  const temporary =
    observer !== undefined && asset.cloud.kind === 'in-cloud' ? phone.temporary.make() : undefined;
  const copies = temporary === undefined ? undefined : filesOf(asset).map((file) => file.content);
  const forget = life.whenItDies(() => {
    if (temporary !== undefined) temporary.isInUse = false;
  });
  const letGo = (): void => {
    forget();
    if (temporary !== undefined && life.isAlive) phone.temporary.remove(temporary);
  };
  if (observer !== undefined && temporary !== undefined) {
    try {
      await download(phone, downlink, asset, temporary, life, observer, mortal);
    } catch (error) {
      letGo();
      throw error;
    }
  }
  const part = (file: PhoneFile, copy: PhoneContent | undefined): OpenedPart => ({
    fileName: file.fileName,
    sizeBytes: (copy ?? file.content).bytes.length,
    read: (fromByte = 0) => life.read(read(phone, asset, file, copy, fromByte)),
  });
  return {
    asset: shown,
    original: part(asset.original, copies?.[0]),
    motion: asset.motion === undefined ? undefined : part(asset.motion, copies?.[1]),
    relist: () => life.call(async () => listedAsset(phone, id)),
    close: () =>
      life.call(async () => {
        letGo();
      }),
  };
}

function present(phone: SimulatedPhone, id: AssetId): PhoneAsset {
  phone.throwIfUnavailable();
  const asset = phone.asset(id);
  if (asset === undefined || !phone.isShown(asset)) throw new BackupError('asset-gone', `${id} is not there`);
  return asset;
}

async function download(
  phone: SimulatedPhone,
  downlink: Downlink,
  asset: PhoneAsset,
  temporary: TemporaryFile,
  life: Life,
  observer: OpenObserver,
  signal: CancelSignal,
): Promise<void> {
  const totalBytes = filesOf(asset).reduce((sum, file) => sum + file.content.bytes.length, 0);
  for (let bytes = 0; bytes < totalBytes;) {
    const { cloud } = asset;
    if (cloud.kind === 'in-cloud' && cloud.arrives === 'not') {
      throw new BackupError('download-failed', `${asset.id} does not come down`);
    }
    // Somebody who is stuck is asked again now and then, since what holds it up may end.
    if (cloud.kind === 'in-cloud' && cloud.arrives === 'never') {
      await phone.clock.sleep(SLOW_PIECE_MS, signal);
      continue;
    }
    if (cloud.kind === 'in-cloud' && cloud.arrives === 'slowly')
      await phone.clock.sleep(SLOW_PIECE_MS, signal);
    const piece = Math.min(DOWNLOADED_PIECE_BYTES, totalBytes - bytes);
    await downlink.bring(asset.id, piece, signal);
    bytes += piece;
    phone.temporary.grow(temporary, piece);
    const downloadedBytes = bytes;
    life.whenAwake(() => {
      observer.onDownloaded(downloadedBytes);
    });
  }
}

/** Only here and in tests' fakes: the engine's own code has no async generators. */
async function* read(
  phone: SimulatedPhone,
  asset: PhoneAsset,
  file: PhoneFile,
  copy: PhoneContent | undefined,
  fromByte: number,
): AsyncGenerator<Uint8Array> {
  for (let at = fromByte; ;) {
    await phone.clock.sleep(READING_MS_PER_CHUNK);
    if (copy === undefined) present(phone, asset.id);
    const { bytes } = copy ?? file.content;
    const stopAt = asset.fault?.atByte;
    if (asset.fault !== undefined && stopAt !== undefined && at >= stopAt) {
      throw new BackupError(asset.fault.code, `${asset.id} cannot be read past ${stopAt}`);
    }
    const chunkBytes = Math.max(CHUNK_BYTES, Math.ceil(bytes.length / MOST_CHUNKS));
    const chunk = bytes.slice(at, Math.min(at + chunkBytes, stopAt ?? Infinity));
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
    const { whileRead } = asset;
    asset.whileRead = undefined;
    whileRead?.strike();
  }
}
