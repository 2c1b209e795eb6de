import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { BlobStore } from '../storage/blob-store.ts';
import type { ArchiveFile } from './archive-files.ts';
import { openOriginal } from './open-original.ts';

type PackedFile = Omit<ArchiveFile, 'isDamaged'>;

/** An archive that is made while it is read. */
export interface ZipArchive {
  /** How long it is going to be. */
  readonly sizeBytes: number;
  /** Ends or is destroyed; either way no file stays open. It fails when a file cannot be read. */
  readonly stream: Readable;
}

/** A file of an archive that lies on no disk. */
export interface ArchiveNote {
  readonly name: string;
  readonly text: string;
  readonly modifiedAt: Date;
}

/**
 * Puts files into a ZIP as they are: photos and videos are compressed already. Each is opened when its turn comes, and
 * read as fast as the archive is.
 *
 * @param note comes before them
 */
export function createZipArchive(
  store: BlobStore,
  files: readonly PackedFile[],
  note?: ArchiveNote,
): ZipArchive {
  const zip = new ZipFile();
  const stream = zip.outputStream;
  if (!(stream instanceof Readable)) throw new TypeError('the library no longer writes to a stream of Node');
  let current: Readable | undefined;
  const fail = (error: unknown): void => void stream.destroy(toError(error));
  zip.on('error', fail);
  // The library only pipes: it would leave the file open that was being read.
  stream.on('close', () => current?.destroy());

  if (note !== undefined) {
    const bytes = Buffer.from(note.text);
    zip.addBuffer(bytes, note.name, { mtime: note.modifiedAt, mode: 0o100644, compress: false });
  }
  for (const file of files)
    zip.addReadStreamLazy(file.name, optionsOf(file), (begin) => {
      readWhole(store, file).then((source) => {
        current = source.on('error', fail);
        if (stream.destroyed) source.destroy();
        else begin(undefined, source);
      }, fail);
    });
  let sizeBytes = -1;
  // Left to decide, the library announces ZIP64 for 64 KiB of names, and writes it for 4 GiB.
  zip.end({ forceZip64Format: true, comment: '' }, (total?: number) => {
    sizeBytes = total ?? -1;
  });
  return { sizeBytes, stream };
}

function optionsOf({ sizeBytes, modifiedAt }: PackedFile) {
  // The format has no time before 1970.
  const mtime = new Date(Math.max(0, modifiedAt.valueOf()));
  return { size: sizeBytes, mtime, mode: 0o100644, compress: false };
}

async function readWhole(store: BlobStore, file: PackedFile): Promise<Readable> {
  const blob = await openOriginal(store, file);
  if (blob.sizeBytes > 0) return blob.read({ start: 0, end: blob.sizeBytes - 1 });
  await blob.close();
  return Readable.from([]);
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('the archive broke off', { cause: thrown });
}
