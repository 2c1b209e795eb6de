import type { LocalLibraryAccess } from '@keepsake/protocol/local';
import { folderNameOf } from './look.ts';

/** Which of these folders are there now. */
export async function presenceOf(paths: readonly string[]): Promise<LocalLibraryAccess> {
  const folders = await Promise.all(
    paths.map(async (path) => ({ path, isThere: (await folderNameOf(path)) !== undefined })),
  );
  return { kind: 'folders', folders };
}
