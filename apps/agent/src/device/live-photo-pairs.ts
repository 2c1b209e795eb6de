import type { FileFacts } from './folder-reader.ts';

/** Which stills a motion part of this extension belongs to, best first. */
const STILLS_OF: Readonly<Record<string, readonly string[]>> = {
  '.mov': ['.heic', '.heif', '.jpg', '.jpeg'],
  '.mp4': ['.heic', '.heif'],
};
const MOTION_EXTENSIONS = Object.keys(STILLS_OF);

/** A Live Photo's three seconds take 2–8 MiB; a longer video beside a photo of its name is a video of its own. */
export const MAX_MOTION_BYTES = 32 * 1024 * 1024;

/**
 * Finds the Live Photos among the files of one folder: the name of each still, with the file of its motion part.
 *
 * The two have the same base name, to the letter; extensions may be in any case. Apple's software always writes a
 * .MOV beside a HEIC or JPEG. Google Takeout makes an .MP4 of it, so an .MP4 counts beside a HEIC; beside a JPEG it
 * does not, because there it is as often a video with its preview picture. A motion part has one still: a HEIC goes
 * before a JPEG, and what remains equal goes by name. A video of more than `MAX_MOTION_BYTES` is never one: cameras
 * count photos and videos apart and use a name for both. Modified times are no criterion: editing a still in place
 * must not tear its pair apart. What is wrongly taken for two assets, or for one, is still backed up whole.
 */
export function pairLivePhotos(found: readonly FileFacts[]): Map<string, FileFacts> {
  const pairs = new Map<string, FileFacts>();
  // An empty file cannot be backed up, and must not keep the other half from it. How large one in iCloud is, is not known.
  const files = found.filter(({ sizeBytes }) => sizeBytes !== 0);
  const videos = files.filter(
    ({ name, sizeBytes = 0 }) =>
      sizeBytes <= MAX_MOTION_BYTES && MOTION_EXTENSIONS.includes(split(name).extension),
  );
  if (videos.length === 0) return pairs;

  const videosByBase = new Map<string, FileFacts[]>();
  for (const video of videos) append(videosByBase, split(video.name).base, video);
  const stillsByBase = new Map<string, string[]>();
  for (const { name } of files) {
    const { base, extension } = split(name);
    if (STILLS_OF['.mov']?.includes(extension) === true && videosByBase.has(base))
      append(stillsByBase, base, name);
  }

  for (const [base, stills] of stillsByBase) {
    const pair = bestPair(stills, videosByBase.get(base) ?? []);
    if (pair !== undefined) pairs.set(pair.still, pair.motion);
  }
  return pairs;
}

function bestPair(
  stills: readonly string[],
  videos: readonly FileFacts[],
): { readonly still: string; readonly motion: FileFacts } | undefined {
  for (const videoExtension of MOTION_EXTENSIONS) {
    const motion = first(videos, (video) => video.name, videoExtension);
    if (motion === undefined) continue;
    for (const stillExtension of STILLS_OF[videoExtension] ?? []) {
      const still = first(stills, (name) => name, stillExtension);
      if (still !== undefined) return { still, motion };
    }
  }
  return undefined;
}

function first<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  extension: string,
): Item | undefined {
  const fitting = items.filter((item) => split(nameOf(item)).extension === extension);
  return fitting.reduce<Item | undefined>(
    (best, item) => (best === undefined || nameOf(item) < nameOf(best) ? item : best),
    undefined,
  );
}

function split(name: string): { readonly base: string; readonly extension: string } {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return { base: name, extension: '' };
  return { base: name.slice(0, dot), extension: name.slice(dot).toLowerCase() };
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
