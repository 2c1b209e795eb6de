import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { folderNameOf, subfoldersOf } from './look.ts';

/** Where people keep photos on this computer. */
export interface Places {
  list(): Promise<readonly { readonly path: string; readonly name: string }[]>;
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
  };
}

async function ownFolders(home: string, platform: NodeJS.Platform): Promise<readonly string[]> {
  const usual = ['Pictures', 'Photos', platform === 'darwin' ? 'Movies' : 'Videos'].map((name) =>
    join(home, name),
  );
  return platform === 'linux' ? [...(await userFolders(home)), ...usual] : usual;
}

/** As the desktop calls them in the person's language. */
async function userFolders(home: string): Promise<readonly string[]> {
  const text = await readFile(join(home, '.config', 'user-dirs.dirs'), 'utf8').catch(() => '');
  const folders = text.matchAll(/^XDG_(?:PICTURES|VIDEOS)_DIR="(\$HOME)?(\/[^"\n]*)"/gm);
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
    default: {
      const { username } = userInfo();
      const parents = [`/media/${username}`, `/run/media/${username}`, '/mnt'];
      return (await Promise.all(parents.map(subfoldersOf))).flat();
    }
  }
}
