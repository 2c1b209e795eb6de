import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventsOf, isSettled, summaryOf } from './house/events.ts';
import { openHoldingProxy, type HoldingProxy } from './house/holding-proxy.ts';
import { ACCOUNT, it as itInHouse, type House } from './house/house.ts';
import { checksumsBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';

/** Large enough to be held in the middle of being sent. */
const LARGE_BYTES = 1_000_000;

/** `it` with an agent that is signed in through a proxy, so that a test can act in the middle of sending. */
const it = itInHouse.extend<{ proxy: HoldingProxy }>({
  proxy: async ({ house }, use) => {
    await house.settle();
    const proxy = await openHoldingProxy(house.serverUrl);
    const env = { KEEPSAKE_PASSWORD: ACCOUNT.password };
    await house.keepsake(['login', proxy.url, '--email', ACCOUNT.email], { env });
    try {
      await use(proxy);
    } finally {
      proxy.close();
    }
  },
});

/** What an unmounted disk leaves: nothing, or its mount point, in which there may be a note. */
const LEFT_BEHIND = [
  ['nothing', async () => undefined],
  ['its mount point', async (path: string) => void (await mkdir(path))],
  ['its mount point with a note', (path: string) => writeFiles(path, { 'README.txt': 'mount here' })],
] as const;

const away = (house: House): string => join(house.folder, 'away');

describe('a disk that is taken out while its photos are sent', () => {
  for (const [what, leaveBehind] of LEFT_BEHIND) {
    it(`[E6][A11] and leaves ${what} stops the run, and none of its photos is gone`, async ({
      house,
      proxy,
    }) => {
      for (const seed of [1, 2, 3])
        await writeFiles(house.library, { [`${seed}.jpg`]: photo(seed, LARGE_BYTES) });
      const running = house.startKeepsake(['backup', house.library, '--json']);
      await proxy.untilHolding(3);
      await rename(house.library, away(house));
      await leaveBehind(house.library);
      proxy.release();

      const { exitCode, stdout } = await running.ended;
      expect(exitCode).toBe(8);
      expect(summaryOf(stdout)).toMatchObject({
        outcome: { code: 'library-unavailable', detail: `The folder ${house.library} is no longer there.` },
        statistics: { libraryCount: 3, waitingCount: 3, goneCount: 0 },
      });

      await rm(house.library, { recursive: true, force: true });
      await rename(away(house), house.library);
      expect((await house.keepsake(['backup'])).exitCode).toBe(0);
      expect(await house.api.total()).toBe(3);
    });
  }

  it('[E6] and was mounted in a folder of the library is told of once, and keeps no other from being sent', async ({
    house,
    proxy,
  }) => {
    const disk = join(house.library, 'Trips', 'Disk');
    await writeFiles(house.library, { 'Camera/stays.jpg': photo(1, LARGE_BYTES) });
    for (const seed of [11, 12, 13])
      await writeFiles(disk, { [`2001/${seed}.jpg`]: photo(seed, LARGE_BYTES) });
    const running = house.startKeepsake(['backup', house.library, '--jobs', '1']);
    await proxy.untilHolding(1);
    await rename(disk, away(house));
    await mkdir(disk);
    proxy.release();

    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(8);
    expect(stdout).toContain(
      `3 files that were not backed up are gone with the folder ${join(house.library, 'Trips')}. If its disk is not connected, connect it`,
    );
    expect(stdout).not.toContain('everything is backed up');
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);

    await rm(disk, { recursive: true });
    await rename(away(house), disk);
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(4);
  });
});

describe('a Live Photo that loses its motion part while it is sent', () => {
  for (const [what, lose] of [
    ['removed', (path: string) => rm(path)],
    ['renamed', (path: string) => rename(path, `${path}.MOV`)],
  ] as const) {
    it(`[D7][U2] because that is ${what} is sent again in the same run, as a plain still`, async ({
      house,
      proxy,
    }) => {
      const still = photo(1, LARGE_BYTES);
      await writeFiles(house.library, { 'live.HEIC': still, 'live.MOV': photo(2) });
      const running = house.startKeepsake(['backup', house.library, '--json']);
      await proxy.untilHolding(1);
      await lose(join(house.library, 'live.MOV'));
      proxy.release();

      const { exitCode, stdout } = await running.ended;
      expect(exitCode).toBe(0);
      expect(summaryOf(stdout).statistics).toMatchObject({ goneCount: 0, candidates: { backedUpCount: 1 } });
      expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toContain(sha1(still));
    });
  }
});

describe('a disk that is gone at the next run', () => {
  itInHouse('[E6] and leaves a note in its mount point is not taken for an empty one', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await house.keepsake(['backup', house.library]);
    await rename(house.library, away(house));
    await writeFiles(house.library, { 'README.txt': 'mount here' });

    for (const words of [[], ['--dry-run'], []]) {
      const { exitCode, stdout, stderr } = await house.keepsake(['backup', ...words]);
      expect({ words, exitCode }).toEqual({ words, exitCode: 8 });
      expect(stdout + stderr).toContain(`There is no photo or video in ${house.library}, where 3 were.`);
    }
    expect(summaryOf((await house.keepsake(['backup', '--json'])).stdout).statistics).toMatchObject({
      uploadedCount: 3,
      goneCount: 0,
    });
    expect((await house.keepsake(['backup', '--emptied'])).exitCode).toBe(0);
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);
  });

  itInHouse(
    '[E6] as one of several folders that never held a photo, is no reason to warn',
    async ({ house }) => {
      await house.settle();
      const notes = join(house.folder, 'notes');
      await writePhotos(house.library, 1);
      await writeFiles(notes, { 'a.txt': 'a', 'b.txt': 'b' });
      const words = ['backup', house.library, notes];
      expect((await house.keepsake(words)).exitCode).toBe(0);
      await rm(join(notes, 'a.txt'));
      expect((await house.keepsake(words)).exitCode).toBe(0);
    },
  );

  itInHouse(
    '[E6][A11] and was mounted in a folder is told of with what it had not sent yet',
    async ({ house }) => {
      await house.settle();
      const disk = join(house.library, 'Disk');
      await writePhotos(join(house.library, 'Camera'), 100);
      await writePhotos(join(disk, 'DCIM'), 2, 1_001);
      for (const name of ['IMG_1001.jpg', 'IMG_1002.jpg'])
        await utimes(join(disk, 'DCIM', name), new Date(0), new Date(0));
      const running = house.startKeepsake(['backup', house.library, '--json', '--jobs', '1']);
      await running.untilLine(isSettled(5));
      running.kill('SIGINT');
      expect((await running.ended).exitCode).toBe(130);
      await rename(disk, away(house));
      await mkdir(disk);

      // A dry run does not use the warning up, and a finished one does.
      const dry = await house.keepsake(['backup', '--dry-run']);
      expect(dry.exitCode).toBe(8);
      expect(dry.stderr).toContain(`2 files that were not backed up are gone with the folder ${disk}.`);
      const warned = await house.keepsake(['backup', '--json']);
      expect(warned.exitCode).toBe(8);
      expect(eventsOf(warned.stdout)).toContainEqual({ event: 'vanished', path: disk, goneCount: 2 });
      expect((await house.keepsake(['backup'])).exitCode).toBe(0);
    },
  );

  itInHouse('[A11] goes without a word when all of it was backed up', async ({ house }) => {
    await house.settle();
    await writePhotos(join(house.library, 'Camera'), 1);
    await writePhotos(join(house.library, 'Disk'), 2, 11);
    await house.keepsake(['backup', house.library]);
    await rm(join(house.library, 'Disk'), { recursive: true });
    const { exitCode, stdout } = await house.keepsake(['backup']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Backup complete: everything is backed up.');
  });
});
