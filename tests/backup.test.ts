import { Buffer } from 'node:buffer';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventsOf, sumOfStates, summaryOf, type Summary } from './house/events.ts';
import { it, type House } from './house/house.ts';
import { checksumsBelow, filesBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';
import { hexOf } from './house/server-api.ts';

/** Names with which programs come to grief; a file's name may hold any byte but `/` and NUL. */
const AWKWARD_NAMES = [
  `50% off? "it's" #1 & more <ünï> 日本 🎉.jpg`,
  ' leading and trailing .jpg',
  '-rf.jpg',
  'new\nline.jpg',
  'CON.jpg',
  'con.JPG',
  'caf\u00e9.jpg',
  'cafe\u0301.jpg',
  'dots...jpg',
  'back\\slash.jpg',
  '\u202egpj.exe.jpg',
  `${'long'.repeat(62)}.jpg`,
];

/** Everything that a library can hold; answers with what is not to arrive. */
async function writeFamilyLibrary(library: string): Promise<{ readonly candidateCount: number }> {
  await writeFiles(library, {
    'top.png': photo(1),
    'Camera/IMG_0001.HEIC': photo(2),
    'Camera/IMG_0001.MOV': photo(3, 3_000),
    'Camera/IMG_0002.JPG': photo(4),
    'Camera/IMG_0002.mov': photo(5, 3_000),
    'Camera/IMG_0003.jpg': photo(6),
    'Camera/VID_0004.mp4': photo(7, 100_000),
    'Camera/2019/Sardinia/IMG_0005.webp': photo(8),
    'Camera/copy of IMG_0003.jpg': photo(6),
    'Screenshots/shot 1.png': photo(9),
    'Screenshots/old/shot 2.png': photo(10),
    'notes.txt': 'packing list',
    '.hidden.jpg': photo(11),
    'Camera/IMG_0003.jpg.xmp': '<x/>',
  });
  await writeFiles(
    join(library, 'Awkward'),
    Object.fromEntries(AWKWARD_NAMES.map((name, index) => [name, photo(100 + index)])),
  );
  const notUtf8 = Buffer.from(join(library, 'Awkward', 'caf\xe9.jpg'), 'latin1');
  await writeFile(notUtf8, photo(200));
  // Two Live Photos are one asset each.
  return { candidateCount: 7 + AWKWARD_NAMES.length + 1 };
}

async function backUp(house: House, ...words: readonly string[]): Promise<Summary & { exitCode: number }> {
  const ended = await house.keepsake(['backup', house.library, '--json', ...words]);
  expect(ended.stderr).toBe('');
  const summary = summaryOf(ended.stdout);
  expect(summary.exitCode).toBe(ended.exitCode);
  return summary;
}

/** The server's originals; nothing of an upload may be left beside them. */
async function readOriginals(house: House): Promise<readonly string[]> {
  expect(await readdir(join(house.dataFolder, 'staging'))).toEqual([]);
  return checksumsBelow(join(house.dataFolder, 'originals'));
}

describe('a library', () => {
  it('[A2][A13][D1][D9][U2][T1] is on the server byte for byte, without what was excluded', async ({
    house,
  }) => {
    await house.settle();
    const { candidateCount } = await writeFamilyLibrary(house.library);

    const summary = await backUp(house, '--exclude', 'Screenshots');

    const { statistics } = summary;
    expect(summary.exitCode).toBe(0);
    expect(statistics).toMatchObject({
      excludedCount: 2,
      ignoredCount: 1,
      failedCount: 0,
      duplicateCount: 1,
    });
    expect(statistics.candidates).toMatchObject({
      totalCount: candidateCount,
      backedUpCount: candidateCount,
    });
    expect(statistics.libraryCount).toBe(candidateCount + 3);
    expect(sumOfStates(statistics)).toBe(statistics.libraryCount);

    const sources = await filesBelow(house.library);
    const expected = new Set<string>();
    for (const source of sources) {
      if (/Screenshots|notes\.txt|\.hidden|\.xmp/.test(source.toString('latin1'))) continue;
      expected.add(sha1(await readFile(source)));
    }
    expect(await readOriginals(house)).toEqual([...expected].sort());

    for (const [still, motion] of [
      [2, 3],
      [4, 5],
    ] as const) {
      const asset = await house.api.assetOf(sha1(photo(still)));
      const part = await house.api.assetOf(sha1(photo(motion, 3_000)));
      expect(asset?.livePhotoVideoId).toBe(part?.id);
      expect(hexOf(part?.checksum ?? '')).toBe(sha1(photo(motion, 3_000)));
      expect(part?.visibility).toBe('hidden');
    }
    expect((await house.api.assetOf(sha1(photo(6))))?.livePhotoVideoId).toBeNull();
    expect(await house.api.assetOf(sha1(photo(9)))).toBeUndefined();
  });

  it('[E6][E4] with an empty file ends with code 3, names the file, and keeps all others', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    await writeFiles(house.library, { 'empty.jpg': '' });

    const ended = await house.keepsake(['backup', house.library]);

    expect(ended.exitCode).toBe(3);
    expect(ended.stdout).toContain('Everything is backed up except 1 photo or video.');
    expect(ended.stdout).toContain('empty.jpg: the file is empty (0 bytes)');
    // No retry makes anything of it while it is empty.
    expect(ended.stdout).toMatch(/trying again as it is changes nothing\. .* keepsake failed\n$/);
    expect(ended.stdout).not.toContain('keepsake retry');
    expect((await house.keepsake(['status'])).stdout).toMatch(
      /1 upload failed\. To list them, and what helps: keepsake failed\n/,
    );
    expect(ended.stderr).toBe('');
    expect((await readOriginals(house)).length).toBe(3);
    // Not asked for, so not tried again; and still not fine.
    expect((await backUp(house)).exitCode).toBe(3);
  });

  it('[A1][S1][S2] fills server albums when asked to, and twice changes nothing', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, {
      'loose.jpg': photo(1),
      'Camera/a.jpg': photo(2),
      'Camera/2019/Sardinia/b.jpg': photo(3),
      '50%2F50 ✓/c.jpg': photo(4),
    });
    await backUp(house);
    expect(await house.api.albums()).toEqual({});

    await backUp(house, '--sync-albums');
    const albums = await house.api.albums();
    // The folder of everything names no album, and a photo is in the innermost one.
    expect(Object.keys(albums).sort()).toEqual(['50%2F50 ✓', 'Camera', 'Sardinia']);
    expect(albums['Sardinia']).toEqual([(await house.api.assetOf(sha1(photo(3))))?.id]);

    await backUp(house, '--sync-albums');
    expect(await house.api.albums()).toEqual(albums);
  });

  it('[A1][A2][A7] is chosen from by album, and the choice is remembered', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, {
      'Camera/a.jpg': photo(1),
      'Camera/Private/b.jpg': photo(2),
      'Downloads/c.jpg': photo(3),
    });

    const chosen = await backUp(house, '--select', 'Camera', '--exclude', 'Private');
    expect(chosen.statistics).toMatchObject({ uploadedCount: 1, excludedCount: 1, notSelectedCount: 1 });
    const listed = (await house.keepsake(['albums'])).stdout;
    expect(listed).toMatch(/✓\s+2\s+.*Camera\n/);
    expect(listed).toMatch(/✗\s+1\s+.*Private\n/);

    await writeFiles(house.library, { 'Camera/d.jpg': photo(4), 'Camera/Private/e.jpg': photo(5) });
    const again = await backUp(house);
    expect(again.statistics).toMatchObject({ uploadedCount: 2, excludedCount: 2, notSelectedCount: 1 });

    const other = await backUp(house, '--select', 'Downloads', '--select', 'Private');
    expect(other.statistics.candidates).toMatchObject({ totalCount: 3, backedUpCount: 3 });
    expect(await house.api.total()).toBe(5);
  });
});

describe('a second run', () => {
  it('[A5][D2][D3] sends nothing and reads nothing', async ({ house }) => {
    await house.settle();
    await writeFamilyLibrary(house.library);
    const first = await backUp(house);
    const originals = await readOriginals(house);

    const second = await backUp(house);

    expect(second).toMatchObject({ exitCode: 0, bytesRead: 0, statistics: first.statistics });
    expect(second.progress).toMatchObject({ uploadedCount: 0, duplicateCount: 0 });
    expect(await readOriginals(house)).toEqual(originals);
  });

  it('[A6][A8][A11] sends what is new or edited, whatever its date, and nothing else', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 4);
    await backUp(house);
    const long = new Date('2009-05-06T07:08:09Z');
    const now = new Date();

    await utimes(join(house.library, 'IMG_0001.jpg'), now, now);
    const touched = await backUp(house);
    expect(touched).toMatchObject({ exitCode: 0, bytesRead: photo(1).length });
    expect(touched.progress).toMatchObject({ uploadedCount: 0, duplicateCount: 1 });

    await writeFiles(house.library, { 'IMG_0002.jpg': photo(1002), 'imported.jpg': photo(5) });
    await utimes(join(house.library, 'imported.jpg'), long, long);
    await rm(join(house.library, 'IMG_0003.jpg'));
    const changed = await backUp(house);
    expect(changed.exitCode).toBe(0);
    expect(changed.progress).toMatchObject({ uploadedCount: 2 });
    expect(sumOfStates(changed.statistics)).toBe(changed.statistics.libraryCount);
    const kept = [1, 2, 3, 4, 1002, 5].map((seed) => sha1(photo(seed))).sort();
    expect(await readOriginals(house)).toEqual(kept);
  });

  it('[A8][U2] sends an edited motion part, and one that shares its still with another Live Photo', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'IMG_1.HEIC': photo(1), 'IMG_1.MOV': photo(11, 3_000) });
    await backUp(house);
    await writeFiles(house.library, {
      'IMG_1.MOV': photo(12, 3_000),
      'IMG_2.HEIC': photo(1),
      'IMG_2.MOV': photo(13, 3_000),
    });
    expect(await backUp(house)).toMatchObject({ exitCode: 0 });
    expect(await backUp(house)).toMatchObject({ exitCode: 0, bytesRead: 0 });
    const parts = [photo(1), photo(11, 3_000), photo(12, 3_000), photo(13, 3_000)];
    expect(await readOriginals(house)).toEqual(parts.map(sha1).sort());
  });
});

describe('a ledger that is lost', () => {
  it('[V4][D4][D5] is rebuilt without sending a byte, on this installation and on a new one', async ({
    house,
  }) => {
    await house.settle();
    await writeFamilyLibrary(house.library);
    const { statistics } = await backUp(house);
    const originals = await readOriginals(house);

    await rm(join(house.homeFolder, 'ledgers'), { recursive: true });
    const rebuilt = await backUp(house);
    // The server knows this device's names. Read are the twin, which was never sent under its own, and both Live Photos, of
    // which a name says too little.
    const livePhotos = [photo(2), photo(3, 3_000), photo(4), photo(5, 3_000)];
    const readBytes = Buffer.concat([photo(6), ...livePhotos]).length;
    expect(rebuilt).toMatchObject({ exitCode: 0, bytesRead: readBytes });
    expect(rebuilt.progress).toMatchObject({ uploadedCount: 0 });
    expect(rebuilt.statistics.candidates).toEqual(statistics.candidates);

    const env = { KEEPSAKE_HOME: join(house.folder, 'another computer') };
    await house.signIn(env);
    const ended = await house.keepsake(['backup', house.library, '--json'], { env });
    const elsewhere = summaryOf(ended.stdout);
    expect(elsewhere.exitCode).toBe(0);
    expect(elsewhere.bytesRead).toBeGreaterThan(0);
    expect(elsewhere.progress).toMatchObject({ uploadedCount: 0 });
    expect(elsewhere.statistics.candidates).toEqual(statistics.candidates);
    expect(await readOriginals(house)).toEqual(originals);
    expect(eventsOf(ended.stdout).filter(({ event }) => event === 'failed')).toEqual([]);
  });
});

describe('the data folder of a server in a library', () => {
  it('[A2] is left out, so that no copies are sent again, and refused by itself', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1) });
    const [data, originals] = [join(house.library, 'data'), join(house.library, 'data/originals/ada')];
    await writeFiles(house.library, { 'data/keepsake.sqlite': 'x', 'data/originals/ada/b.jpg': photo(2) });
    for (const folder of [data, originals]) {
      const refused = await house.keepsake(['backup', folder]);
      expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
      expect(refused.stderr).toContain(`A Keepsake server keeps its copies in ${data}. Name the folder`);
    }
    const { exitCode, stdout } = await house.keepsake(['backup', house.library]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${data} is left out: a Keepsake server keeps its copies there.\n`);
    expect(await house.api.assetOf(sha1(photo(1)))).toBeDefined();
    expect(await house.api.assetOf(sha1(photo(2)))).toBeUndefined();
  });
});
