import { mkdir, mkdtemp, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelSource, versionOf, type AssetId, type DeviceAsset } from '@keepsake/engine';
import { hasOnlineOnlyFiles } from './cloud-files.ts';
import { EVERYTHING_ALBUM_ID } from './folder-albums.ts';
import { openFolderLibrary, type FolderLibrary, type FolderLibraryOptions } from './folder-library.ts';
import { findVanishedFolders } from './vanished-folders.ts';

const signal = new CancelSource();
const NOBODY = { onDownloaded: () => undefined };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepsake-cloud-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content = path): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

/** What iCloud does when it takes a file from the disk: the placeholder is another file, with times of its own. */
async function evict(path: string): Promise<void> {
  const file = join(root, path);
  const placeholder = join(dirname(file), `.${path.split('/').at(-1)}.icloud`);
  await rename(file, placeholder);
  await writeFile(placeholder, 'bplist00');
  await utimes(placeholder, 1, 1);
}

const open = (options: Partial<FolderLibraryOptions> = {}): FolderLibrary =>
  openFolderLibrary([root], options);

async function assetsOf(library: FolderLibrary): Promise<readonly DeviceAsset[]> {
  await library.listAlbums(signal);
  const request = { albumId: EVERYTHING_ALBUM_ID, cursor: undefined, limit: 99 };
  return (await library.listAssets(request, signal)).assets;
}

const idOf = (path: string): AssetId => join(root, path) as AssetId;

describe('a placeholder of iCloud', () => {
  it('[I1][I5] stands for its file, which is not on this computer', async () => {
    await put('Trip/a.jpg');
    await put('Trip/b.mov');
    await put('Trip/here.jpg');
    await evict('Trip/a.jpg');
    await evict('Trip/b.mov');
    for (const litter of ['.icloud', '.x.icloudy', '.notes.xmp.icloud', '..hidden.jpg.icloud'])
      await put(litter);
    const library = open();
    const assets = await assetsOf(library);
    expect(assets.map(({ id, kind, isInCloud }) => [id, kind, isInCloud])).toEqual([
      [idOf('Trip/a.jpg'), 'image', true],
      [idOf('Trip/b.mov'), 'video', true],
      [idOf('Trip/here.jpg'), 'image', false],
    ]);
    expect(assets[0]?.original).toMatchObject({ fileName: 'a.jpg', sizeBytes: undefined });
    expect((await library.listAlbums(signal)).map(({ assetCount }) => assetCount)).toEqual([3, 3]);
  });

  it('[I5] counts as one with its file while both are there', async () => {
    await put('a.jpg');
    await put('.a.jpg.icloud');
    const [asset, ...others] = await assetsOf(open());
    expect(asset).toMatchObject({ isInCloud: false, original: { sizeBytes: 5 } });
    expect(others).toEqual([]);
  });

  it.each([
    ['the still', ['IMG_1.HEIC']],
    ['the motion part', ['IMG_1.MOV']],
    ['both', ['IMG_1.HEIC', 'IMG_1.MOV']],
  ])('[I5][U2] leaves a Live Photo one asset, when %s is in the cloud', async (_what, evicted) => {
    await put('IMG_1.HEIC');
    await put('IMG_1.MOV');
    for (const path of evicted) await evict(path);
    const library = open();
    const [asset, ...others] = await assetsOf(library);
    expect(others).toEqual([]);
    expect(asset).toMatchObject({ isInCloud: true, motion: { fileName: 'IMG_1.MOV' } });
    const opening = library.open(idOf('IMG_1.HEIC'), NOBODY, signal);
    await expect(opening).rejects.toMatchObject({ code: 'download-failed' });
  });

  it('[I2][I5] that came into being after its file was listed is not downloaded unasked', async () => {
    await put('a.jpg');
    await put('IMG_1.HEIC');
    await put('IMG_1.MOV');
    const library = open();
    await assetsOf(library);
    await evict('a.jpg');
    await evict('IMG_1.MOV');
    for (const path of ['a.jpg', 'IMG_1.HEIC']) {
      const opened = await library.open(idOf(path), undefined, signal);
      expect(opened.asset).toMatchObject({ id: idOf(path), isInCloud: true });
      expect(() => opened.motion?.read() ?? opened.original.read()).toThrow(/may not be downloaded/);
      expect((await opened.relist())?.isInCloud).toBe(true);
      await opened.close();
    }
    expect(library.bytesRead).toBe(0);
  });

  it('[I4][I5] cannot be opened, and says what to do; it is neither gone nor unreadable', async () => {
    await put('a.jpg');
    const library = open();
    await assetsOf(library);
    const opened = await library.open(idOf('a.jpg'), NOBODY, signal);
    await evict('a.jpg');
    const now = await opened.relist();
    expect(now).toMatchObject({ isInCloud: true });
    expect(now && versionOf(now)).not.toBe(versionOf(opened.asset));
    await opened.close();
    const opening = library.open(idOf('a.jpg'), NOBODY, signal);
    await expect(opening).rejects.toMatchObject({ code: 'download-failed' });
    await expect(opening).rejects.toThrow('is in the cloud and could not be downloaded: open it once');
    await rm(join(root, '.a.jpg.icloud'));
    await expect(library.open(idOf('a.jpg'), NOBODY, signal)).rejects.toMatchObject({ code: 'asset-gone' });
  });

  it('[A5][I5] changes the marker of its folder, and keeps the version that the server has', async () => {
    await put('a.jpg');
    await put('IMG_1.HEIC');
    await put('IMG_1.MOV', 'moving');
    const before = await assetsOf(open());
    const [marker] = (await open().listAlbums(signal)).map((album) => album.marker);
    for (const path of ['a.jpg', 'IMG_1.HEIC', 'IMG_1.MOV']) await evict(path);
    expect((await open().listAlbums(signal))[0]?.marker).not.toBe(marker);

    const recall: FolderLibraryOptions['recall'] = async (ids) => before.filter(({ id }) => ids.includes(id));
    expect(await assetsOf(open({ recall }))).toEqual(before.map((asset) => ({ ...asset, isInCloud: true })));
    for (const asset of await assetsOf(open())) expect(before.map(versionOf)).not.toContain(versionOf(asset));
  });

  it('[E6][I5] is a photo: a folder of nothing else is not suddenly empty, nor gone', async () => {
    await put('Trip/a.jpg');
    await evict('Trip/a.jpg');
    const library = open({ countKnownMedia: async () => 5 });
    await library.listAlbums(signal);
    expect(library.emptiedRoots()).toEqual([]);
    async function* gone(): AsyncGenerator<AssetId> {
      yield idOf('Trip/b.jpg');
    }
    expect(await findVanishedFolders(gone(), [root])).toEqual([]);
  });
});

describe('a file whose content is in a cloud alone', () => {
  it('[I1][I3][I5] is known by its size without content, and is downloaded by reading it', async () => {
    await put('online.jpg', '');
    await truncate(join(root, 'online.jpg'), 1_200_000);
    await put('here.jpg', 'x'.repeat(4096));
    for (const platform of ['darwin', 'win32'] as const) {
      const library = open({ platform });
      const assets = await assetsOf(library);
      expect(assets.map(({ isInCloud }) => isInCloud)).toEqual([false, true]);
      const downloaded: number[] = [];
      const observer = { onDownloaded: (bytes: number) => void downloaded.push(bytes) };
      await (await library.open(idOf('here.jpg'), observer, signal)).close();
      expect(downloaded).toEqual([]);
      const opened = await library.open(idOf('online.jpg'), observer, signal);
      expect(downloaded.at(-1)).toBe(1_200_000);
      expect(downloaded.length).toBeGreaterThan(1);
      await opened.close();
    }
  });

  it('[A5][I5] changes the marker of its folder when it comes here, though its size and time are the same', async () => {
    await put('online.jpg', '');
    await truncate(join(root, 'online.jpg'), 5_000);
    await utimes(join(root, 'online.jpg'), 9, 9);
    const markerNow = async () => (await open({ platform: 'darwin' }).listAlbums(signal))[0]?.marker;
    const before = await markerNow();
    expect(await markerNow()).toBe(before);
    await put('online.jpg', 'x'.repeat(5_000));
    await utimes(join(root, 'online.jpg'), 9, 9);
    expect(await markerNow()).not.toBe(before);
  });

  it('[I5] is no such thing on Linux, where small files take no room of their own', async () => {
    await put('sparse.jpg', '');
    await truncate(join(root, 'sparse.jpg'), 100_000);
    expect(await assetsOf(open({ platform: 'linux' }))).toMatchObject([{ isInCloud: false }]);
  });
});

it('[I5] knows where clouds leave files that are with them alone', () => {
  const systems = ['darwin', 'win32', 'linux', 'freebsd'] as const;
  expect(systems.filter(hasOnlineOnlyFiles)).toEqual(['darwin', 'win32']);
});
