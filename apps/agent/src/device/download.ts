import { throwIfCancelled, type CancelSignal, type OpenObserver } from '@keepsake/engine';
import type { OpenedFile } from './opened-file.ts';

/**
 * Has the system fetch the content of files that are in a cloud alone (I3): reading is what makes it. Afterwards they are
 * on the disk, for hashing and for sending. Error: `download-failed`.
 */
export async function download(
  files: readonly OpenedFile[],
  observer: OpenObserver,
  signal: CancelSignal,
): Promise<void> {
  let bytesDownloaded = 0;
  for (const { facts, part } of files) {
    if (!facts.isInCloud) continue;
    for await (const chunk of part.read()) {
      throwIfCancelled(signal);
      bytesDownloaded += chunk.byteLength;
      observer.onDownloaded(bytesDownloaded);
    }
  }
}
