import { readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import type { RestoreReport } from '@keepsake/engine';
import { it, type House } from './house/house.ts';
import { AGENT_MAIN } from './house/programs.ts';
import { checksumsBelow, filesBelow, photo, sha1, writeFiles } from './house/photos.ts';
import { openScriptedServer } from './house/scripted-server.ts';

const homeOf = (house: House): string => join(house.folder, 'home');

type Summary = RestoreReport & {
  readonly exitCode: number;
  readonly renamedCount: number;
  readonly renamed: readonly { readonly was: string; readonly now: string }[];
};

async function restore(house: House, ...words: string[]): Promise<Summary> {
  const ended = await house.keepsake(['restore', homeOf(house), '--json', ...words]);
  const summary = JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Summary;
  expect(summary.exitCode).toBe(ended.exitCode);
  const { wantedCount, restoredCount, thereCount, goneCount, failedCount } = summary;
  expect(restoredCount + thereCount + goneCount + failedCount).toBe(wantedCount);
  return summary;
}

/** Paths below the folder of the restore, sorted; hidden ones included. */
async function pathsIn(house: House): Promise<readonly string[]> {
  const folder = `${homeOf(house)}/`;
  return (await filesBelow(homeOf(house))).map((path) => path.toString().replace(folder, '')).sort();
}

/** Sends a photo as a client does that names it as it likes. */
async function upload(house: House, fileName: string, seed: number): Promise<string> {
  const { accessToken } = await house.api.call<{ accessToken: string }>('POST', '/auth/login', {
    email: 'ada@example.org',
    password: 'correct horse',
  });
  const form = new FormData();
  const at = '2021-03-04T05:06:07.000Z';
  const fields = { deviceAssetId: `${seed}`, deviceId: 'test', fileCreatedAt: at, fileModifiedAt: at };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('assetData', new Blob([Buffer.from(photo(seed))]), 'x.jpg');
  form.set('filename', fileName);
  const answer = await fetch(`${house.serverUrl}/api/assets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    body: form,
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

describe('keepsake restore', () => {
  it('[V3] brings a library home, byte for byte, with its times and album folders', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, {
      'loose.jpg': photo(1),
      'Rome/IMG_1.HEIC': photo(2),
      'Rome/IMG_1.MOV': photo(3, 3_000),
      'Rome/forum.jpg': photo(4),
      'Sea/forum.jpg': photo(5, 50_000),
      '50%2F50 ✓/clip.mp4': photo(6, 9_000_000),
    });
    const taken = new Date('2019-07-14T09:30:15.250Z');
    for (const path of ['loose.jpg', 'Rome/IMG_1.HEIC', 'Rome/IMG_1.MOV'])
      await utimes(join(house.library, path), taken, taken);
    const moon = new Date('1969-07-20T20:17:40.500Z');
    await utimes(join(house.library, '50%2F50 ✓/clip.mp4'), moon, moon);
    await house.keepsake(['backup', house.library, '--sync-albums']);
    const both = await house.api.assetOf(sha1(photo(5, 50_000)));
    await house.api.call('POST', `/albums/${encodeURIComponent('Rome')}/assets`, { assetIds: [both?.id] });

    const first = await house.keepsake(['restore', homeOf(house)]);

    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toContain(
      `Everything is in ${homeOf(house)}.\n\n  5  photos and videos on the server`,
    );
    expect(first.stdout).toContain('5  restored (6 files received, 9.1 MB; 1 file in further albums)\n');
    const suffix = / \(\w{8}\)/.exec((await pathsIn(house)).join())?.[0] ?? '';
    expect(await pathsIn(house)).toEqual(
      [
        '2019/07/loose.jpg',
        '50%2F50 ✓/clip.mp4',
        'Rome/IMG_1.HEIC',
        'Rome/IMG_1.MOV',
        'Rome/forum.jpg',
        `Rome/forum${suffix}.jpg`,
        'Sea/forum.jpg',
      ].sort(),
    );
    const library = await checksumsBelow(house.library);
    expect([...new Set(await checksumsBelow(homeOf(house)))].sort()).toEqual(library);
    for (const path of ['2019/07/loose.jpg', 'Rome/IMG_1.HEIC', 'Rome/IMG_1.MOV'])
      expect((await stat(join(homeOf(house), path))).mtimeMs).toBe(taken.getTime());
    expect((await stat(join(homeOf(house), '50%2F50 ✓/clip.mp4'))).mtimeMs).toBe(moon.getTime());

    expect(await restore(house)).toMatchObject({ exitCode: 0, thereCount: 5, receivedBytes: 0 });
    expect(await pathsIn(house)).toHaveLength(7);
    const album = await house.keepsake(['restore', join(house.folder, 'one'), '--album', 'Sea']);
    expect(album.exitCode).toBe(0);
    expect(await readdir(join(house.folder, 'one'), { recursive: true })).toEqual(['Sea', 'Sea/forum.jpg']);
    expect((await house.keepsake(['restore', homeOf(house), '--album', 'sea'])).exitCode).toBe(2);
    // One that is misspelt among others is no reason to leave them out, nor to call it done.
    const half = await house.keepsake([
      'restore',
      join(house.folder, 'two'),
      '--album',
      'Sea',
      '--album',
      'Roma',
    ]);
    expect(half).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"Roma". Write') as string });
    expect(half.stderr).not.toContain('Sea');
    expect(await readdir(join(house.folder, 'two'))).toEqual(['Sea']);
  });

  it('[V3] adds no copies to a folder that is backed up from here, unless that is wanted', async ({
    house,
  }) => {
    await house.settle();
    const inner = join(house.library, 'Rome');
    await writeFiles(house.library, { 'Rome/a.jpg': photo(1), 'b.jpg': photo(2) });
    await house.keepsake(['backup', house.library]);
    for (const folder of [house.library, inner]) {
      const { exitCode, stderr } = await house.keepsake(['restore', folder]);
      expect([exitCode, stderr]).toEqual([
        2,
        `${folder} is backed up from here, and a restore would put copies beside the files in it: it makes folders of its own, named like albums. Name a folder that is not backed up, and nothing is there twice. To restore into this one all the same: keepsake restore ${folder} --into-library\n`,
      ]);
    }
    expect(await checksumsBelow(house.library)).toHaveLength(2);
    // Around it is another place.
    expect((await house.keepsake(['restore', house.folder])).exitCode).toBe(0);
    expect((await house.keepsake(['restore', house.library, '--into-library'])).exitCode).toBe(0);
    expect(await checksumsBelow(house.library)).toHaveLength(4);
    // What was lost is brought back where it was.
    for (const path of await readdir(house.library)) await rm(join(house.library, path), { recursive: true });
    expect((await house.keepsake(['restore', house.library])).exitCode).toBe(0);
    expect(await checksumsBelow(house.library)).toHaveLength(2);
  });

  it('[V3] believes no name that the server tells, and overwrites nothing', async ({ house }) => {
    await house.settle();
    const names = [
      '../../../escaped.jpg',
      '.hidden.jpg',
      'CON.jpg',
      'a\\b:c.jpg',
      'IMG.jpg',
      'img.JPG',
      'IMG.jpg',
    ];
    const ids = [];
    for (const [index, name] of names.entries()) ids.push(await upload(house, name, index + 1));
    for (const album of ['../..', 'NUL', 'x/y']) {
      await house.api.call('POST', '/albums', { albumName: album, assetIds: ids.slice(0, 2) });
    }
    await writeFiles(homeOf(house), { '2021/03/CON.jpg': 'mine', '2021/03/_CON.jpg': 'mine, too' });

    const first = await restore(house);
    // The hidden one in three albums, CON, a\\b:c, and two of the three that are called IMG.
    expect(first).toMatchObject({ exitCode: 0, wantedCount: 7, restoredCount: 7, renamedCount: 7 });
    expect(first.renamed).toContainEqual({ was: 'a\\b:c.jpg', now: '2021/03/a_b_c.jpg' });

    const paths = await pathsIn(house);
    expect(paths).toEqual(
      expect.arrayContaining(['_._/escaped.jpg', '_NUL/_hidden.jpg', '2021/03/a_b_c.jpg']),
    );
    expect(new Set(paths.map((path) => path.toUpperCase())).size).toBe(paths.length);
    expect(paths.filter((path) => /(^|\/)(\.|con\.|nul)|[\\:]/i.test(path))).toEqual(['2021/03/CON.jpg']);
    expect(await readFile(join(homeOf(house), '2021/03/_CON.jpg'), 'utf8')).toBe('mine, too');
    const restored = new Set(await checksumsBelow(homeOf(house)));
    for (const index of names.keys()) expect(restored).toContain(sha1(photo(index + 1)));
    expect((await readdir(house.folder)).filter((name) => name.includes('escaped'))).toEqual([]);
    expect(await restore(house)).toMatchObject({ thereCount: 7, renamedCount: 0 });
    expect(await pathsIn(house)).toEqual(paths);
  });

  it('[V3] leaves no half file when it is killed, and goes on from there', async ({ house }) => {
    await house.settle();
    const sizeBytes = 3_000_000;
    const files = Array.from(
      { length: 24 },
      (_, index) => [`${index}.jpg`, photo(index, sizeBytes)] as const,
    );
    await writeFiles(house.library, Object.fromEntries(files));
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);
    const whole = new Set(files.map(([, bytes]) => sha1(bytes)));
    const hidden = '.keepsake-restore/';

    let killedCount = 0;
    for (let round = 0, thereBefore = 0; round < 3; round += 1) {
      const restoring = house.startKeepsake(['restore', homeOf(house)]);
      let isOver = false;
      void restoring.ended.then(() => (isOver = true));
      const isUnderWay = async (): Promise<boolean> => {
        const paths = await pathsIn(house).catch(() => []);
        const named = paths.filter((path) => !path.startsWith(hidden));
        return named.length > thereBefore && paths.some((path) => path.startsWith(hidden));
      };
      // On a busy machine it may come to its end between two looks.
      while (!isOver && !(await isUnderWay())) await wait(1);
      restoring.kill('SIGKILL');
      if ((await restoring.ended).exitCode === 137) killedCount += 1;
      const named = (await pathsIn(house)).filter((path) => !path.startsWith(hidden));
      for (const path of named) expect(whole).toContain(sha1(await readFile(join(homeOf(house), path))));
      thereBefore = named.length;
    }

    expect(killedCount).toBeGreaterThan(0);
    const last = await restore(house);
    expect(last).toMatchObject({ exitCode: 0, wantedCount: 24, failedCount: 0 });
    expect(last.thereCount).toBeGreaterThanOrEqual(killedCount);
    expect(await checksumsBelow(homeOf(house))).toEqual([...whole].sort());
    expect(await pathsIn(house)).toHaveLength(24);
  });

  it('[V3][E6] refuses what the server’s disk damaged, names it, and does not call that a success', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await house.keepsake(['backup', house.library]);
    const [path] = (await filesBelow(join(house.dataFolder, 'originals'))).filter((file) =>
      file.toString().endsWith('a.jpg'),
    );
    await writeFile(path ?? '', photo(3));

    const { exitCode, stdout } = await house.keepsake(['restore', homeOf(house)]);

    expect(exitCode).toBe(3);
    expect(stdout).toContain('except 1 photo or video.');
    expect(stdout).toContain('  a.jpg: what came from the server is not what was sent to it');
    expect(await checksumsBelow(homeOf(house))).toEqual([sha1(photo(2))]);
  });

  it('[V3][E1] says what stands in its way, in one sentence', async ({ house }) => {
    const server = await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1) });
    const file = await house.keepsake(['restore', join(house.library, 'a.jpg')]);
    expect(file).toMatchObject({ exitCode: 8, stdout: '' });
    expect(file.stderr).toContain('is a file. Name a folder.');
    const disk = join(house.folder, 'media', 'usb');
    const unplugged = await house.keepsake(['restore', join(disk, 'Photos')]);
    expect(unplugged).toMatchObject({ exitCode: 8, stdout: '' });
    expect(unplugged.stderr).toMatch(/^There is no folder \S+usb to make \S+Photos in\. Connect its disk, /);
    await expect(readdir(join(house.folder, 'media'))).rejects.toMatchObject({ code: 'ENOENT' });
    const nothing = await house.keepsake(['restore', homeOf(house)]);
    expect(nothing.exitCode).toBe(0);
    expect(nothing.stdout).toBe('There is nothing on the server to bring home.\n');
    server.kill('SIGKILL');
    await server.ended;
    const away = await house.keepsake(['restore', homeOf(house)]);
    expect(away.exitCode).toBe(6);
    expect(away.stderr.trim().split('\n')).toHaveLength(1);
    await house.keepsake(['logout']);
    expect((await house.keepsake(['restore', homeOf(house)])).exitCode).toBe(5);
  });

  it('[V3] stops by Ctrl-C also while the server does not answer yet', async ({ house }) => {
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const server = await openScriptedServer(() => asked());
    await house.pretendSignedIn(server.url);
    const restoring = house.startKeepsake(['restore', homeOf(house)]);
    await isAsked;
    restoring.kill('SIGINT');
    const { exitCode, stdout, stderr } = await restoring.ended;
    await server.close();
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' });
    expect(stdout).toBe('Stopped. What is there stays; the next restore goes on from there.\n');
  });

  it('[V3][E6] leaves out a file that the disk does not take for its size, and brings the others home', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'large.jpg': photo(1, 3_000_000), 'small.jpg': photo(2) });
    await house.keepsake(['backup', house.library]);
    // A disk such as FAT, which has a largest size.
    const limited = ['-c', 'ulimit -f 2000 && exec "$@"', 'sh'];
    const words = [process.execPath, AGENT_MAIN, 'restore', homeOf(house)];
    const { exitCode, stdout } = await house.spawn('sh', [...limited, ...words]).ended;
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      'large.jpg: the server does not give it away, or the disk does not take its name or size',
    );
    expect(await checksumsBelow(homeOf(house))).toEqual([sha1(photo(2))]);
  });

  it('[V3][E6] tells a program, too, that there is no album of that name', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1) });
    await house.keepsake(['backup', house.library]);
    for (const words of [[], ['--json']]) {
      const { exitCode, stderr } = await house.keepsake([
        'restore',
        homeOf(house),
        '--album',
        'Rome',
        ...words,
      ]);
      expect({ words, exitCode }).toEqual({ words, exitCode: 2 });
      expect(stderr).toContain('There is nothing on the server in an album "Rome".');
    }
  });

  it('[V3] says what is damaged on the server, and brings it home once a backup has sent it again', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await house.keepsake(['backup', house.library]);
    for (const path of await filesBelow(join(house.dataFolder, 'originals')))
      if (path.toString().endsWith('a.jpg')) await writeFile(path, photo(101));
    await house.keepsake(['verify', '--deep']);

    const damaged = await house.keepsake(['restore', homeOf(house)]);
    expect(damaged.exitCode).toBe(3);
    expect(damaged.stdout).toMatch(
      / {2}a\.jpg: what the server keeps of it is damaged; `keepsake backup` on/,
    );
    expect(damaged.stdout).not.toContain('the server had a problem');

    await house.keepsake(['backup', house.library]);
    expect(await restore(house)).toMatchObject({ exitCode: 0, restoredCount: 1, thereCount: 1 });
  });
});
