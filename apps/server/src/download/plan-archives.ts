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
export async function* planArchives(
  pages: AsyncIterable<readonly Download[]>,
  maxBytes: number,
): AsyncGenerator<PlannedArchive> {
  let size = 0;
  let assetIds: string[] = [];
  for await (const page of pages)
    for (const download of page) {
      const { original, motion } = download;
      const sizeBytes = sizeOfDownload(download);
      const ids = motion === undefined ? [original.id] : [original.id, motion.id];
      const isTooMuch = size + sizeBytes > maxBytes || assetIds.length + ids.length > MAX_PER_REQUEST;
      if (isTooMuch && assetIds.length > 0) {
        yield { size, assetIds };
        size = 0;
        assetIds = [];
      }
      size += sizeBytes;
      assetIds.push(...ids);
    }
  if (assetIds.length > 0) yield { size, assetIds };
}
