import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Small pictures on disk, by a key of hexadecimal digits. Nothing here ever fails: what cannot be kept is made again. */
export interface PictureCache {
  get(key: string): Promise<Buffer | undefined>;
  put(key: string, picture: Uint8Array): Promise<void>;
  /** Forgets all. */
  clear(): Promise<void>;
}

/** So many are written between two looks at the size of all. */
const LOOK_EVERY = 500;
/** A full cache is brought down to this part, so that it is not full again at once. */
const KEPT_PART = 0.8;

/** Keeps at most about `maxBytes` in a folder of its own, those that were used last. */
export function openPictureCache(folder: string, maxBytes: number): PictureCache {
  let written = 0;
  let sweeping: Promise<void> | undefined;
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), key);

  const sweep = async (): Promise<void> => {
    const files: { readonly path: string; readonly sizeBytes: number; readonly usedAtMs: number }[] = [];
    for (const part of await readdir(folder)) {
      for (const name of await readdir(join(folder, part))) {
        const path = join(folder, part, name);
        const { size, mtimeMs } = await stat(path);
        files.push({ path, sizeBytes: size, usedAtMs: mtimeMs });
      }
    }
    let total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (total <= maxBytes) return;
    files.sort((a, b) => a.usedAtMs - b.usedAtMs);
    for (const { path, sizeBytes } of files) {
      if (total <= maxBytes * KEPT_PART) return;
      await rm(path, { force: true });
      total -= sizeBytes;
    }
  };

  return {
    async get(key) {
      try {
        const picture = await readFile(fileOf(key));
        const now = new Date();
        await utimes(fileOf(key), now, now).catch(() => undefined);
        return picture;
      } catch {
        return undefined;
      }
    },
    async put(key, picture) {
      const file = fileOf(key);
      const temporary = `${file}.${randomUUID()}`;
      try {
        await mkdir(join(folder, key.slice(0, 2)), { recursive: true, mode: 0o700 });
        await writeFile(temporary, picture, { mode: 0o600 });
        await rename(temporary, file);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
      if (written % LOOK_EVERY === 0) {
        sweeping ??= sweep()
          .catch(() => undefined)
          .then(() => {
            sweeping = undefined;
          });
        await sweeping;
      }
      written += 1;
    },
    clear: () => rm(folder, { recursive: true, force: true }).catch(() => undefined),
  };
}
