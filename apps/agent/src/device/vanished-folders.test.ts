import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@keepsake/engine';
import { findVanishedFolders } from './vanished-folders.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepsake-vanished-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), path);
}

/** The folders that vanished with these files, with their counts; paths are those below the root. */
async function vanishedWith(...paths: string[]): Promise<Record<string, number>> {
  async function* goneIds(): AsyncGenerator<AssetId> {
    for (const path of paths) yield join(root, path) as AssetId;
  }
  const folders = await findVanishedFolders(goneIds(), [root]);
  return Object.fromEntries(folders.map(({ path, goneCount }) => [path.slice(root.length + 1), goneCount]));
}

describe('folders that vanished', () => {
  it('[E6] are named by the outermost in which no photo is left, whether they are there or not', async () => {
    await put('stays/a.jpg');
    await mkdir(join(root, 'stays/disk'));
    expect(await vanishedWith('stays/disk/x/1.jpg', 'stays/disk/x/2.jpg', 'stays/disk/3.jpg')).toEqual({
      'stays/disk': 3,
    });
    expect(await vanishedWith('trips/rome/1.jpg', 'trips/2.jpg', 'home/3.jpg')).toEqual({
      trips: 2,
      home: 1,
    });
  });

  it('[E6] may hold notes, hidden files and empty folders', async () => {
    await put('a.jpg');
    for (const path of ['disk/README.txt', 'disk/.hidden.jpg', 'disk/deep/Thumbs.db']) await put(path);
    expect(await vanishedWith('disk/1.jpg')).toEqual({ disk: 1 });
  });

  it('[A11] are not those of which any photo or video is left, however deep', async () => {
    await put('kept/deep/er/clip.MOV');
    expect(await vanishedWith('kept/1.jpg', '2.jpg')).toEqual({});
  });

  it('[E6] end at the root, and no other library has any', async () => {
    expect(await vanishedWith('1.jpg', 'disk/2.jpg')).toEqual({ '': 2 });
    expect(await vanishedWith('../elsewhere/1.jpg')).toEqual({});
  });
});
