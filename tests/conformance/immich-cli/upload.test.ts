import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, type House } from '../../house/house.ts';
import { checksumsBelow, filesBelow, photo, sha1, writeFiles, writePhotos } from '../../house/photos.ts';
import { albumsOf, settleImmichCli } from './immich-cli.ts';

/** Folders as people have them: names of any script, what is no photo, what is hidden, the same photo twice. */
const FOLDERS = {
  'Holiday/IMG_0001.jpg': photo(1),
  'Holiday/clip.mov': photo(2, 3_000_000),
  'Holiday/read me.txt': 'no photo',
  'Ünïcödé 日本 🏔/é à ٣.jpg': photo(3),
  'Ünïcödé 日本 🏔/same as IMG_0001.jpg': photo(1),
  'top.heic': photo(4),
  '.hidden/secret.jpg': photo(5),
} as const;

/** The SHA-1 of every original that the server has. */
const originalsOf = (house: House) => checksumsBelow(join(house.dataFolder, 'originals'));
const checksumsOf = (...seeds: readonly Uint8Array[]) => seeds.map(sha1).sort();

describe('immich upload', () => {
  it('[H14] --recursive --album keeps every byte, in albums named like the folders', async ({ house }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, FOLDERS);
    const said = await cli.upload(['--recursive', '--album', house.library]);
    expect(said).toContain('Successfully created 3 new albums');

    expect(await originalsOf(house)).toEqual(checksumsOf(photo(1), photo(2, 3_000_000), photo(3), photo(4)));
    const { 'Ünïcödé 日本 🏔': second, ...albums } = await albumsOf(house);
    expect(albums).toEqual({
      Holiday: expect.objectContaining({ 'clip.mov': sha1(photo(2, 3_000_000)) }) as unknown,
      Photos: { 'top.heic': sha1(photo(4)) },
    });
    // The photo that is there twice is kept under the name that came first, and is in both albums.
    expect(Object.values(albums['Holiday'] ?? {}).sort()).toEqual(checksumsOf(photo(1), photo(2, 3_000_000)));
    expect(Object.values(second ?? {}).sort()).toEqual(checksumsOf(photo(1), photo(3)));
    expect(second).toMatchObject({ 'é à ٣.jpg': sha1(photo(3)) });
  });

  it('[H14] --include-hidden --album-name puts all into one album, which is used again', async ({
    house,
  }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, FOLDERS);
    const words = ['--recursive', '--include-hidden', '--album-name', 'Éverything / all', house.library];
    await cli.upload(words);
    await writeFiles(house.library, { 'later.jpg': photo(6) });
    expect(await cli.upload(words)).toContain('Successfully created 0 new albums');

    const albums = await albumsOf(house);
    expect(Object.keys(albums)).toEqual(['Éverything / all']);
    expect(Object.values(albums['Éverything / all'] ?? {}).sort()).toEqual(await originalsOf(house));
    expect(await originalsOf(house)).toContain(sha1(photo(5)));
  });

  it('[H14] --ignore leaves out, --concurrency mixes nothing up', async ({ house }) => {
    const cli = await settleImmichCli(house);
    await writePhotos(join(house.library, 'many'), 40);
    await writePhotos(join(house.library, 'twins'), 10);
    await writeFiles(house.library, { 'raw/left out.dng': photo(99) });
    const said = await cli.upload(['-r', '--ignore', '**/raw/**', '--concurrency', '8', house.library]);
    expect(said).not.toContain('Failed');
    expect(await originalsOf(house)).toEqual(await checksumsBelow(join(house.library, 'many')));
    expect(await house.api.total()).toBe(40);
  });

  it('[H14] --json-output names the assets by the ids of the server', async ({ house }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    const said = await cli.upload(['--recursive', '--json-output', house.library]);
    const json = said.slice(said.indexOf('\n{') + 1, said.indexOf('\n}') + 2);
    const { newAssets } = JSON.parse(json) as { newAssets: { id: string; filepath: string }[] };
    expect(newAssets).toHaveLength(2);
    for (const { id, filepath } of newAssets)
      expect((await house.api.assetOf(sha1(await readFile(filepath))))?.id).toBe(id);
  });

  it('[H14] sends sidecars and visibility with the photo', async ({ house }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, { 'a.jpg': photo(1), 'a.jpg.xmp': '<x:xmpmeta/>' });
    await cli.upload(['--visibility', 'archive', '--recursive', house.library]);
    expect(await originalsOf(house)).toEqual([sha1(photo(1)), sha1(Buffer.from('<x:xmpmeta/>'))].sort());
    expect(await house.api.assetOf(sha1(photo(1)))).toMatchObject({ visibility: 'archive' });
  });

  it('[H14] of what the server does not take fails for that file alone', async ({ house }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, { 'empty.jpg': '', 'good.jpg': photo(1), 'notes.txt': 'no photo' });
    const files = ['empty.jpg', 'notes.txt', 'good.jpg'].map((name) => join(house.library, name));
    const said = await cli.upload(files);
    expect(said).toContain('Successfully uploaded 1 new asset');
    expect(await originalsOf(house)).toEqual(checksumsOf(photo(1)));
  });

  it('[H14] --delete removes here only what the server holds; --delete-duplicates the rest', async ({
    house,
  }) => {
    const cli = await settleImmichCli(house);
    await writeFiles(house.library, { 'a.jpg': photo(1), 'b.mov': photo(2, 500_000), 'empty.jpg': '' });
    const dry = await cli.upload(['--recursive', '--delete', '--dry-run', house.library]);
    expect(dry).toContain('Would have uploaded 3 assets');
    expect(await filesBelow(house.library)).toHaveLength(3);
    expect(await house.api.total()).toBe(0);

    await cli.upload(['--recursive', '--delete', house.library]);
    expect(await readdir(house.library)).toEqual(['empty.jpg']);
    expect(await originalsOf(house)).toEqual(checksumsOf(photo(1), photo(2, 500_000)));

    await writeFiles(house.library, { 'again.jpg': photo(1) });
    await cli.upload(['--recursive', '--delete-duplicates', house.library]);
    expect(await readdir(house.library)).toEqual(['empty.jpg']);
    expect(await originalsOf(house)).toEqual(checksumsOf(photo(1), photo(2, 500_000)));
  });
});
