import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelSource, type AlbumId, type AssetId, type DeviceAsset } from '@keepsake/engine';
import { EVERYTHING_ALBUM_ID } from './folder-albums.ts';
import { openFolderLibrary, type FolderLibrary } from './folder-library.ts';
import { MAX_MOTION_BYTES } from './live-photo-pairs.ts';

const signal = new CancelSource();
const NOBODY = { onDownloaded: () => undefined };
/** Node has no function for it. */
const MAKE_PIPE = 'mkfifo';
/** The superuser reads everything, so what is unreadable cannot be tried. */
const isRoot = process.getuid?.() === 0;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepsake-folders-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content = path): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

async function albumsOf(library: FolderLibrary): Promise<Record<string, number>> {
  const albums = await library.listAlbums(signal);
  return Object.fromEntries(albums.map((album) => [album.id.replace(`${root}/`, ''), album.assetCount]));
}

async function assetsOf(library: FolderLibrary): Promise<readonly DeviceAsset[]> {
  await library.listAlbums(signal);
  return (await library.listAssets({ albumId: EVERYTHING_ALBUM_ID, cursor: undefined, limit: 99 }, signal))
    .assets;
}

const pathsIn = async (library: FolderLibrary): Promise<string[]> =>
  (await assetsOf(library)).map((asset) => asset.id.replace(`${root}/`, ''));

describe('folders as albums', () => {
  it('[A9] has an album for each folder that holds a file, named after it, within the folder around it', async () => {
    await put('loose.jpg');
    await put('WhatsApp/Images/a.jpg');
    await put('Cafe\u0301/b.jpg');
    await mkdir(join(root, 'empty/within'), { recursive: true });
    const albums = await openFolderLibrary([root]).listAlbums(signal);
    expect(albums.map(({ name, parentId, assetCount }) => [name, parentId, assetCount])).toEqual([
      ['Everything', undefined, 3],
      ['Caf\u00e9', undefined, 1],
      ['WhatsApp', undefined, 1],
      ['Images', join(root, 'WhatsApp'), 1],
    ]);
  });

  it('[A3] makes each of several roots an album, and keeps the album of everything above them', async () => {
    await put('one/a.jpg');
    await put('two/b.jpg');
    await put('two/deep/c.jpg');
    const roots = [join(root, 'two'), join(root, 'one'), join(root, 'two/deep'), join(root, 'one')];
    const albums = await openFolderLibrary(roots).listAlbums(signal);
    expect(albums.map(({ name, parentId, assetCount }) => [name, parentId, assetCount])).toEqual([
      ['Everything', undefined, 3],
      ['one', undefined, 1],
      ['two', undefined, 2],
      ['deep', join(root, 'two'), 1],
    ]);
  });

  it('pages across folders whose names sort around the separator', async () => {
    for (const path of ['a/1.jpg', 'a/b/2.jpg', 'a-b/3.jpg', 'a b/4.jpg', 'z.jpg']) await put(path);
    const library = openFolderLibrary([root]);
    const paths: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await library.listAssets({ albumId: EVERYTHING_ALBUM_ID, cursor, limit: 1 }, signal);
      paths.push(...page.assets.map((asset) => asset.id.replace(`${root}/`, '')));
      cursor = page.nextCursor;
      await library.listAlbums(signal);
    } while (cursor !== undefined);
    expect(paths).toEqual(['z.jpg', 'a/1.jpg', 'a/b/2.jpg', 'a b/4.jpg', 'a-b/3.jpg']);
    expect(await albumsOf(library)).toMatchObject({ a: 2, 'a/b': 1, 'a b': 1, 'a-b': 1 });
  });

  it('lists what it does not know as unsupported, and leaves out what is no part of a library', async () => {
    await put('notes.txt');
    await put('clip.MOV');
    for (const path of ['.hidden.jpg', '.trash/a.jpg', '@eaDir/a.jpg', 'Thumbs.db', 'a.xmp', 'a.AAE'])
      await put(path);
    execFileSync(MAKE_PIPE, [join(root, 'pipe.jpg')]);
    const assets = await assetsOf(openFolderLibrary([root]));
    expect(assets.map((asset) => [asset.original.fileName, asset.kind])).toEqual([
      ['clip.MOV', 'video'],
      ['notes.txt', 'unsupported'],
    ]);
  });

  it('names the folder when it is missing or no folder', async () => {
    await put('file.jpg');
    for (const [path, words] of [
      [join(root, 'nothing'), 'does not exist'],
      [join(root, 'file.jpg'), 'is not a folder'],
    ] as const) {
      const listing = openFolderLibrary([path]).listAlbums(signal);
      await expect(listing).rejects.toMatchObject({ code: 'library-unavailable' });
      await expect(listing).rejects.toThrow(path);
      await expect(listing).rejects.toThrow(words);
    }
  });

  it.skipIf(isRoot)('goes on beside a folder that it may not read, and says so', async () => {
    await put('open/a.jpg');
    await put('closed/b.jpg');
    await chmod(join(root, 'closed'), 0);
    const library = openFolderLibrary([root]);
    const albums = await library.listAlbums(signal);
    await chmod(join(root, 'closed'), 0o700);
    expect(albums.map((album) => [album.name, album.isPartial, album.assetCount])).toEqual([
      ['Everything', true, 1],
      ['closed', true, 0],
      ['open', false, 1],
    ]);
    expect(library.problems()).toEqual([
      { path: join(root, 'closed'), reason: 'may not be read by this user' },
    ]);
  });
});

describe('symbolic links', () => {
  it('are followed, out of the library too, but never to the same place twice', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'keepsake-outside-'));
    await writeFile(join(outside, 'far.jpg'), 'far');
    await writeFile(join(outside, 'single.jpg'), 'single');
    await put('z-real/a.jpg');
    await symlink('z-real', join(root, 'a-link'));
    await symlink('..', join(root, 'z-real/loop'));
    await symlink('nowhere', join(root, 'dangling.jpg'));
    await symlink('self.jpg', join(root, 'self.jpg'));
    await symlink('z-real/a.jpg', join(root, 'again.jpg'));
    await symlink(join(outside, 'single.jpg'), join(root, 'first.jpg'));
    await symlink(join(outside, 'single.jpg'), join(root, 'second.jpg'));
    const library = openFolderLibrary([root]);
    expect(await pathsIn(library)).toEqual(['first.jpg', 'z-real/a.jpg']);

    await symlink(outside, join(root, 'elsewhere'));
    expect(await pathsIn(library)).toEqual(['elsewhere/far.jpg', 'elsewhere/single.jpg', 'z-real/a.jpg']);
    const opened = await library.open(join(root, 'elsewhere/far.jpg') as AssetId, NOBODY, signal);
    expect(opened.original.sizeBytes).toBe(3);
    await opened.close();
    await rm(outside, { recursive: true });
  });
});

describe('a link that no system call can follow to its end', () => {
  let outside: string;
  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'keepsake-outside-'));
  });
  // Unlike Node, it removes what is too deep for a path.
  afterEach(() => void execFileSync('rm', ['-rf', outside]));

  it.skipIf(process.platform !== 'linux')('[E6] is named, and makes its folder partial', async () => {
    const deep = Array.from({ length: 12 }, () => 'd'.repeat(200)).join('/');
    await mkdir(join(outside, deep), { recursive: true });
    await symlink(join(outside, deep), join(outside, 'half'));
    await mkdir(join(outside, 'half', deep), { recursive: true });
    await symlink(join(outside, 'half', deep), join(outside, 'whole'));
    await writeFile(join(outside, 'whole/far.jpg'), 'far');
    await put('near.jpg');
    await symlink(join(outside, 'whole/far.jpg'), join(root, 'link.jpg'));

    const library = openFolderLibrary([root]);
    const [everything] = await library.listAlbums(signal);
    expect(everything).toMatchObject({ assetCount: 1, isPartial: true });
    expect(library.problems()).toEqual([
      { path: join(root, 'link.jpg'), reason: 'could not be read (ENAMETOOLONG)' },
    ]);
  });
});

describe('Live Photos of a folder', () => {
  it('are one asset, listed, opened and listed anew with both parts', async () => {
    await put('IMG_1.HEIC', 'still');
    await put('IMG_1.MOV', 'moving');
    const library = openFolderLibrary([root]);
    const [asset] = await assetsOf(library);
    expect(await albumsOf(library)).toEqual({ everything: 1 });
    expect([asset?.original.fileName, asset?.motion?.fileName]).toEqual(['IMG_1.HEIC', 'IMG_1.MOV']);
    const opened = await library.open(asset?.id as AssetId, NOBODY, signal);
    await appendFile(join(root, 'IMG_1.MOV'), ' on');
    expect((await opened.relist())?.motion?.sizeBytes).toBe(9);
    await opened.close();
    const video = join(root, 'IMG_1.MOV') as AssetId;
    await expect(library.open(video, NOBODY, signal)).rejects.toMatchObject({ code: 'asset-gone' });
  });

  it('[D7] are another version, and plain stills, once the motion part is gone', async () => {
    await put('IMG_1.HEIC', 'still');
    await put('IMG_1.MOV', 'moving');
    const library = openFolderLibrary([root]);
    const [asset] = await assetsOf(library);
    const opened = await library.open(asset?.id as AssetId, NOBODY, signal);
    await rename(join(root, 'IMG_1.MOV'), join(root, 'IMG_2.MOV'));
    expect(await opened.relist()).toEqual({ ...asset, motion: undefined });
    await opened.close();
    // At once, and not only when what is remembered of the folder is old.
    const again = await library.open(asset?.id as AssetId, NOBODY, signal);
    expect(again.asset).toEqual({ ...asset, motion: undefined });
    await again.close();
  });

  it('[D7] are opened as plain stills when the motion part has just gone', async () => {
    await put('IMG_1.HEIC', 'still');
    await put('IMG_1.MOV', 'moving');
    const library = openFolderLibrary([root]);
    const [asset] = await assetsOf(library);
    await (await library.open(asset?.id as AssetId, NOBODY, signal)).close();
    await rm(join(root, 'IMG_1.MOV'));
    const opened = await library.open(asset?.id as AssetId, NOBODY, signal);
    expect(opened.asset).toEqual({ ...asset, motion: undefined });
    await opened.close();
  });

  it('are two assets again when the video is too long for one', async () => {
    await put('IMG_1.JPG');
    await put('IMG_1.MOV');
    await truncate(join(root, 'IMG_1.MOV'), MAX_MOTION_BYTES + 1);
    const library = openFolderLibrary([root]);
    expect(await pathsIn(library)).toEqual(['IMG_1.JPG', 'IMG_1.MOV']);
  });
});

describe('versions and bytes', () => {
  it('[A8] are told apart by less than a millisecond, and not by renaming or chmod', async () => {
    await put('a.jpg');
    const path = join(root, 'a.jpg');
    const library = openFolderLibrary([root]);
    const modifiedAtMs = async (): Promise<number | undefined> =>
      (await assetsOf(library))[0]?.original.modifiedAtMs;
    execFileSync('touch', ['-d', '2024-05-06T07:08:09.123100Z', path]);
    const first = await modifiedAtMs();
    await chmod(path, 0o600);
    expect(await modifiedAtMs()).toBe(first);
    execFileSync('touch', ['-d', '2024-05-06T07:08:09.123200Z', path]);
    expect(await modifiedAtMs()).not.toBe(first);
    expect(Math.floor(first ?? 0)).toBe(Date.UTC(2024, 4, 6, 7, 8, 9, 123));
  });

  it('takes the earlier of birth and modification for the date', async () => {
    await put('a.jpg');
    await utimes(join(root, 'a.jpg'), 1_000_000_000, 1_000_000_000);
    expect((await assetsOf(openFolderLibrary([root])))[0]?.createdAtMs).toBe(1_000_000_000_000);
  });

  it('[D7] reads on in the file that it opened when another one takes its place, and relist shows that', async () => {
    await put('a.jpg', 'old bytes');
    await put('.new', 'NEW BYTES');
    const library = openFolderLibrary([root]);
    const opened = await library.open(join(root, 'a.jpg') as AssetId, NOBODY, signal);
    await utimes(join(root, '.new'), 1, 1);
    await rename(join(root, '.new'), join(root, 'a.jpg'));
    for await (const chunk of opened.original.read()) expect(Buffer.from(chunk).toString()).toBe('old bytes');
    expect((await opened.relist())?.original.modifiedAtMs).toBe(1000);
    await opened.close();
  });

  it('[D7] hands over no more than was there when it was opened, and notices the growth', async () => {
    await put('a.jpg', '12345');
    const library = openFolderLibrary([root]);
    const opened = await library.open(join(root, 'a.jpg') as AssetId, NOBODY, signal);
    await appendFile(join(root, 'a.jpg'), '678');
    for await (const chunk of opened.original.read()) expect(chunk.byteLength).toBe(5);
    expect((await opened.relist())?.original.sizeBytes).toBe(8);
    await opened.close();
  });

  it('[A5] counts the bytes that were read, and listing reads none', async () => {
    await put('a.jpg', '12345');
    const library = openFolderLibrary([root]);
    const [asset] = await assetsOf(library);
    const opened = await library.open(asset?.id as AssetId, NOBODY, signal);
    await opened.relist();
    expect(library.bytesRead).toBe(0);
    for await (const chunk of opened.original.read(1)) expect(chunk.byteLength).toBe(4);
    await opened.close();
    expect(library.bytesRead).toBe(4);
  });

  it('does not wait for a pipe that took the place of a photo', async () => {
    await put('a.jpg');
    const library = openFolderLibrary([root]);
    const [asset] = await assetsOf(library);
    await rm(join(root, 'a.jpg'));
    execFileSync(MAKE_PIPE, [join(root, 'a.jpg')]);
    await expect(library.open(asset?.id as AssetId, NOBODY, signal)).rejects.toMatchObject({
      code: 'asset-gone',
    });
  });

  it('[E6] takes no folder for empty that vanished between looking at it and listing it', async () => {
    await put('disk/DCIM/a.jpg');
    await put('disk/b.jpg');
    const disk = join(root, 'disk');
    const list = async (albumId: string, takeOut: () => Promise<unknown>) => {
      const library = openFolderLibrary([disk]);
      await library.listAlbums(signal);
      await takeOut();
      return library.listAssets({ albumId: albumId as AlbumId, cursor: undefined, limit: 99 }, signal);
    };
    await expect(list(join(disk, 'DCIM'), () => rename(disk, join(root, 'away')))).rejects.toMatchObject({
      code: 'library-unavailable',
      message: `The folder ${join(disk, 'DCIM')} vanished while it was looked at.`,
    });
    await rename(join(root, 'away'), disk);
    const leaveMountPoint = async () => {
      await rename(disk, join(root, 'away'));
      await mkdir(disk);
    };
    await rm(join(disk, 'DCIM'), { recursive: true });
    await expect(list(EVERYTHING_ALBUM_ID, leaveMountPoint)).rejects.toMatchObject({
      code: 'library-unavailable',
    });
  });

  it('[E6][A11] takes no asset that is open for gone when the whole library is', async () => {
    await put('disk/a.jpg');
    const library = openFolderLibrary([join(root, 'disk')]);
    const [asset] = await assetsOf(library);
    const opened = await library.open(asset?.id as AssetId, NOBODY, signal);
    await rename(join(root, 'disk'), join(root, 'unplugged'));
    await expect(opened.relist()).rejects.toMatchObject({ code: 'library-unavailable' });
    await mkdir(join(root, 'disk'));
    await expect(opened.relist()).rejects.toMatchObject({ code: 'library-unavailable' });
    await opened.close();
  });

  it('takes no asset for gone when the whole library is', async () => {
    await put('disk/a.jpg');
    const library = openFolderLibrary([join(root, 'disk')]);
    const [asset] = await assetsOf(library);
    await rename(join(root, 'disk'), join(root, 'unplugged'));
    await mkdir(join(root, 'disk'));
    await expect(library.open(asset?.id as AssetId, NOBODY, signal)).rejects.toMatchObject({
      code: 'library-unavailable',
    });
  });

  it.skipIf(process.platform !== 'linux')('opens a file whose name is no valid UTF-8', async () => {
    await mkdir(Buffer.concat([Buffer.from(root), Buffer.from('/f\xfcr', 'latin1')]));
    await writeFile(Buffer.concat([Buffer.from(root), Buffer.from('/f\xfcr/\xe4.jpg', 'latin1')]), 'umlaut');
    const library = openFolderLibrary([root]);
    const [asset] = await assetsOf(library);
    expect(asset?.original.fileName).toBe('\uefe4.jpg');
    const opened = await library.open(asset?.id as AssetId, NOBODY, signal);
    for await (const chunk of opened.original.read()) expect(Buffer.from(chunk).toString()).toBe('umlaut');
    expect(await opened.relist()).toEqual(asset);
    await opened.close();
  });
});
