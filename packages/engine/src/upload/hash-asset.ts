import type { CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetChecksums } from '../model/asset.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { OpenedPart, PhotoLibrary } from '../ports/photo-library.ts';
import { downloadObserverOf, readAsset, type ReadResult } from './read-asset.ts';
import { withStallGuard } from './stall-guard.ts';

export interface HashDeps {
  readonly library: PhotoLibrary;
  readonly hasher: Hasher;
  readonly clock: Clock;
}

/** Told of an asset that is hashed. */
export interface HashObserver {
  onDownloaded(bytesDownloaded: number): void;
  /** So many bytes of all its parts were read so far; where the platform reads by itself, it is not called. */
  onRead(bytesRead: number): void;
}

/** Computes the checksums of an asset's parts, one each (D1). Errors are the library's and `empty-file`, `timeout`. */
export async function hashAsset(
  { library, hasher, clock }: HashDeps,
  record: AssetRecord,
  observer: HashObserver,
  signal: CancelSignal,
): Promise<ReadResult<AssetChecksums>> {
  return withStallGuard(clock, signal, (guarded, { onBytes }) => {
    const opening = downloadObserverOf(record, (bytesDownloaded) => {
      if (guarded.aborted) return;
      onBytes();
      observer.onDownloaded(bytesDownloaded);
    });
    let bytesRead = 0;
    const onRead = (count: number): void => {
      if (guarded.aborted) return;
      onBytes();
      observer.onRead((bytesRead += count));
    };
    return readAsset(library, record, opening, guarded, async ({ original, motion }) => ({
      original: await hasher.hash(observed(original, onRead), guarded, onBytes),
      motion:
        motion === undefined ? undefined : await hasher.hash(observed(motion, onRead), guarded, onBytes),
    }));
  });
}

/**
 * The part, telling of each chunk that was read. A file that has become longer than it was when it was opened is
 * `changed-while-reading`: one that grows as fast as it is read would have no end.
 */
export function observed(part: OpenedPart, onBytes: (count: number) => void): OpenedPart {
  const { native } = part;
  return {
    fileName: part.fileName,
    sizeBytes: part.sizeBytes,
    native: native && { ...native, locate: (signal) => native.locate(signal, () => onBytes(0)) },
    read(fromByte = 0) {
      let atByte = fromByte;
      return tap(part.read(fromByte), (count) => {
        atByte += count;
        if (atByte > part.sizeBytes) {
          throw new BackupError('changed-while-reading', `${part.fileName} grew while it was read`);
        }
        onBytes(count);
      });
    },
  };
}

/** Written out by hand, since not every engine's compiler knows async generators. */
function tap(chunks: AsyncIterable<Uint8Array>, onBytes: (count: number) => void): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
      const iterator = chunks[Symbol.asyncIterator]();
      return {
        async next(): Promise<IteratorResult<Uint8Array>> {
          const step = await iterator.next();
          if (step.done !== true) onBytes(step.value.byteLength);
          return step;
        },
        async return(): Promise<IteratorResult<Uint8Array>> {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
