import { access, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf } from './bytes-of.ts';
import { describeDemoLibrary } from './demo-library.ts';
import type { DemoLibrary } from './demo-library.ts';
import { inParallel } from './in-parallel.ts';
import { CAMERA } from './story/camera.ts';
import type { DemoFile } from './story/demo-file.ts';
import { SARDINIA } from './story/sardinia.ts';
import { SCREENSHOTS } from './story/screenshots.ts';
import { WHATSAPP_IMAGES } from './story/whatsapp-images.ts';

const FILES: readonly DemoFile[] = [...CAMERA, ...SARDINIA, ...WHATSAPP_IMAGES, ...SCREENSHOTS];

/** Lies in the folder from the first write to the last; then it is renamed to COMPLETE. */
const UNFINISHED = '.demo-library-unfinished';
const COMPLETE = '.demo-library';
const ABOUT =
  'A made-up photo library of the Keepsake demo. Nothing in it is of value: delete it whenever you like.\n';

/** Pictures in the making at a time: enough for two cores, few enough for little memory. */
const PARALLEL = 3;

/**
 * Makes a demo library: real, decodable photos and videos of several years in four albums, and a few broken files.
 *
 * Writes into a folder that is missing or empty, completes a library whose making was interrupted, and leaves a complete
 * one as it is. Overwrites and deletes nothing of anyone else's. Equal bytes each time on one machine. Each file's modified
 * time is the time at which it was taken.
 *
 * @throws Error with a sentence for people when the folder holds something else, or cannot be written to
 */
export async function makeDemoLibrary(folder: string): Promise<DemoLibrary> {
  const library = describeDemoLibrary(folder, FILES);
  try {
    const names = await namesIn(folder);
    if (names.includes(COMPLETE)) return library;
    if (names.length > 0 && !names.includes(UNFINISHED)) {
      throw new Error(
        `${folder} already holds other files. Choose a folder that is empty or missing for the demo library.`,
      );
    }
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, UNFINISHED), ABOUT);
    for (const album of library.albums) await mkdir(join(folder, album.name), { recursive: true });
    await inParallel(FILES, PARALLEL, (file, index) =>
      makeFile(folder, file, join(folder, `.making-${index}`)),
    );
    await rename(join(folder, UNFINISHED), join(folder, COMPLETE));
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new Error(`The demo library could not be made in ${folder}: ${cause.message}`, { cause });
  }
  return library;
}

/** Makes one file under a temporary name first, so that whatever has its final name is whole. */
async function makeFile(folder: string, file: DemoFile, temporary: string): Promise<void> {
  const target = join(folder, file.path);
  if (await exists(target)) return;
  const takenAt = new Date(file.takenAt);
  try {
    await writeFile(temporary, await bytesOf(file, FILES));
    await utimes(temporary, takenAt, takenAt);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The names in a folder; none when it is missing. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
