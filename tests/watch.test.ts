import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { isSettled, sumOfStates, type Summary } from './house/events.ts';
import { openHoldingProxy } from './house/holding-proxy.ts';
import { ACCOUNT, it, type House } from './house/house.ts';
import { checksumsBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';
import { openUi, untilValue } from './house/ui.ts';
import { startWatching } from './house/watching.ts';

const FINE = 'Everything is backed up.';
/** A second for the watch, and as much again for a busy machine. */
const SOON_MS = 2_000;

const pass = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

async function kept(house: House): Promise<readonly string[]> {
  return checksumsBelow(join(house.dataFolder, 'originals'));
}

/** Signs in through a proxy that holds large uploads in their middle. */
async function settleBehindProxy(house: House) {
  await house.settle();
  const proxy = await openHoldingProxy(house.serverUrl);
  const env = { KEEPSAKE_PASSWORD: ACCOUNT.password };
  await house.keepsake(['login', proxy.url, '--email', ACCOUNT.email], { env });
  return proxy;
}

describe('keepsake watch', () => {
  it('[B7][B3] backs up what appears in new and old folders, and ends with 0 when it is stopped', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    const watch = await startWatching(house);
    await watch.until(`Watching ${house.library}`);
    await watch.until('3 photos and videos backed up');
    await watch.until(FINE);
    await writePhotos(join(house.library, 'New', 'Deep'), 2, 10);
    await watch.until('Something changed');
    await watch.until('2 photos and videos backed up');
    await writeFile(join(house.library, 'New', 'note.txt'), 'no photo');
    await watch.until('Nothing new.');

    const { exitCode, stdout, stderr } = await watch.stop('SIGINT');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/Stopped\.\n$/);
    // For a log: nothing that moves a cursor.
    expect(stdout).not.toContain('\u001b');
    expect(await house.api.total()).toBe(5);
  });

  it('[B7][E6] tells programs the same, an object a line', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 2);
    const watch = await startWatching(house, [house.library, '--json']);
    await watch.until('"summary"');
    await writePhotos(house.library, 1, 9);
    await watch.until('"summary"');
    const { exitCode, stdout } = await watch.stop();
    expect(exitCode).toBe(0);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Summary & { event: string; folders?: string[] });
    const names = [...new Set(events.map(({ event }) => event))];
    expect(names).toEqual(expect.arrayContaining(['watching', 'changed', 'progress', 'summary', 'stopped']));
    expect(events[0]?.folders).toEqual([house.library]);
    const summaries = events.filter(({ event }) => event === 'summary');
    expect(summaries.map(({ progress }) => progress?.uploadedCount)).toEqual([2, 1]);
    expect(sumOfStates(summaries[1]!.statistics)).toBe(3);
  });

  it('[B7][D7] sends a file that is still being written once, when it is whole', async ({ house }) => {
    await house.settle();
    const watch = await startWatching(house);
    await watch.until('There is nothing to back up yet.');
    const pieces = Array.from({ length: 30 }, (_, index) => photo(index + 1, 5_000));
    const file = join(house.library, 'long.jpg');
    for (const piece of pieces) {
      await appendFile(file, piece);
      await pass(40);
    }
    await watch.until('1 photo or video backed up');
    await pass(500);
    await watch.stop();
    expect(await kept(house)).toEqual([sha1(Buffer.concat(pieces))]);
  });

  it('[B7] leaves alone what was left out on a screen', async ({ house }) => {
    await house.settle();
    const usb = join(house.folder, 'usb');
    await writePhotos(house.library, 1);
    await writePhotos(usb, 1, 10);
    await house.keepsake(['backup', house.library, usb]);
    const watch = await startWatching(house, []);
    await watch.until(FINE);
    const ui = await openUi(house);
    const { device } = ui.connect();
    await untilValue(device.access, ({ kind }) => kind === 'folders');
    await device.chooseFolders([house.library]);
    ui.process.kill('SIGTERM');
    await watch.until(`No longer watching ${house.library}, ${usb}`);
    await writePhotos(usb, 1, 20);
    await writePhotos(house.library, 1, 30);
    await watch.until('1 photo or video backed up');
    await watch.stop();
    expect(await house.api.assetOf(sha1(photo(30)))).toBeDefined();
    expect(await house.api.assetOf(sha1(photo(20)))).toBeUndefined();
  });

  it('[B7][U7] stops within a second in the middle of an upload, and goes on from there', async ({
    house,
  }) => {
    const proxy = await settleBehindProxy(house);
    await writeFiles(house.library, { 'large.jpg': photo(1, 1_000_000), 'small.jpg': photo(2) });
    const watch = await startWatching(house);
    await proxy.untilHolding(1);
    const askedAt = performance.now();
    const { exitCode } = await watch.stop();
    expect(performance.now() - askedAt).toBeLessThan(SOON_MS);
    expect(exitCode).toBe(0);
    expect(await house.api.assetOf(sha1(photo(1, 1_000_000)))).toBeUndefined();
    proxy.release();

    const again = await startWatching(house);
    await again.until(FINE);
    await again.stop();
    expect(await house.api.total()).toBe(2);
    proxy.close();
  });

  it('[B7][U7] killed in the middle loses nothing, and the next one sends only the rest', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 200);
    await house.keepsake(['settings', '--library', house.library, '--jobs', '1']);
    const watch = await startWatching(house, [house.library, '--json']);
    await watch.process.untilLine(isSettled(10));
    await watch.stop('SIGKILL');
    const sentBefore = (await kept(house)).length;
    expect(sentBefore).toBeLessThan(200);

    const again = await startWatching(house, [house.library, '--json']);
    const summary = JSON.parse(await again.until('"summary"')) as Summary;
    await again.stop();
    expect(summary.statistics.candidates).toMatchObject({ totalCount: 200, backedUpCount: 200 });
    expect(summary.progress?.uploadedCount).toBeLessThanOrEqual(200 - sentBefore + 1);
    expect(await house.api.total()).toBe(200);
    expect(new Set(await kept(house)).size).toBe(200);
  });

  it('[B7] a second one says that the first is watching, and ends', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 1);
    const watch = await startWatching(house);
    await watch.until(FINE);
    const second = await house.keepsake(['watch']);
    expect(second.exitCode).toBe(7);
    expect(second.stderr).toContain('Keepsake is watching already');
    // The system takes the lock back, however the first one ends.
    await watch.stop('SIGKILL');
    const third = await startWatching(house);
    await third.until(FINE);
    expect((await third.stop()).exitCode).toBe(0);
  });

  it('[B7][B2] gives way to a backup by hand, and catches up after it', async ({ house }) => {
    const proxy = await settleBehindProxy(house);
    await writeFiles(house.library, { 'large.jpg': photo(1, 1_000_000) });
    const watch = await startWatching(house);
    await proxy.untilHolding(1);
    const backup = house.startKeepsake(['backup', house.library]);
    await watch.until('Another Keepsake is at work on this library. This one goes on after it.');
    // What comes now is for whoever runs next.
    await writeFiles(house.library, { 'later.jpg': photo(2) });
    proxy.release();
    expect((await backup.ended).exitCode).toBe(0);
    await watch.until(FINE);
    await watch.stop();
    expect(await house.api.total()).toBe(2);
    proxy.close();
  });

  it('[B7] takes along a library that is backed up for the first time meanwhile, each with its own', async ({
    house,
  }) => {
    await house.settle();
    const other = join(house.folder, 'Other');
    await writePhotos(house.library, 1);
    await writePhotos(other, 1, 50);
    expect((await house.keepsake(['watch'])).stderr).toContain('Say which folder to back up');
    await house.keepsake(['backup', house.library]);
    const watch = await startWatching(house, []);
    await watch.until(FINE);
    await house.keepsake(['backup', other]);
    await house.keepsake(['settings', '--library', other, '--delay', '0.2']);
    await watch.until(`Watching ${other}`);
    await watch.until(`${other}: ${FINE}`);
    await writePhotos(other, 1, 60);
    await watch.until(`${other}: 1 photo or video backed up`);
    await writePhotos(house.library, 1, 70);
    await watch.until(`${house.library}: 1 photo or video backed up`);
    await watch.stop();
    expect(await house.api.total()).toBe(4);
  });

  it('[B7][A2][A7] keeps to the choice of albums, also to one that is made while it watches', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'Camera/a.jpg': photo(1), 'Private/b.jpg': photo(2) });
    await house.keepsake(['backup', house.library, '--exclude', 'Private']);
    const watch = await startWatching(house);
    await watch.until(FINE);
    await writeFiles(house.library, { 'Private/c.jpg': photo(3) });
    await watch.until('Nothing new.');
    expect(await house.api.total()).toBe(1);
    await house.keepsake(['backup', '--exclude', 'Camera']);
    await writeFiles(house.library, { 'Camera/d.jpg': photo(4), 'Private/e.jpg': photo(5) });
    await watch.until('backed up');
    await pass(500);
    await watch.stop();
    expect(await kept(house)).toEqual([1, 2, 3, 5].map((seed) => sha1(photo(seed))).sort());
  });

  it('[B7][A11] waits for a disk that is taken out, and goes on when it is back', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 2);
    const watch = await startWatching(house);
    await watch.until(FINE);
    const away = join(house.folder, 'away');
    await rename(house.library, away);
    await watch.until(`The folder ${house.library} does not exist.`);
    await rename(away, house.library);
    await watch.until(FINE);
    await writePhotos(house.library, 1, 9);
    await watch.until('1 photo or video backed up');

    // The mount point stays, and is no emptied library.
    await rename(house.library, away);
    await mkdir(house.library);
    await watch.until('If its disk is not connected, connect it');
    await rename(house.library, join(house.folder, 'mount point'));
    await rename(away, house.library);
    await watch.until(FINE);
    const { exitCode } = await watch.stop();
    expect(exitCode).toBe(0);
    expect(await house.api.total()).toBe(3);
  });
});
