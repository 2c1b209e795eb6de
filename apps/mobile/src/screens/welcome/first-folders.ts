import type { FolderCount } from '../../controller/device.ts';
import type { FolderCounts } from '../../controller/first-choice.ts';

/** What the chosen folders come to. */
export interface FoldersSum {
  /** `counting`: not all of them are counted yet. `unknown`: some could not be. */
  readonly kind: 'counting' | 'unknown' | 'counted';
  readonly photoCount: number;
  readonly sizeBytes: number;
  readonly isMore: boolean;
  readonly leftOutCount: number;
  /** What may be left out: the folders with screenshots within them, by their names. */
  readonly screenshots: ReadonlyMap<string, number>;
}

/** Adds up folders none of which lies in another. Pure. */
export function sumOf(
  chosen: readonly string[],
  counts: FolderCounts,
  leftOut: readonly string[],
): FoldersSum {
  const found = chosen.map((path) => counts.get(path));
  const known = found.filter((count): count is FolderCount => typeof count === 'object');
  const screenshots = new Map<string, number>();
  let [photoCount, sizeBytes, leftOutCount] = [0, 0, 0];
  for (const count of known) {
    photoCount += count.photoCount;
    sizeBytes += count.sizeBytes;
    for (const of of count.screenshots) {
      screenshots.set(of.name, (screenshots.get(of.name) ?? 0) + of.photoCount);
      if (!leftOut.includes(of.name)) continue;
      photoCount -= of.photoCount;
      sizeBytes -= of.sizeBytes;
      leftOutCount += of.photoCount;
    }
  }
  return {
    kind: found.includes('counting') ? 'counting' : known.length < found.length ? 'unknown' : 'counted',
    photoCount,
    sizeBytes,
    isMore: known.some(({ isMore }) => isMore),
    leftOutCount,
    screenshots,
  };
}
