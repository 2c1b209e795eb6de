import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventsOf, summaryOf, sumOfStates } from './house/events.ts';
import { it, type House } from './house/house.ts';
import { chooseEverything, settleUi, untilAnswer } from './house/ui.ts';
import { filesBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';
import { startWatching } from './house/watching.ts';

async function deleteOnServer(house: House, seed: number, isForGood: boolean): Promise<void> {
  const asset = await house.api.assetOf(sha1(photo(seed)));
  await house.api.call('DELETE', '/assets', { ids: [asset?.id], force: isForGood });
}

/** Changes a byte of what the server's disk holds of a photo. */
async function rot(house: House, seed: number): Promise<void> {
  for (const path of await filesBelow(join(house.dataFolder, 'originals'))) {
    if (path.toString().endsWith(`IMG_000${seed}.jpg`)) await writeFile(path, photo(seed + 100));
  }
}

async function backUp(house: House) {
  return summaryOf((await house.keepsake(['backup', house.library, '--json'])).stdout);
}

describe('keepsake verify', () => {
  it('[V1][E6] finds everything on the server, and what is not, and ends with numbers that add up', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 5);
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);

    const sound = await house.keepsake(['verify']);
    expect(sound.exitCode).toBe(0);
    expect(sound.stdout).toContain('Everything that is backed up is on the server.\n\n  5  compared\n');
    expect(sound.stdout).toContain('5  on the server, with the same checksum\n');

    await deleteOnServer(house, 1, false);
    await deleteOnServer(house, 2, true);
    const differing = await house.keepsake(['verify', '--json']);
    expect(differing.exitCode).toBe(3);
    const events = differing.stdout.split('\n').filter((line) => line.includes('"differs"'));
    expect(events.map((line) => (JSON.parse(line) as { id: string; kind: string }).id).sort()).toEqual([
      join(house.library, 'IMG_0001.jpg'),
      join(house.library, 'IMG_0002.jpg'),
    ]);
    expect(JSON.parse(differing.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      event: 'summary',
      exitCode: 3,
      checkedCount: 5,
      soundCount: 3,
      missingCount: 2,
      damagedCount: 0,
      unknownCount: 0,
    });
    // It is noted, so the next one speaks of the others.
    expect((await house.keepsake(['verify'])).stdout).toContain('  3  compared\n');

    // What failed, or waits, is nowhere to be compared; who reads only this must learn of it.
    await writeFiles(house.library, { 'empty.jpg': '' });
    expect((await house.keepsake(['backup'])).exitCode).toBe(3);
    await writeFiles(house.library, { 'late.jpg': photo(9) });
    await house.keepsake(['backup', '-n']);
    const partly = await house.keepsake(['verify']);
    expect(partly).toMatchObject({
      exitCode: 3,
      stdout: expect.stringMatching(
        /\nEverything that is backed up is on the server\.[^]*\n1 photo or video could not be backed up\. To see why: keepsake failed\n\n1 photo or video is not backed up yet\. To send it: keepsake backup\n$/,
      ) as string,
    });
  });

  it('[V1] has the server read its bytes again with --deep, and sends again what is damaged', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await house.keepsake(['backup', house.library]);
    await rot(house, 2);

    const deep = await house.keepsake(['verify', '--deep']);

    expect(deep.exitCode).toBe(3);
    expect(deep.stdout).toContain('1 photo or video is not on the server as it was sent.');
    expect(deep.stdout).toContain('2  on the server, which read every byte of them again\n');
    expect(deep.stdout).toContain('1  lost or damaged on the server\n');
    expect(deep.stdout).toMatch(/IMG_0002\.jpg: what the server keeps is damaged; the next backup sends it/);
    const again = await backUp(house);
    expect(again).toMatchObject({ exitCode: 0, statistics: { candidates: { backedUpCount: 3 } } });
    expect((await house.keepsake(['verify', '--deep'])).exitCode).toBe(0);
  });

  it('[V1][D6] remembers what was found damaged until the server has it again, and says then what became of it', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await house.keepsake(['backup', house.library]);
    await rot(house, 2);
    await house.keepsake(['verify', '--deep']);
    const file = join(house.library, 'IMG_0002.jpg');
    const said = async (...words: string[]) => (await house.keepsake(words)).stdout;

    const open =
      '1 photo or video was found lost or damaged on the server (last just now). The next backup sends it again.';
    expect(await said('status')).toContain(open);
    expect(await said('why', file)).toContain(
      'Found lost or damaged on the server just now; it is sent again.',
    );
    expect(JSON.parse(await said('why', file, '--json'))).toMatchObject({
      kind: 'waiting',
      finding: { what: 'damaged', undone: { how: 'uploaded' } },
    });
    // A verification of the others claims nothing of it.
    const others = await said('verify', '--deep');
    expect(others).toContain('2  compared');
    expect(others).toContain(open);

    const backup = await said('backup');
    expect(backup).toContain('1 photo or video sent');
    expect(backup).not.toContain('on the server already');
    const mended =
      '1 photo or video that was lost or damaged on the server is there again (confirmed just now).';
    expect(await said('status')).toContain(mended);
    expect(await said('why', file)).toContain(
      'Found lost or damaged on the server just now; there again, and confirmed, just now.',
    );
    expect(await said('verify', '--deep')).toContain('3  on the server, which read every byte of them again');
    expect(await said('status')).not.toContain('damaged');
    expect(await said('why', file)).toContain('there again, and confirmed');
  });

  it('[V1] of a library that was emptied calls nothing safe that is lost or damaged on the server', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 2);
    await backUp(house);
    for (const seed of [1, 2]) await rm(join(house.library, `IMG_000${seed}.jpg`));
    await house.keepsake(['backup', '--emptied']);
    await rot(house, 2);
    expect((await house.keepsake(['verify', '--deep'])).exitCode).toBe(3);

    const { stdout } = await house.keepsake(['status']);
    expect(stdout).toContain('The library is empty now.\n');
    expect(stdout).not.toContain('safe');
    expect(stdout).toContain(
      '1 photo or video is lost or damaged on the server and no longer in this library.',
    );
  });

  it('[V1][B7] what is found damaged is sent again by itself, whether the page found it or another process did', async ({
    house,
  }) => {
    await writePhotos(house.library, 3);
    const { ports } = await settleUi(house);
    await chooseEverything(ports);
    await ports.controller.changeSettings({ triggerDelayMs: 100 });
    expect(await ports.controller.start()).toMatchObject({ kind: 'completed' });
    const damage = async () => (await ports.controller.readStatus()).damage;

    await rot(house, 2);
    const { report } = await ports.controller.verify({ isDeep: true });
    expect(report).toMatchObject({ checkedCount: 3, damagedCount: 1 });
    await untilAnswer(damage, ({ openCount, mendedCount }) => openCount === 0 && mendedCount === 1);
    expect((await ports.controller.verify({ isDeep: true })).report).toMatchObject({ soundCount: 3 });

    await rot(house, 3);
    const found = await house.keepsake(['verify', '--deep']);
    expect(found.stdout).toContain('1  lost or damaged on the server\n');
    await untilAnswer(damage, ({ openCount, mendedCount }) => openCount === 0 && mendedCount === 1);
    expect((await ports.controller.verify({ isDeep: true })).report).toMatchObject({ soundCount: 3 });
  });

  it('[V1][B7] what is found damaged beside a watch is sent again by it', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    const watch = await startWatching(house);
    await watch.until('3 photos and videos backed up');
    await watch.until('Everything is backed up.');
    await rot(house, 2);
    expect((await house.keepsake(['verify', '--deep'])).exitCode).toBe(3);
    await watch.until('1 photo or video backed up');
    await watch.stop();
    expect((await house.keepsake(['verify', '--deep'])).stdout).toContain(
      '3  on the server, which read every byte of them again',
    );
  });

  it('[V1][E6] says that nothing is backed up yet, and why the server could not be asked', async ({
    house,
  }) => {
    const server = await house.settle();
    await writePhotos(house.library, 1);
    const words = ['verify', '--library', house.library];
    expect(await house.keepsake(words)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing is backed up yet') as string,
    });
    server.kill('SIGKILL');
    await server.ended;
    for (const more of [[], ['--deep']]) {
      expect((await house.keepsake([...words, ...more])).exitCode).toBe(6);
    }
  });
});

describe('what was deleted on the server', () => {
  it('[D10][E6] is told, is not sent again by itself, and fails no backup', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await backUp(house);
    await deleteOnServer(house, 1, true);
    await house.keepsake(['verify']);

    const { exitCode, stdout } = await house.keepsake(['backup']);

    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'everything is backed up, except 1 photo or video that was deleted on the server.',
    );
    expect(stdout).toContain('1  deleted on the server, and not sent again by themselves\n');
    expect(stdout).toContain(`Deleted on the server:\n  ${join(house.library, 'IMG_0001.jpg')}\n`);
    expect(stdout).toContain('keepsake upload-again --all');
    expect((await house.keepsake(['status'])).stdout).toContain('1  deleted on the server');
    const why = await house.keepsake(['why', join(house.library, 'IMG_0001.jpg')]);
    expect(why.stdout).toContain('Deleted on the server (noticed just now)');
    const events = eventsOf((await house.keepsake(['backup', '--json'])).stdout);
    expect(events.map(({ event }) => event)).toContain('deleted-on-server');
    const { statistics } = await backUp(house);
    expect(sumOfStates(statistics)).toBe(statistics.libraryCount);
    expect(await house.api.total()).toBe(2);
  });

  it('[D10] is sent again when it is asked for, one file or all', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await backUp(house);
    for (const seed of [1, 2, 3]) await deleteOnServer(house, seed, true);
    await house.keepsake(['verify']);

    const one = await house.keepsake(['upload-again', join(house.library, 'IMG_0002.jpg')]);
    expect(one).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Sending 1 photo') as string });
    expect(await house.api.total()).toBe(1);
    const all = await house.keepsake(['upload-again', '--all']);
    expect(all.stdout).toContain('Sending 2 photos and videos of');
    expect(await house.api.total()).toBe(3);
    const none = await house.keepsake(['upload-again', '--all']);
    expect(none).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('nothing to send') as string });
    expect((await house.keepsake(['upload-again'])).exitCode).toBe(2);
  });
});

describe('a cut-off date', () => {
  it('[A12][A13] leaves older photos out until it is lifted, and says so everywhere', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'old.jpg': photo(1), 'new.jpg': photo(2) });
    const old = new Date(2009, 4, 6);
    await utimes(join(house.library, 'old.jpg'), old, old);

    const words = ['backup', house.library, '--since', '2020-01-01'];
    const { exitCode, stdout } = await house.keepsake(words);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1  older than the date from which you back up\n');
    expect(stdout).toContain('Only what is of 2020-01-01 or later is backed up');
    const why = (await house.keepsake(['why', join(house.library, 'old.jpg')])).stdout;
    expect(why).toContain('Left alone, because it is older than the date from which you back up.');
    expect(why).toContain('It is of 2009-05-06; only what is of 2020-01-01 or later is backed up.');
    expect((await house.keepsake(['status'])).stdout).toContain('keepsake backup --since all');
    expect((await house.keepsake([...words, '--dry-run'])).exitCode).toBe(2);

    // It is remembered, and lifted.
    expect((await backUp(house)).statistics).toMatchObject({ ignoredCount: 1, uploadedCount: 1 });
    const all = await house.keepsake(['backup', '--since', 'all']);
    expect(all.stdout).toContain('2 of 2 backed up');
  });
});
