import { MAX_PER_REQUEST } from '@keepsake/protocol';
import { sizeOfDownload, type Download } from './downloads.ts';

/** What goes into one archive. */
export interface PlannedArchive {
  readonly size: number;
  readonly assetIds: readonly string[];
}

/**
 * Cuts a download into archives of at most this many bytes, and of no more ids than one request may name; an asset that is
 * larger by itself gets its own.
 */
export function planArchives(downloads: readonly Download[], maxBytes: number): readonly PlannedArchive[] {
  const archives: { size: number; assetIds: string[] }[] = [];
  for (const download of downloads) {
    const { original, motion } = download;
    const sizeBytes = sizeOfDownload(download);
    const ids = motion === undefined ? [original.id] : [original.id, motion.id];
    const last = archives.at(-1);
    const isTooMuch = (sum: { size: number; assetIds: string[] }): boolean =>
      sum.size + sizeBytes > maxBytes || sum.assetIds.length + ids.length > MAX_PER_REQUEST;
    if (last === undefined || isTooMuch(last)) archives.push({ size: sizeBytes, assetIds: ids });
    else {
      last.size += sizeBytes;
      last.assetIds.push(...ids);
    }
  }
  return archives;
}
