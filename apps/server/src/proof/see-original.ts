import { createHash } from 'node:crypto';
import { errnoOf, fromErrno } from '../errors/from-errno.ts';
import { errorCodeOf } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Pace } from './pace.ts';
import type { ToldOriginal } from './originals.ts';

/** Which bytes should lie where. */
type ToldFile = Pick<ToldOriginal, 'path' | 'sizeBytes' | 'checksum'>;

/** What the disk shows of an original, beside what its row says. */
export type Seen =
  | { readonly kind: 'right' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly why: string }
  /** It cannot be told: the system refuses to open it, for instance. */
  | { readonly kind: 'unreadable'; readonly cause: unknown };

/** One look, without opening the file: whether it is there with its size. */
export async function lookAt(store: BlobStore, original: ToldFile): Promise<Seen> {
  const sizeBytes = await store.sizeOf(original.path);
  return sizeBytes === undefined ? { kind: 'missing' } : compareSizes(original, sizeBytes);
}

/**
 * Reads the whole file and compares its SHA-1. A file that the disk cannot give out is damaged; one that cannot be
 * opened for another reason says nothing about its bytes, and rejects.
 *
 * @throws ServerError unavailable; AbortError
 */
export async function readAgain(
  store: BlobStore,
  original: ToldFile,
  { signal, pace }: { readonly signal?: AbortSignal | undefined; readonly pace?: Pace | undefined } = {},
): Promise<Seen> {
  signal?.throwIfAborted();
  const blob = await store.open(original.path).catch((error: unknown) => {
    if (errorCodeOf(error) === 'not-found') return undefined;
    throw error;
  });
  if (blob === undefined) return { kind: 'missing' };
  const { sizeBytes } = blob;
  const bySize = compareSizes(original, sizeBytes);
  if (bySize.kind !== 'right') {
    await blob.close();
    return bySize;
  }
  const hash = createHash('sha1');
  try {
    for await (const chunk of blob.read({ start: 0, end: sizeBytes - 1 }) as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      hash.update(chunk);
      await pace?.spend(chunk.length, signal);
    }
  } catch (error) {
    if (errnoOf(error) === 'EIO') return { kind: 'damaged', why: 'the disk cannot read it' };
    if (signal?.aborted === true) throw error;
    throw fromErrno(error);
  }
  return hash.digest('hex') === original.checksum
    ? { kind: 'right' }
    : { kind: 'damaged', why: 'its bytes are not the ones that were kept' };
}

function compareSizes({ sizeBytes: toldBytes }: ToldFile, sizeBytes: number): Seen {
  if (sizeBytes === toldBytes) return { kind: 'right' };
  return { kind: 'damaged', why: `it has ${sizeBytes} bytes instead of ${toldBytes}` };
}
