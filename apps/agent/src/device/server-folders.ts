import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FolderContents } from './folder-reader.ts';

/** What the data folder of a Keepsake server holds, always. */
const DATABASE = 'keepsake.sqlite';
const ORIGINALS = 'originals';

/** Whether a folder of this content is a Keepsake server's data folder: what it keeps are copies, and no photos of their own. */
export function isServerFolder({ files, folders }: Pick<FolderContents, 'files' | 'folders'>): boolean {
  return files.some(({ name }) => name === DATABASE) && folders.some(({ name }) => name === ORIGINALS);
}

/** The data folder of a Keepsake server that a folder is, or lies in; undefined: none, or the folder is not there. */
export async function serverFolderAround(folder: string): Promise<string | undefined> {
  let path = await realpath(folder).catch(() => undefined);
  while (path !== undefined) {
    if ((await isFile(join(path, DATABASE))) && (await isFolder(join(path, ORIGINALS)))) return path;
    path = dirname(path) === path ? undefined : dirname(path);
  }
  return undefined;
}

/** What there is to say of one that was left out; a whole sentence. */
export function leftOutSentence(path: string): string {
  return `${path} is left out: a Keepsake server keeps its copies there.`;
}

const isFile = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
