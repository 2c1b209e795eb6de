import { CancelSource, versionOf, type AlbumId, type DeviceAsset } from '@keepsake/engine';
import { contentOf, describePhotoLibraryContract, type PhoneAsset } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { EVERYTHING } from './media-pages.ts';
import { createPhonePhotoLibrary } from './phone-photo-library.ts';
import { createPhoneOriginalRemover } from './phone-original-remover.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const NEVER = new CancelSource();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(flavour: 'android' | 'ios') {
  const opened = openPhoneWorld(flavour);
  stops.push(opened.stop);
  const take = (fileName: string, content = fileName, albums: readonly AlbumId[] = []): PhoneAsset =>
    opened.phone.addPhoto({
      fileName,
      content: contentOf(new TextEncoder().encode(content)),
      createdAtMs: NOW_MS + opened.phone.assets.length * 1000,
      albums,
    });
  const list = async (limit = 100): Promise<readonly DeviceAsset[]> => {
    const assets: DeviceAsset[] = [];
    let cursor: string | undefined;
    do {
      const page = await opened.library.listAssets({ albumId: EVERYTHING, cursor, limit }, NEVER);
      assets.push(...page.assets);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return assets;
  };
  return { ...opened, take, list };
}

describe.each(['android', 'ios'] as const)('the photo library of a phone (%s)', (flavour) => {
  describePhotoLibraryContract(`expo-media-library (${flavour})`, async () => {
    const { phone, library, stop } = openPhoneWorld(flavour);
    const assetNamed = (fileName: string): PhoneAsset =>
      phone.assets.find((asset) => asset.original.fileName === fileName)!;
    return {
      library,
      isFlat: true,
      add: async ({ album: names, fileName, content, motion, takenAtMs, isInCloud }) => {
        const name = names.at(-1);
        const known = phone.albums.all.find((album) => album.name === name);
        const inside = name === undefined ? undefined : (known ?? phone.addAlbum(name, false)).id;
        phone.addPhoto({
          fileName,
          content: contentOf(content),
          motion: motion && contentOf(motion.content),
          createdAtMs: takenAtMs ?? NOW_MS,
          albums: inside === undefined ? [] : [inside],
          cloud: isInCloud === true ? { kind: 'in-cloud', arrives: 'fast' } : { kind: 'on-phone' },
        });
        // An album of which nobody has heard is there on iOS, and not on Android.
        if (names.length > 1 && !phone.albums.all.some((album) => album.name === names[0]))
          phone.addAlbum(names[0]!, false);
      },
      edit: async (fileName, content) => {
        phone.edit(assetNamed(fileName), 'original', contentOf(content), false);
      },
      remove: async (fileName) => {
        phone.setDeleted(assetNamed(fileName), true);
      },
      hasCloud: flavour === 'ios',
      temporaryCount: () => phone.temporary.count,
      close: async () => {
        stop();
      },
    };
  });

  it('[E1] says that the permission is lost, wherever it shows', async () => {
    const { phone, library, take } = open(flavour);
    const { id } = take('a.jpg');
    const { id: listedId } = (
      await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 1 }, NEVER)
    ).assets[0]!;
    expect(listedId).toBe(id);
    phone.isPermitted = false;
    const lost = { code: 'library-permission-lost' };
    await expect(library.listAlbums(NEVER)).rejects.toMatchObject(lost);
    await expect(
      library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 1 }, NEVER),
    ).rejects.toMatchObject(lost);
    await expect(library.open(id, undefined, NEVER)).rejects.toMatchObject(lost);
  });

  it('takes a library that cannot be read for unavailable, not for empty', async () => {
    const { phone, library, take } = open(flavour);
    take('a.jpg');
    phone.setCard('library-unavailable');
    await expect(library.listAlbums(NEVER)).rejects.toMatchObject({ code: 'library-unavailable' });
  });

  it('[A6] loses nobody when something before the page is deleted meanwhile', async () => {
    const { phone, library, take } = open(flavour);
    const assets = Array.from({ length: 9 }, (_, index) => take(`${index}.jpg`));
    const first = await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 4 }, NEVER);
    phone.setDeleted(assets[1]!, true);
    phone.setDeleted(assets[2]!, true);
    const names = new Set(first.assets.map(({ id }) => id));
    for (let cursor = first.nextCursor; cursor !== undefined;) {
      const page = await library.listAssets({ albumId: EVERYTHING, cursor, limit: 4 }, NEVER);
      for (const { id } of page.assets) names.add(id);
      cursor = page.nextCursor;
    }
    expect(names.size).toBe(9);
  });

  it('[A5] reads no album while the change token stands still, also in the next process', async () => {
    const { phone, library, take, deps } = open(flavour);
    take('a.jpg', 'a', [phone.addAlbum('Trips', false).id]);
    const before = await library.listAlbums(NEVER);
    let queryCount = 0;
    const { Query } = deps.media;
    class CountedQuery extends Query {
      override exeForMetadata() {
        queryCount += 1;
        return super.exeForMetadata();
      }
    }
    const next = createPhonePhotoLibrary({ ...deps, media: { ...deps.media, Query: CountedQuery } });
    expect(await next.listAlbums(NEVER)).toEqual(before);
    expect(queryCount).toBe(0);
    take('b.jpg');
    expect(await next.listAlbums(NEVER)).not.toEqual(before);
    expect(queryCount).toBeGreaterThan(0);
  });

  it('[A5] notices that a person shows another photo instead of one, of which no platform needs to tell', async () => {
    const { phone, library, take } = open(flavour);
    const album = phone.addAlbum('Trips', false).id;
    const [one, other] = [take('a.jpg', 'a', [album]), take('b.jpg', 'b', [album])];
    phone.setShown(new Set([one.id]));
    const before = await library.listAlbums(NEVER);
    phone.setShown(new Set([other.id]));
    const after = await library.listAlbums(NEVER);
    expect(after.map(({ assetCount }) => assetCount)).toEqual(before.map(({ assetCount }) => assetCount));
    for (const [index, { marker }] of after.entries()) expect(marker).not.toBe(before[index]!.marker);
  });

  it('[A8] notices what no date shows, since the platform tells of it', async () => {
    const { phone, library, take } = open(flavour);
    const asset = take('a.jpg');
    const [before] = await library.listAlbums(NEVER);
    phone.setFavorite(asset, true);
    expect((await library.listAlbums(NEVER))[0]!.marker).not.toBe(before!.marker);
  });
});

describe('the photo library of Android', () => {
  it('names one album of everything, folders beside it, and no file that is no picture', async () => {
    const { phone, library, take, list } = open('android');
    take('a.jpg', 'a', [phone.addAlbum('Camera', false).id]);
    phone.addAlbum('Empty', false);
    const albums = await library.listAlbums(NEVER);
    expect(albums.map(({ name, kind, assetCount }) => [name, kind, assetCount])).toEqual([
      ['Recents', 'everything', 1],
      ['Camera', 'ordinary', 1],
    ]);
    expect(await list()).toHaveLength(1);
  });

  it('[A5][A6] misses no photo before Android 11, which has no change token', async () => {
    const { phone, library, take, deps } = open('android');
    deps.native.readChanges = async () => ({
      token: 'none',
      isComplete: false,
      changedIds: [],
      deletedIds: null,
      areAlbumsChanged: null,
    });
    const gone = take('a.jpg');
    const [before] = await library.listAlbums(NEVER);
    // As many as there were.
    phone.setDeleted(gone, true);
    take('b.jpg');
    expect((await library.listAlbums(NEVER))[0]!.marker).not.toBe(before!.marker);
  });
});

describe('the photo library of iOS', () => {
  it('[A4] takes Recents for the album of everything, and lists it once', async () => {
    const { library, take } = open('ios');
    take('a.jpg');
    const albums = await library.listAlbums(NEVER);
    expect(albums.map(({ id, kind }) => [id, kind])).toEqual([
      ['recents', 'everything'],
      ['favourites', 'ordinary'],
    ]);
  });

  it('asks once for names and sizes of what does not change, and looks again at some of what is in iCloud', async () => {
    const { phone, deps, take, known, list } = open('ios');
    const assets = Array.from({ length: 30 }, (_, index) => take(`${index}.jpg`));
    for (const asset of assets.slice(0, 20)) phone.setCloud(asset, { kind: 'in-cloud', arrives: 'fast' });
    for (const asset of await list()) known.set(asset.id, asset);
    const asked: string[] = [];
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = (ids, checkOnDevice) => {
      asked.push(...ids);
      return describeOriginals(ids, checkOnDevice);
    };
    for (const asset of assets) phone.setCloud(asset, { kind: 'on-phone' });
    phone.setFavorite(assets[29]!, true);
    const again = await list();
    expect(asked).toHaveLength(10);
    expect(again.filter(({ isInCloud }) => isInCloud)).toHaveLength(10);
    expect(again[29]!.isFavorite).toBe(true);
    phone.edit(assets[29]!, 'original', contentOf(new TextEncoder().encode('other size')), false);
    expect((await list())[29]!.original.sizeBytes).toBe(10);
  });

  it('[I2] learns that an original went to iCloud when it is opened, also where nothing told so before', async () => {
    const { phone, library, deps, take } = open('ios');
    const asset = take('a.jpg');
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = async (ids, checkOnDevice) =>
      (await describeOriginals(ids, checkOnDevice)).map((facts) => ({
        ...facts,
        parts: facts.parts.map((part) => ({ ...part, isOnDevice: null })),
      }));
    phone.setCloud(asset, { kind: 'in-cloud', arrives: 'fast' });
    const opened = await library.open(asset.id, undefined, NEVER);
    expect(opened.asset.isInCloud).toBe(true);
    await opened.close();
    expect(phone.temporary.count).toBe(0);
  });

  it('[U6] tells that it is not stuck while a film is written out to be sent', async () => {
    const { library, take } = open('ios');
    const { id } = take('film.mov');
    const opened = await library.open(id, undefined, NEVER);
    let readCount = 0;
    await opened.original.native?.locate(NEVER, () => (readCount += 1));
    await opened.close();
    expect(readCount).toBe(1);
  });

  it('[U8] leaves no temporary file behind what was closed, before any sweep', async () => {
    const { phone, library, take } = open('ios');
    const asset = take('a.jpg');
    phone.setCloud(asset, { kind: 'in-cloud', arrives: 'fast' });
    const opened = await library.open(asset.id, { onDownloaded: () => undefined }, NEVER);
    expect(phone.temporary.count).toBe(1);
    await opened.close();
    expect(phone.temporary.count).toBe(0);
  });

  it('[I4] says that one cannot be fetched, and stops fetching within a second', async () => {
    const { phone, library, clock, take } = open('ios');
    const asset = take('a.jpg');
    const watching = { onDownloaded: () => undefined };
    phone.setCloud(asset, { kind: 'in-cloud', arrives: 'not' });
    await expect(library.open(asset.id, watching, NEVER)).rejects.toMatchObject({ code: 'download-failed' });
    phone.setCloud(asset, { kind: 'in-cloud', arrives: 'never' });
    const signal = new CancelSource();
    const opening = library.open(asset.id, watching, signal);
    void clock.sleep(100).then(() => signal.cancel('enough'));
    await expect(opening).rejects.toBe('enough');
    expect(phone.temporary.count).toBe(0);
  });
});

it('removes nothing when the person says no', async () => {
  const { deps, take, list } = open('ios');
  take('a.jpg');
  const { Asset } = deps.media;
  class RefusedAsset extends Asset {
    static override delete(): Promise<void> {
      return Promise.reject(
        new Error('The operation couldn’t be completed. (PHPhotosErrorDomain error 3072.)'),
      );
    }
  }
  const remover = createPhoneOriginalRemover({ ...deps, media: { ...deps.media, Asset: RefusedAsset } });
  const [asset] = await list();
  expect(await remover.remove([{ id: asset!.id, version: versionOf(asset!) }], NEVER)).toEqual([]);
});
