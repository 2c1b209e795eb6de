import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, parse, resolve } from 'node:path';
import { BackupError } from '@keepsake/engine';
import type { LocalFolderListing } from '@keepsake/protocol/local';
import { osPathOf, textOfLatin1 } from '../../device/file-name-codec.ts';
import { compareText, pathIn } from '../../device/folder-reader.ts';
import { isIgnoredName } from '../../device/ignored-names.ts';
import { folderError } from '../../device/library-errors.ts';
import type { Places } from './places.ts';
import { isSystemFolder } from './system-folders.ts';

/** What a chooser shows at once; whoever has more in one folder sees the first ones. */
const MOST = 2_000;

/** The folders in a folder; undefined: the places where people keep photos. Errors: `library-…`. */
export async function listFolders(path: string | undefined, places: Places): Promise<LocalFolderListing> {
  if (path === undefined) {
    const [folders, picturesPath] = await Promise.all([places.list(), places.findPictures()]);
    return { path: '', parentPath: undefined, folders, picturesPath };
  }
  if (!isAbsolute(path)) throw new BackupError('library-unavailable', 'The path of a folder is not whole.');
  const folder = resolve(path);
  const names = await readNames(folder);
  const folders = names
    .sort(compareText)
    .map((name) => ({ path: pathIn(folder, name), name }))
    .filter((each) => !isSystemFolder(each.path))
    .slice(0, MOST);
  const parentPath = folder === parse(folder).root ? undefined : dirname(folder);
  return { path: folder, parentPath, folders };
}

async function readNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for (const entry of await readdir(osPathOf(folder), { withFileTypes: true, encoding: 'latin1' })) {
      const name = textOfLatin1(entry.name);
      if (entry.isDirectory() && !isIgnoredName(name)) names.push(name);
    }
  } catch (error) {
    throw folderError(folder, error);
  }
  return names;
}
