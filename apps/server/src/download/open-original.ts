import type { OpenBlob, BlobStore } from '../storage/blob-store.ts';
import { errorCodeOf, ServerError } from '../errors/server-error.ts';

/** A file that a row tells of. */
export interface ToldFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Opens a file for reading whose row says that it is there, and how large.
 *
 * @throws ServerError original-missing when the disk lost it or has something else under its name
 */
export async function openOriginal(store: BlobStore, file: ToldFile): Promise<OpenBlob> {
  const blob = await store.open(file.path).catch((error: unknown) => {
    throw errorCodeOf(error) === 'not-found' ? missing(file, error) : error;
  });
  if (blob.sizeBytes === file.sizeBytes) return blob;
  await blob.close();
  throw missing(file);
}

/** Those of these files that are not there, or not with their size, without opening them. */
export async function findLost<File extends ToldFile>(
  store: BlobStore,
  files: readonly File[],
): Promise<ReadonlySet<File>> {
  const lost = new Set<File>();
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    const sizes = await Promise.all(some.map(({ path }) => store.sizeOf(path)));
    for (const [index, file] of some.entries()) if (sizes[index] !== file.sizeBytes) lost.add(file);
  }
  return lost;
}

const AT_ONCE = 32;

function missing({ path }: ToldFile, cause?: unknown): ServerError {
  return new ServerError('original-missing', `the original ${path} is missing or damaged`, { cause });
}
