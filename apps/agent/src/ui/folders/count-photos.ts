import { basename, isAbsolute, resolve } from 'node:path';
import { BackupError, throwIfCancelled, type CancelSignal, type Clock } from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import type { LocalFolderCount } from '@keepsake/protocol/local';
import { pathIn, readFolder, type FolderContents } from '../../device/folder-reader.ts';
import { folderError } from '../../device/library-errors.ts';
import { pairLivePhotos } from '../../device/live-photo-pairs.ts';
import { isSystemFolder } from './system-folders.ts';

/** Nobody waits until more are counted than these and those of one folder, nor for longer. */
const MOST = 10_000;
const MOST_MS = 5_000;

/** What programs and phones call the folder of what was on their screen, in the app's languages. */
const SCREENSHOTS =
  /^(?:screen[ _-]?(?:shots?|captures?|recordings?)|bildschirm(?:fotos?|aufnahmen?)|capturas?(?: de pantalla)?|captures?(?: d[’']écran)?|スクリーンショット|لقطات(?: الشاشة)?)$/i;

interface Branch {
  readonly path: string;
  /** As the folder with screenshots is called in which this one lies. */
  readonly screenshots: string | undefined;
}

/**
 * Counts the photos and videos in a folder and in all within it, opening none, until it has had enough: `isMore`. A Live Photo is one.
 * Errors: `library-…` where the folder itself cannot be read; what cannot be read within it is not counted.
 */
export async function countPhotos(
  path: string,
  clock: Pick<Clock, 'now'>,
  signal: CancelSignal,
): Promise<LocalFolderCount> {
  if (!isAbsolute(path)) throw new BackupError('library-unavailable', 'The path of a folder is not whole.');
  const root = resolve(path);
  const until = clock.now() + MOST_MS;
  const screenshots = new Map<string, { photoCount: number; sizeBytes: number }>();
  const sum = { photoCount: 0, sizeBytes: 0 };
  // What is near the top is counted first.
  const left: Branch[] = [{ path: root, screenshots: undefined }];
  for (let branch = left.shift(); branch !== undefined; branch = left.shift()) {
    throwIfCancelled(signal);
    if (sum.photoCount >= MOST || clock.now() > until) return endOf(sum, screenshots, true);
    const contents = await read(branch.path, root, signal);
    const here = countOf(contents);
    add(sum, here);
    if (branch.screenshots !== undefined) {
      const of = screenshots.get(branch.screenshots) ?? { photoCount: 0, sizeBytes: 0 };
      screenshots.set(branch.screenshots, add(of, here));
    }
    for (const { name } of contents.folders) {
      const within = pathIn(branch.path, name);
      if (isSystemFolder(within)) continue;
      left.push({ path: within, screenshots: branch.screenshots ?? screenshotsIn(within) });
    }
  }
  return endOf(sum, screenshots, false);
}

const NOTHING: FolderContents = { files: [], folders: [], links: [], problems: [] };

async function read(path: string, root: string, signal: CancelSignal): Promise<FolderContents> {
  try {
    return await readFolder(path, { isFollowed: () => false, isOnlineOnly: () => false }, signal);
  } catch (error) {
    throwIfCancelled(signal);
    if (path === root) throw folderError(root, error);
    return NOTHING;
  }
}

function countOf({ files }: FolderContents): { photoCount: number; sizeBytes: number } {
  const media = files.filter(({ name }) => mediaTypeOf(name) !== undefined);
  return {
    photoCount: media.length - pairLivePhotos(media).size,
    sizeBytes: media.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0),
  };
}

function screenshotsIn(path: string): string | undefined {
  const name = basename(path).normalize('NFC');
  return SCREENSHOTS.test(name) ? name : undefined;
}

function add<Sum extends { photoCount: number; sizeBytes: number }>(sum: Sum, more: Sum): Sum {
  sum.photoCount += more.photoCount;
  sum.sizeBytes += more.sizeBytes;
  return sum;
}

function endOf(
  sum: { readonly photoCount: number; readonly sizeBytes: number },
  screenshots: ReadonlyMap<string, { readonly photoCount: number; readonly sizeBytes: number }>,
  isMore: boolean,
): LocalFolderCount {
  return {
    ...sum,
    isMore,
    screenshots: [...screenshots]
      .map(([name, count]) => ({ name, ...count }))
      .filter((each) => each.photoCount > 0),
  };
}
