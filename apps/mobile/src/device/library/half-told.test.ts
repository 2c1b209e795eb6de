import { CancelSource, type AssetId, type DeviceAsset } from '@keepsake/engine';
import { contentOf } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { HalfTold } from './half-told.ts';
import { EVERYTHING } from './media-pages.ts';
import { createPhonePhotoLibrary } from './phone-photo-library.ts';

const NEVER = new CancelSource();
const contentOfText = (text: string) => contentOf(new TextEncoder().encode(text));
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A phone with one photo, which the ledger knows. */
async function open() {
  const world = openPhoneWorld('ios');
  const { phone, clock, deps, memory, known } = world;
  stops.push(world.stop);
  const album = phone.addAlbum('Holiday', false);
  const photo = phone.addPhoto({
    fileName: 'IMG_1.HEIC',
    content: contentOfText('as the camera wrote it'),
    createdAtMs: clock.now(),
    albums: [album.id],
  });
  let askedCount = 0;
  const { describeOriginals } = deps.native;
  deps.native.describeOriginals = async (ids, checkOnDevice) => {
    askedCount += ids.length;
    return describeOriginals(ids, checkOnDevice);
  };
  /** Lists an album in another process, and the ledger learns it; what it knew before it knows until it is forgotten. */
  const list = async (albumId = EVERYTHING): Promise<readonly DeviceAsset[]> => {
    const halfTold = new HalfTold(memory.texts, 'ada');
    const library = createPhonePhotoLibrary({ ...deps, halfTold });
    const { assets } = await library.listAssets({ albumId, cursor: undefined, limit: 9 }, NEVER);
    for (const asset of assets) known.set(asset.id, asset);
    return assets;
  };
  /** Reads it while something happens to it: what it has become the ledger learns of it alone, as the engine has it. */
  const readWhile = async (happens: () => void): Promise<void> => {
    const opened = await world.library.open(photo.id, undefined, NEVER);
    happens();
    known.set(photo.id, (await opened.relist())!);
    await opened.close();
  };
  await list();
  return {
    phone,
    photo,
    album,
    list,
    forget: (id: string) => void known.delete(id as AssetId),
    readWhile,
    edit: () => phone.edit(photo, 'original', contentOfText('brighter'), false),
    asked: () => {
      const count = askedCount;
      askedCount = 0;
      return count;
    },
  };
}

describe('a photo that is edited, or put back, under the eyes of a backup', () => {
  it('[A8][D7] is told with what the camera wrote where it is edited while it is read, in the next process too, and asked for no more once both are known', async () => {
    const { photo, list, readWhile, edit, asked } = await open();
    await readWhile(edit);
    const both = [photo.id, `${photo.id}#unedited`];
    expect((await list()).map(({ id }) => id)).toEqual(both);
    // Nothing tells that the ledger took what it was told: it is asked for once more, by which it is seen.
    expect((await list()).map(({ id }) => id)).toEqual(both);
    asked();
    expect((await list()).map(({ id }) => id)).toEqual(both);
    expect(asked()).toBe(0);
  });

  it.each([
    ['while it is read', true],
    ['between two looks', false],
  ])('[A8] is told alone in each of its albums where the edit is taken back %s', async (_when, isRead) => {
    const { phone, photo, album, list, readWhile, edit, asked, forget } = await open();
    edit();
    expect(await list()).toHaveLength(2);
    if (isRead) await readWhile(() => phone.revert(photo));
    else phone.revert(photo);
    for (const id of [EVERYTHING, album.id])
      expect((await list(id)).map((asset) => asset.id)).toEqual([photo.id]);
    forget(`${photo.id}#unedited`);
    await list();
    asked();
    expect(await list()).toHaveLength(1);
    expect(asked()).toBe(0);
  });

  it('is not asked for again where nothing else became of it', async () => {
    const { phone, photo, list, readWhile, asked } = await open();
    await readWhile(() => phone.touch(photo));
    asked();
    expect(await list()).toHaveLength(1);
    expect(asked()).toBe(0);
  });
});
