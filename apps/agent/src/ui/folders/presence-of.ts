import type { LocalLibraryAccess } from '@keepsake/protocol/local';
import { folderNameOf } from './look.ts';

/** Which of these folders are there now, beside others that are not looked at. */
export async function presenceOf(
  paths: readonly string[],
  others: readonly string[],
): Promise<LocalLibraryAccess> {
  const folders = await Promise.all(
    paths.map(async (path) => ({ path, isThere: (await folderNameOf(path)) !== undefined })),
  );
  return { kind: 'folders', folders, ...(others.length > 0 && { others }) };
}
