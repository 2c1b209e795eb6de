import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { BackupError, type PendingFile, type RestoredFacts } from '@keepsake/engine';
import { targetError } from './target-error.ts';

/** A file that is written in hiding, and then has the bytes and times that it should have, durably. */
export interface HiddenFile extends Pick<PendingFile, 'write' | 'discard'> {
  readonly path: string;
  /** Checks the bytes, sets the times and sees them onto the disk; to be given its name afterwards. */
  finish(facts: RestoredFacts): Promise<void>;
}

/** Makes an empty one at a path where nothing is; when it is finished it has this mode. */
export async function createHiddenFile(path: string, mode: number): Promise<HiddenFile> {
  const handle = await open(path, 'wx').catch((error: unknown) => {
    throw targetError(path, error);
  });
  const hash = createHash('sha1');
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  return {
    path,
    async write(bytes) {
      try {
        hash.update(bytes);
        // Unlike `write`, it goes on until all of it is written.
        await handle.appendFile(bytes);
      } catch (error) {
        throw targetError(path, error);
      }
    },
    async finish(facts) {
      if (hash.digest('hex') !== facts.checksum) {
        throw new BackupError('checksum-mismatch', 'what came from the server is not what was sent to it');
      }
      try {
        await setTimes(handle, facts);
        // Not every disk knows modes.
        await handle.chmod(mode).catch(() => undefined);
        await handle.sync();
        await close();
      } catch (error) {
        throw targetError(path, error);
      }
    },
    async discard() {
      await close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/**
 * A file system that keeps a birth time moves it back to an earlier modified time, so the date of the photo is set first. A date
 * that no file can have leaves the file with its own.
 */
async function setTimes(handle: FileHandle, { createdAtMs, modifiedAtMs }: RestoredFacts): Promise<void> {
  for (const ms of [Math.min(createdAtMs, modifiedAtMs), modifiedAtMs]) {
    // Not the number: Node takes one below 0 for now.
    const date = new Date(ms);
    if (Number.isNaN(date.getTime())) continue;
    await handle.utimes(date, date).catch((error: unknown) => {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EINVAL') throw error;
    });
  }
}
