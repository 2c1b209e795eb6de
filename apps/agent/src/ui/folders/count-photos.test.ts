import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CancelSource } from '@keepsake/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countPhotos } from './count-photos.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepsake-count-'));
});
afterEach(() => rm(folder, { recursive: true }));

const still = { now: () => 0 };
const write = async (path: string, sizeBytes = 10): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), Buffer.alloc(sizeBytes));
};
const count = (path = folder, clock = still) => countPhotos(path, clock, new CancelSource());

describe('counting what lies in a folder', () => {
  it('goes through all within it, takes a Live Photo for one, and leaves out what is no photo', async () => {
    for (const path of ['a.jpg', 'Trip/b.jpg', 'Trip/Day 2/c.mp4', 'Trip/IMG_1.HEIC', 'Trip/IMG_1.MOV'])
      await write(path);
    for (const path of ['notes.txt', '.hidden/x.jpg', 'Trip/@eaDir/x.jpg', 'Trip/a.xmp']) await write(path);
    await symlink(folder, join(folder, 'again'));
    expect(await count()).toEqual({ photoCount: 4, sizeBytes: 50, isMore: false, screenshots: [] });
  });

  it('tells of folders of screenshots by their names, wherever they lie', async () => {
    for (const path of ['Screenshots/a.png', 'Phone/Screenshots/old/b.png', 'Bildschirmfotos/c.png', 'd.png'])
      await write(path);
    await mkdir(join(folder, 'screen shots'));
    const { photoCount, screenshots } = await count();
    expect(photoCount).toBe(4);
    expect([...screenshots].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'Bildschirmfotos', photoCount: 1, sizeBytes: 10 },
      { name: 'Screenshots', photoCount: 2, sizeBytes: 20 },
    ]);
    // What was chosen as a whole is not to be left out.
    expect((await count(join(folder, 'Screenshots'))).screenshots).toEqual([]);
  });

  it('stops at ten thousand, or when it takes too long, and says so', async () => {
    await mkdir(join(folder, 'many', 'deeper'), { recursive: true });
    const names = Array.from({ length: 10_001 }, (_, index) => join(folder, 'many', `${index}.jpg`));
    await Promise.all(names.map((name) => writeFile(name, '')));
    const { photoCount, isMore } = await count();
    expect([photoCount >= 10_000, isMore]).toEqual([true, true]);
    let nowMs = 0;
    const slow = { now: () => (nowMs += 3_000) };
    expect(await count(folder, slow)).toMatchObject({ photoCount: 0, isMore: true });
  });

  it('counts what may be left out by no other measure than all of it', async () => {
    await mkdir(join(folder, 'Screenshots'), { recursive: true });
    const names = Array.from({ length: 10_500 }, (_, index) => join(folder, 'Screenshots', `s${index}.png`));
    await Promise.all(names.map((name) => writeFile(name, '')));
    const { photoCount, screenshots } = await count();
    const leftOut = screenshots.reduce((sum, each) => sum + each.photoCount, 0);
    expect(leftOut).toBeGreaterThanOrEqual(10_500);
    expect(photoCount).toBeGreaterThanOrEqual(leftOut);
  });

  it('of a folder that is not there fails, and ends when nobody waits', async () => {
    await expect(count(join(folder, 'gone'))).rejects.toMatchObject({ code: 'library-unavailable' });
    await expect(count('Pictures')).rejects.toMatchObject({ code: 'library-unavailable' });
    const gone = new CancelSource();
    gone.cancel();
    await expect(countPhotos(folder, still, gone)).rejects.toBe(gone.reason);
  });
});
