import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, parse, resolve } from 'node:path';
import { BackupError } from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import type { LocalFolderListing } from '@keepsake/protocol/local';
import { osPathOf, textOfLatin1 } from '../../device/file-name-codec.ts';
import { compareText, pathIn } from '../../device/folder-reader.ts';
import { isIgnoredName } from '../../device/ignored-names.ts';
import { folderError } from '../../device/library-errors.ts';
import type { Places } from './places.ts';

/** Folders of the system, in which nobody keeps photos. */
const SYSTEM = new Set(
  [
    'bin',
    'boot',
    'dev',
    'etc',
    'lib',
    'lib32',
    'lib64',
    'libx32',
    'lost+found',
    'proc',
    'run',
    'sbin',
    'sys',
    'tmp',
    'usr',
    'var',
  ]
    .map((name) => `/${name}`)
    .concat(['/System', '/Library', '/Applications', '/private', '/cores']),
);
const WINDOWS_SYSTEM = /^[A-Z]:\\(?:Windows|Program Files.*|ProgramData|Recovery|PerfLogs)$/i;

/** What a chooser shows at once; whoever has more in one folder sees the first ones. */
const MOST = 2_000;

/** The folders in a folder; undefined: the places where people keep photos. Errors: `library-…`. */
export async function listFolders(path: string | undefined, places: Places): Promise<LocalFolderListing> {
  if (path === undefined) {
    return { path: '', parentPath: undefined, folders: await places.list(), photoCount: 0 };
  }
  if (!isAbsolute(path)) throw new BackupError('library-unavailable', 'The path of a folder is not whole.');
  const folder = resolve(path);
  const { names, photoCount } = await readNames(folder);
  const folders = names
    .sort(compareText)
    .map((name) => ({ path: pathIn(folder, name), name }))
    .filter((each) => !SYSTEM.has(each.path) && !WINDOWS_SYSTEM.test(each.path))
    .slice(0, MOST);
  const parentPath = folder === parse(folder).root ? undefined : dirname(folder);
  return { path: folder, parentPath, folders, photoCount };
}

async function readNames(folder: string): Promise<{ names: string[]; photoCount: number }> {
  const names: string[] = [];
  let photoCount = 0;
  try {
    for (const entry of await readdir(osPathOf(folder), { withFileTypes: true, encoding: 'latin1' })) {
      const name = textOfLatin1(entry.name);
      if (isIgnoredName(name)) continue;
      if (entry.isDirectory()) names.push(name);
      else if (entry.isFile() && mediaTypeOf(name) !== undefined) photoCount += 1;
    }
  } catch (error) {
    throw folderError(folder, error);
  }
  return { names, photoCount };
}
