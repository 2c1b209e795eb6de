import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { BackupError, type OpenedPart } from '@keepsake/engine';
import type { IsOnlineOnly } from './cloud-files.ts';
import { notDownloaded, statPlaceholder } from './placeholders.ts';
import { osPathOf } from './file-name-codec.ts';
import { factsOf, type FileFacts } from './folder-reader.ts';
import { fileError, isMissing } from './library-errors.ts';

/** A file that is open for reading. The handle stays on the same file when another one takes its place. */
export interface OpenedFile {
  readonly facts: FileFacts;
  readonly part: OpenedPart;
  /** May be repeated; never fails. */
  close(): Promise<void>;
}

/** Large enough that a disk streams, small enough that four files at once take 2 MiB. */
const CHUNK_BYTES = 512 * 1024;

/** How a file is opened. */
export interface OpenFileOptions {
  readonly isOnlineOnly: IsOnlineOnly;
  /** Told of every chunk that was read. */
  readonly onBytes: (count: number) => void;
}

/**
 * Opens a file for reading. Links are followed, as they are when it is listed.
 *
 * What is no file (any longer) is `asset-gone`, what is in iCloud alone `download-failed`. Each chunk is a
 * buffer of its own, because streams between here and the network read ahead of what they have sent.
 */
export async function openFile(
  path: string,
  { isOnlineOnly, onBytes }: OpenFileOptions,
): Promise<OpenedFile> {
  const name = basename(path);
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a pipe that took the file's place would wait for ever.
    handle = await open(osPathOf(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (isMissing(error) && (await statPlaceholder(path)) !== undefined) throw notDownloaded(path, error);
    throw fileError(path, error);
  }

  const close = async (): Promise<void> => {
    // A file that was only read has nothing to lose when closing it fails.
    await handle.close().catch(() => undefined);
  };
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new BackupError('asset-gone', `${path} is no longer a file.`);
    const facts = factsOf(name, stats, isOnlineOnly);
    const read = (fromByte = 0): AsyncIterable<Uint8Array> =>
      readFile(handle, path, { fromByte, toByte: stats.size, onBytes, isInCloud: facts.isInCloud });
    return { facts, part: { fileName: name, sizeBytes: stats.size, read }, close };
  } catch (error) {
    await close();
    throw error instanceof BackupError ? error : fileError(path, error);
  }
}

/** Ends at the size that the file had when it was opened, or where it ends now; `relist` tells whether that is less. */
async function* readFile(
  handle: FileHandle,
  path: string,
  range: {
    readonly fromByte: number;
    readonly toByte: number;
    readonly onBytes: (count: number) => void;
    readonly isInCloud: boolean;
  },
): AsyncGenerator<Uint8Array> {
  for (let at = range.fromByte; at < range.toByte;) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, range.toByte - at));
    let bytesRead: number;
    try {
      ({ bytesRead } = await handle.read(buffer, 0, buffer.length, at));
    } catch (error) {
      if (range.isInCloud) throw notDownloaded(path, error);
      throw new BackupError('read-failed', `${path} could not be read to its end.`, { cause: error });
    }
    if (bytesRead === 0) return;
    range.onBytes(bytesRead);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
