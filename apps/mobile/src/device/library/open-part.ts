import {
  BackupError,
  throwIfCancelled,
  type AssetId,
  type CancelSignal,
  type Checksum,
  type OpenedPart,
} from '@keepsake/engine';
import {
  nativeErrorCodeOf,
  type BackupNative,
  type OpenedOriginal,
  type PartDescription,
} from '../../../modules/backup-native/src/index.ts';
import { asLibraryErrors, libraryErrorOf } from './library-errors.ts';
import { nativeWork, type NativeWorkDeps } from './native-work.ts';
import type { TemporaryUris } from './temporary-uris.ts';
import type { ToldSizes } from './told-sizes.ts';

/** Small enough that a few files at once cost little memory, large enough that the way to native code costs little time. */
const CHUNK_BYTES = 512 * 1024;

export interface PartDeps extends NativeWorkDeps {
  readonly temporary: TemporaryUris;
  readonly sizes: ToldSizes;
  readonly native: NativeWorkDeps['native'] &
    Pick<BackupNative, 'hashFile' | 'hashOriginal' | 'openOriginal' | 'readBytes'>;
}

/** One part of an asset that is open. */
export interface PhonePart {
  /** What its file is called by whoever keeps it: another version of it has another name. */
  readonly name: string;
  readonly part: OpenedPart;
  /** Its size, or whether it is on the device, shows only when it is open. */
  readonly isUncertain: boolean;
  /** Makes its bytes readable, downloading them where that is wanted; later calls answer the same. */
  open(onProgress: (fraction: number) => void, signal: CancelSignal): Promise<OpenedOriginal>;
}

export interface PartRequest {
  readonly id: AssetId;
  readonly platformId: string;
  readonly description: PartDescription;
  readonly mayDownload: boolean;
  /** When the asset was last changed. */
  readonly modifiedAtMs: number;
}

/**
 * A part whose bytes are made readable when somebody wants to read them: iOS writes a temporary file for that, which a checksum does
 * without. `closed` is given when the asset is closed.
 */
export function createPhonePart(request: PartRequest, deps: PartDeps, closed: CancelSignal): PhonePart {
  const { id, platformId: assetId, description, mayDownload, modifiedAtMs } = request;
  const { role, edition, fileName } = description;
  const { native, sizes, temporary } = deps;
  const name = JSON.stringify([assetId, role, edition, modifiedAtMs]);
  const believed = sizes.believed(assetId, description);
  let opening: Promise<OpenedOriginal> | undefined;
  let opened: OpenedOriginal | undefined;

  const begin = async (
    onProgress: (fraction: number) => void,
    signal: CancelSignal,
  ): Promise<OpenedOriginal> => {
    const left = await temporary.takeUp(name, closed);
    if (left !== undefined) {
      opened = { ...left, fileName, isTemporary: true };
      return opened;
    }
    const wanted = { assetId, role, edition, mayDownload };
    const write = (): Promise<OpenedOriginal> =>
      nativeWork(deps, (workId) => native.openOriginal({ ...wanted, workId }), onProgress, signal);
    const answer = await write().catch(async (error: unknown) => {
      // What is kept for other turns is not to take the room of this one.
      if (nativeErrorCodeOf(error) === 'no-space' && (await temporary.makeRoom())) return write();
      throw error;
    });
    opened = answer;
    if (answer.isTemporary) await temporary.hold({ ...answer, name, assetId: id }, closed);
    return answer;
  };
  const open = (onProgress: (fraction: number) => void, signal: CancelSignal): Promise<OpenedOriginal> => {
    opening ??= begin(onProgress, signal).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const openReadable = async (
    signal: CancelSignal,
    onRead: () => void = () => undefined,
  ): Promise<OpenedOriginal> => {
    const answer = await asLibraryErrors(() => open(onRead, signal));
    requireSize(answer.sizeBytes, believed);
    return answer;
  };
  const requireSize = (sizeBytes: number, wanted: number | undefined): void => {
    if (wanted === undefined || sizeBytes === wanted) return;
    // Either it changed just now, or it is told wrong: the next time it is asked how large it is itself.
    sizes.contradict(assetId, description);
    throw new BackupError('changed-while-reading', `${fileName} has ${sizeBytes} bytes, and not ${wanted}`);
  };

  return {
    name,
    open,
    isUncertain: believed === undefined || description.isOnDevice === null,
    part: {
      fileName,
      get sizeBytes() {
        return believed ?? opened?.sizeBytes ?? 0;
      },
      read: (fromByte = 0) => readFrom(fromByte, () => openReadable(closed), native),
      native: {
        async hash(onRead, signal) {
          const hashed = await asNativeErrors(signal, () =>
            nativeWork(
              deps,
              (workId) =>
                opened === undefined
                  ? native.hashOriginal({ workId, assetId, role, edition, mayDownload })
                  : native.hashFile(workId, opened.uri),
              onRead,
              signal,
            ),
          );
          requireSize(hashed.sizeBytes, believed ?? opened?.sizeBytes);
          return hashed.sha1 as Checksum;
        },
        locate: async (signal, onRead) => (await openReadable(signal, onRead)).uri,
      },
    },
  };
}

/** A cancelled signal's reason is thrown as it is. */
async function asNativeErrors<Answer>(signal: CancelSignal, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throwIfCancelled(signal);
    throw libraryErrorOf(error);
  }
}

/** Written out by hand, since not every engine's compiler knows async generators. */
function readFrom(
  fromByte: number,
  open: () => Promise<OpenedOriginal>,
  native: Pick<BackupNative, 'readBytes'>,
): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
      let at = fromByte;
      let isOver = false;
      const end = async (): Promise<IteratorResult<Uint8Array>> => {
        isOver = true;
        return { done: true, value: undefined };
      };
      return {
        async next() {
          if (isOver) return end();
          const { uri } = await open();
          const bytes = await asLibraryErrors(() => native.readBytes(uri, at, CHUNK_BYTES));
          if (bytes.byteLength === 0) return end();
          at += bytes.byteLength;
          return { done: false, value: bytes };
        },
        return: end,
      };
    },
  };
}
