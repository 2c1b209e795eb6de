import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancelSource,
  versionOf,
  type AlbumId,
  type DeviceAlbum,
  type DeviceAsset,
  type OpenedPart,
  type OpenObserver,
  type PhotoLibrary,
} from '@keepsake/engine';
import { checksumOfContent, readContent } from './fake-content.ts';

/** A library whose photos a test can come by; file names are unique within one world. */
export interface PhotoLibraryWorld {
  readonly library: PhotoLibrary;
  /** Puts a photo into an album, named from the outermost one inwards; no name: only into the album of everything. */
  add(photo: ContractPhoto): Promise<void>;
  /** Changes its bytes; its modified time moves as it does on the device. */
  edit(fileName: string, content: Uint8Array): Promise<void>;
  remove(fileName: string): Promise<void>;
  /** True: albums lie in no others, and `add` puts a photo into the innermost one alone. */
  readonly isFlat?: boolean;
  /** True: `add` can leave an original in the cloud. */
  readonly hasCloud?: boolean;
  /** Temporary files that lie around now; only where opening makes some. */
  temporaryCount?(): number;
  close(): Promise<void>;
}

interface ContractPhoto {
  readonly fileName: string;
  readonly album: readonly string[];
  readonly content: Uint8Array;
  readonly motion?: { readonly fileName: string; readonly content: Uint8Array };
  /** When it was taken and last changed; by default now. */
  readonly takenAtMs?: number;
  /** Its bytes are not on the device; only where `PhotoLibraryWorld.hasCloud`. */
  readonly isInCloud?: boolean;
}

/** What every photo library must do, whatever holds its photos. */
export function describePhotoLibraryContract(
  name: string,
  openWorld: () => Promise<PhotoLibraryWorld>,
): void {
  describe(`${name} as a photo library`, () => {
    const worlds: PhotoLibraryWorld[] = [];
    const open = async (...photos: ContractPhoto[]): Promise<PhotoLibraryWorld> => {
      const world = await openWorld();
      worlds.push(world);
      for (const photo of photos) await world.add(photo);
      return world;
    };
    afterEach(async () => {
      for (const world of worlds.splice(0)) await world.close();
    });

    it('[A3] holds every asset in one album of everything', async () => {
      const { library } = await open(BEACH, FORUM, LOOSE);
      const albums = await library.listAlbums(new CancelSource());
      const everything = albums.filter((album) => album.kind === 'everything');
      expect(everything.map((album) => album.assetCount)).toEqual([3]);
      expect(await namesIn(library, albumNamed(albums, undefined))).toEqual([
        'beach.jpg',
        'forum.jpg',
        'loose.jpg',
      ]);
    });

    it('[A9] lists an asset in its album and in all around it, and parents before children', async () => {
      const { library, isFlat = false } = await open(BEACH, FORUM, LOOSE);
      const albums = await library.listAlbums(new CancelSource());
      const inTrips = await namesIn(library, albumNamed(albums, 'Trips'));
      expect(inTrips).toEqual(isFlat ? ['beach.jpg'] : ['beach.jpg', 'forum.jpg']);
      expect(await namesIn(library, albumNamed(albums, 'Rome'))).toEqual(['forum.jpg']);
      if (isFlat) {
        expect(albums.map((album) => album.parentId)).toEqual(albums.map(() => undefined));
        return;
      }

      const ids = albums.map((album) => album.id);
      const rome = albumNamed(albums, 'Rome');
      expect(rome.parentId).toBe(albumNamed(albums, 'Trips').id);
      expect(ids.indexOf(albumNamed(albums, 'Trips').id)).toBeLessThan(ids.indexOf(rome.id));
      expect(albums.map((album) => album.parentId)).not.toContain(albumNamed(albums, undefined).id);
    });

    it('pages through an album: each asset once, in the same order again', async () => {
      const photos = Array.from({ length: 11 }, (_, index) => ({
        fileName: `p${index}.jpg`,
        album: index % 2 === 0 ? ['Trips'] : ['Trips', 'Rome'],
        content: textBytes(`photo ${index}`),
      }));
      const { library } = await open(...photos);
      const everything = albumNamed(await library.listAlbums(new CancelSource()), undefined).id;
      const first = await pagesOf(library, everything, 3);
      expect(first.map((page) => page.length)).toEqual([3, 3, 3, 2]);
      expect(new Set(first.flat()).size).toBe(11);
      expect(await pagesOf(library, everything, 3)).toEqual(first);
      expect((await pagesOf(library, everything, 11)).flat()).toEqual(first.flat());
    });

    it('answers an album that is not there with an empty last page', async () => {
      const { library } = await open(BEACH);
      const request = { albumId: '/no/such/album' as AlbumId, cursor: undefined, limit: 5 };
      const page = await library.listAssets(request, new CancelSource());
      expect(page).toEqual({ assets: [], nextCursor: undefined });
    });

    it('[A5] keeps the markers of albums in which nothing happened', async () => {
      const { library, edit, isFlat = false } = await open(BEACH, FORUM, { ...LOOSE, album: ['Camera'] });
      const before = await markersOf(library);
      expect(await markersOf(library)).toEqual(before);
      await edit('forum.jpg', textBytes('other bytes, other length'));
      const after = await markersOf(library);
      expect(after.get('Camera')).toBe(before.get('Camera'));
      expect(after.get('Rome')).not.toBe(before.get('Rome'));
      expect(after.get('Trips') === before.get('Trips')).toBe(isFlat);
      expect(after.get('')).not.toBe(before.get(''));
    });

    it('[A5] changes the marker when an old photo is imported, and when one is deleted', async () => {
      const world = await open(BEACH, FORUM);
      const before = await markersOf(world.library);
      await world.add({ ...LOOSE, album: ['Trips', 'Rome'], takenAtMs: Date.UTC(2009, 6, 1) });
      const between = await markersOf(world.library);
      expect(between.get('Rome')).not.toBe(before.get('Rome'));
      await world.remove('loose.jpg');
      expect((await markersOf(world.library)).get('Rome')).not.toBe(between.get('Rome'));
    });

    it('[A8] gives edited bytes another version, and the same id', async () => {
      const { library, edit } = await open(BEACH);
      const before = await assetNamed(library, 'beach.jpg');
      expect(versionOf(await assetNamed(library, 'beach.jpg'))).toBe(versionOf(before));
      await edit('beach.jpg', textBytes('BEACH'));
      const after = await assetNamed(library, 'beach.jpg');
      expect(after.id).toBe(before.id);
      expect(versionOf(after)).not.toBe(versionOf(before));
    });

    it('[D1] hands over exactly the bytes of each part, from any byte, again and again', async () => {
      const motion = { fileName: 'live.mov', content: textBytes('moving') };
      const { library } = await open({ fileName: 'live.heic', album: [], content: BIG, motion });
      const listed = await assetNamed(library, 'live.heic');
      const opened = await library.open(listed.id, NOBODY, new CancelSource());
      expect(opened.asset).toEqual(listed);
      expect([opened.original.fileName, opened.original.sizeBytes]).toEqual(['live.heic', BIG.byteLength]);
      expect([opened.motion?.fileName, opened.motion?.sizeBytes]).toEqual(['live.mov', 6]);
      expect(await sha1(opened.original)).toBe(checksumOfContent(BIG));
      expect(await sha1(opened.original)).toBe(checksumOfContent(BIG));
      expect(await bytesFrom(opened.motion, 2)).toBe('ving');
      expect(await bytesFrom(opened.motion, 6)).toBe('');
      await opened.close();
      await opened.close();
    });

    it('[U3] hands over a large file in chunks that stay as they are', async () => {
      const { library } = await open({ fileName: 'big.jpg', album: [], content: BIG });
      const opened = await library.open(
        (await assetNamed(library, 'big.jpg')).id,
        NOBODY,
        new CancelSource(),
      );
      const chunks: Uint8Array[] = [];
      for await (const chunk of opened.original.read()) chunks.push(chunk);
      await opened.close();
      expect(Math.max(...chunks.map((chunk) => chunk.byteLength))).toBeLessThanOrEqual(1024 * 1024);
      expect(createHash('sha1').update(Buffer.concat(chunks)).digest('hex')).toBe(checksumOfContent(BIG));
    });

    it('[D7] shows a file that changed while it was read', async () => {
      const { library, edit } = await open({ fileName: 'big.jpg', album: [], content: BIG });
      const opened = await library.open(
        (await assetNamed(library, 'big.jpg')).id,
        NOBODY,
        new CancelSource(),
      );
      expect(await opened.relist()).toEqual(opened.asset);
      for await (const chunk of opened.original.read()) {
        if (chunk.byteLength > 0)
          await edit(
            'big.jpg',
            BIG.map((byte) => byte ^ 1),
          );
        break;
      }
      const now = await opened.relist();
      await opened.close();
      expect(now?.original.sizeBytes).toBe(BIG.byteLength);
      expect(now && versionOf(now)).not.toBe(versionOf(opened.asset));
    });

    it('[A11] tells that an asset is gone, before it is opened and after', async () => {
      const world = await open(BEACH, FORUM);
      const { id } = await assetNamed(world.library, 'beach.jpg');
      const opened = await world.library.open(id, NOBODY, new CancelSource());
      await world.remove('beach.jpg');
      expect(await opened.relist()).toBeUndefined();
      await opened.close();
      await expect(world.library.open(id, NOBODY, new CancelSource())).rejects.toMatchObject({
        code: 'asset-gone',
      });
    });

    it('[I1][I3] tells what is in the cloud before it is opened, and downloads it to where it can be read', async () => {
      const world = await open(BEACH);
      if (world.hasCloud !== true) return;
      await world.add({ ...FORUM, isInCloud: true });
      const [beach, forum] = [
        await assetNamed(world.library, 'beach.jpg'),
        await assetNamed(world.library, 'forum.jpg'),
      ];
      expect([beach.isInCloud, forum.isInCloud]).toEqual([false, true]);
      const told: number[] = [];
      const observer = { onDownloaded: (bytes: number) => void told.push(bytes) };
      const opened = await world.library.open(forum.id, observer, new CancelSource());
      expect(await bytesFrom(opened.original, 0)).toBe('forum');
      expect([told.at(-1), told.toSorted((a, b) => a - b)]).toEqual([5, told]);
      expect(versionOf((await opened.relist()) ?? beach)).toBe(versionOf(opened.asset));
      await opened.close();
    });

    it('[I2] downloads nothing when it may not, and says that the original is in the cloud', async () => {
      const world = await open(BEACH);
      if (world.hasCloud !== true) return;
      await world.add({ ...FORUM, isInCloud: true });
      const forum = await assetNamed(world.library, 'forum.jpg');
      const opened = await world.library.open(forum.id, undefined, new CancelSource());
      expect(opened.asset).toMatchObject({ id: forum.id, isInCloud: true });
      expect((await opened.relist())?.isInCloud).toBe(true);
      await opened.close();
      expect((await assetNamed(world.library, 'forum.jpg')).isInCloud).toBe(true);
      const here = await assetNamed(world.library, 'beach.jpg');
      const read = await world.library.open(here.id, undefined, new CancelSource());
      expect(await bytesFrom(read.original, 0)).toBe('beach');
      await read.close();
    });

    it('[U8] leaves no temporary file when what it opened is closed, and sweeps none that is in use', async () => {
      const world = await open(BEACH);
      const isInCloud = world.hasCloud === true;
      await world.add({ ...FORUM, isInCloud });
      const { id } = await assetNamed(world.library, 'forum.jpg');
      const opened = await world.library.open(id, NOBODY, new CancelSource());
      await world.library.sweepTemporary();
      expect(await bytesFrom(opened.original, 0)).toBe('forum');
      await opened.close();
      await world.library.sweepTemporary();
      await world.library.sweepTemporary();
      expect(world.temporaryCount?.() ?? 0).toBe(0);
      expect(
        await namesIn(
          world.library,
          albumNamed(await world.library.listAlbums(new CancelSource()), undefined),
        ),
      ).toEqual(['beach.jpg', 'forum.jpg']);
    });

    it('[B3] tells whoever subscribed of a change, until it is no longer wanted', async () => {
      const world = await open(BEACH);
      let isDeafCalled = false;
      const deafen = world.library.subscribe(() => {
        isDeafCalled = true;
      });
      deafen();
      deafen();
      let tell = (): void => undefined;
      const told = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const stop = world.library.subscribe(tell);
      await world.add(FORUM);
      await told;
      stop();
      expect(isDeafCalled).toBe(false);
    });

    it('[U7] throws the reason of a signal that told it to stop', async () => {
      const { library } = await open(BEACH);
      const { id } = await assetNamed(library, 'beach.jpg');
      const signal = new CancelSource();
      signal.cancel('enough');
      await expect(library.listAlbums(signal)).rejects.toBe('enough');
      const request = { albumId: 'any' as AlbumId, cursor: undefined, limit: 1 };
      await expect(library.listAssets(request, signal)).rejects.toBe('enough');
      await expect(library.open(id, NOBODY, signal)).rejects.toBe('enough');
    });
  });
}

const NOBODY: OpenObserver = { onDownloaded: () => undefined };

const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const BEACH: ContractPhoto = { fileName: 'beach.jpg', album: ['Trips'], content: textBytes('beach') };
const FORUM: ContractPhoto = { fileName: 'forum.jpg', album: ['Trips', 'Rome'], content: textBytes('forum') };
const LOOSE: ContractPhoto = { fileName: 'loose.jpg', album: [], content: textBytes('loose') };
const BIG = readContent({ sizeBytes: 1_500_001, seed: 7 }, 0, 1_500_001);

function albumNamed(albums: readonly DeviceAlbum[], name: string | undefined): DeviceAlbum {
  const album = albums.find((it) => (it.kind === 'everything' ? name === undefined : it.name === name));
  if (album === undefined) throw new Error(`no album ${name}`);
  return album;
}

async function pagesOf(library: PhotoLibrary, albumId: AlbumId, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await library.listAssets({ albumId, cursor, limit }, new CancelSource());
    pages.push(page.assets.map((asset) => asset.original.fileName));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

async function namesIn(library: PhotoLibrary, album: DeviceAlbum): Promise<string[]> {
  return (await pagesOf(library, album.id, 100)).flat().sort();
}

async function assetNamed(library: PhotoLibrary, fileName: string): Promise<DeviceAsset> {
  const everything = albumNamed(await library.listAlbums(new CancelSource()), undefined);
  const request = { albumId: everything.id, cursor: undefined, limit: 100 };
  const { assets } = await library.listAssets(request, new CancelSource());
  const asset = assets.find((it) => it.original.fileName === fileName);
  if (asset === undefined) throw new Error(`no asset ${fileName}`);
  return asset;
}

async function markersOf(library: PhotoLibrary): Promise<Map<string, string>> {
  const albums = await library.listAlbums(new CancelSource());
  return new Map(albums.map((album) => [album.kind === 'everything' ? '' : album.name, album.marker]));
}

async function sha1(part: OpenedPart): Promise<string> {
  const hash = createHash('sha1');
  for await (const chunk of part.read()) hash.update(chunk);
  return hash.digest('hex');
}

async function bytesFrom(part: OpenedPart | undefined, fromByte: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of part?.read(fromByte) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
