import { createArchiveNames } from './archive-names.ts';
import type { Download } from './downloads.ts';
import type { ToldFile } from './open-original.ts';

/** A file on its way into an archive. */
export interface ArchiveFile extends ToldFile {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly isDamaged: boolean;
}

/** Every file of these downloads, under the name that it has in the archive. */
export function archiveFiles(downloads: readonly Download[]): readonly ArchiveFile[] {
  const namesFor = createArchiveNames();
  return downloads.flatMap(({ original, motion, sidecar }) => {
    const parts = [
      { ...original, ending: '' },
      ...(motion === undefined ? [] : [{ ...motion, ending: '' }]),
      // It names the photo that it is about by its own name.
      ...(sidecar === undefined ? [] : [{ ...original, ...sidecar, isDamaged: false, ending: '.xmp' }]),
    ];
    const names = namesFor(parts);
    return parts.map(({ path, sizeBytes, modifiedAt, isDamaged }, index) => ({
      path,
      sizeBytes,
      modifiedAt: new Date(modifiedAt),
      name: names[index] ?? '',
      isDamaged,
    }));
  });
}
