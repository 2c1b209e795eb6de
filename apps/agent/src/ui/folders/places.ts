import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { folderNameOf, subfoldersOf } from './look.ts';
import { mountedDisks } from './mounted-disks.ts';

/** Where people keep photos on this computer. */
export interface Places {
  list(): Promise<readonly { readonly path: string; readonly name: string }[]>;
  /** The folder that the system means for pictures; undefined: it is not there. */
  findPictures(): Promise<string | undefined>;
}

/** The places of a platform that are there. */
export function placesOn(platform: NodeJS.Platform): Places {
  return {
    async list() {
      const home = homedir();
      const candidates = [home, ...(await ownFolders(home, platform)), ...(await disks(platform))];
      const places: { path: string; name: string }[] = [];
      for (const path of new Set(candidates)) {
        const name = await folderNameOf(path);
        if (name !== undefined) places.push({ path, name });
      }
      return places;
    },
    async findPictures() {
      const home = homedir();
      const named = platform === 'linux' ? await userFolders(home, 'PICTURES') : [];
      for (const path of [...named, join(home, 'Pictures')])
        if ((await folderNameOf(path)) !== undefined) return path;
      return undefined;
    },
  };
}

async function ownFolders(home: string, platform: NodeJS.Platform): Promise<readonly string[]> {
  const usual = ['Pictures', 'Photos', platform === 'darwin' ? 'Movies' : 'Videos'].map((name) =>
    join(home, name),
  );
  return platform === 'linux' ? [...(await userFolders(home, 'PICTURES|VIDEOS')), ...usual] : usual;
}

/** As the desktop calls them in the person's language. */
async function userFolders(home: string, kinds: 'PICTURES' | 'PICTURES|VIDEOS'): Promise<readonly string[]> {
  const text = await readFile(join(home, '.config', 'user-dirs.dirs'), 'utf8').catch(() => '');
  const folders = text.matchAll(new RegExp(`^XDG_(?:${kinds})_DIR="(\\$HOME)?(/[^"\\n]*)"`, 'gm'));
  return [...folders]
    .map(([, fromHome, path = '']) => (fromHome === undefined ? path : join(home, path)))
    .filter((path) => path !== join(home, '/'));
}

async function disks(platform: NodeJS.Platform): Promise<readonly string[]> {
  switch (platform) {
    case 'darwin':
      return subfoldersOf('/Volumes');
    case 'win32':
      return Array.from('CDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`);
    default:
      return mountedDisks(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  }
}
