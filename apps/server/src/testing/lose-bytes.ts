import { open, type FileHandle } from 'node:fs/promises';
import { vi } from 'vitest';

/**
 * The disk loses what was written, and says so once, as Linux does: the next sync of the same file is a success. It is
 * the `first` sync of a file from now on; folders are synced as ever.
 * To be followed by `vi.restoreAllMocks()`. @returns whether it did
 */
export async function loseBytes(kind: 'datasync' | 'sync', first = 1): Promise<() => boolean> {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const work = Reflect.get(prototype, kind);
  let count = 0;
  vi.spyOn(prototype, kind).mockImplementation(async function (this: FileHandle) {
    if ((await this.stat()).isFile() && (count += 1) === first)
      throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    return work.call(this);
  });
  return () => count >= first;
}
