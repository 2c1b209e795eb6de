import { createHash } from 'node:crypto';
import { CancelSource, versionOf, type AlbumId, type DeviceAsset } from '@keepsake/engine';
import { contentOf, type PhoneAsset } from '@keepsake/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { EVERYTHING } from './media-pages.ts';

const NEVER = new CancelSource();
const contentOfText = (text: string) => contentOf(new TextEncoder().encode(text));
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A burst of three, of which Photos lists the one that stands for it, and a photo after it. */
function openBurst() {
  const opened = openPhoneWorld('ios');
  closing.push(opened.stop);
  const { phone, library, clock } = opened;
  const holiday = phone.addAlbum('Holiday', false);
  const take = (fileName: string, atMs: number, unpickedOf?: PhoneAsset): PhoneAsset =>
    phone.addPhoto({
      fileName,
      content: contentOfText(fileName),
      createdAtMs: clock.now() + atMs,
      albums: unpickedOf === undefined ? [holiday.id] : [],
      unpickedOf,
    });
  const standing = take('IMG_1.HEIC', 0);
  const others = [take('IMG_2.HEIC', 100, standing), take('IMG_3.HEIC', 200, standing)];
  const after = take('IMG_4.HEIC', 9_000);
  const list = async (albumId: AlbumId = EVERYTHING): Promise<readonly DeviceAsset[]> =>
    (await library.listAssets({ albumId, cursor: undefined, limit: 9 }, NEVER)).assets;
  return { ...opened, holiday, standing, others, after, list };
}

const namesOf = (assets: readonly DeviceAsset[]): readonly string[] =>
  assets.map(({ original }) => original.fileName).sort();
const ALL = ['IMG_1.HEIC', 'IMG_2.HEIC', 'IMG_3.HEIC', 'IMG_4.HEIC'];

describe('a burst of iOS', () => {
  it('[A2] is listed with the photos that were not picked, in each album of the one that stands for it', async () => {
    const { phone, list, holiday, others } = openBurst();
    expect(namesOf(await list())).toEqual(ALL);
    expect(namesOf(await list(holiday.id))).toEqual(ALL);
    phone.setDeleted(others[0]!, true);
    expect(namesOf(await list())).toEqual(ALL.filter((name) => name !== 'IMG_2.HEIC'));
  });

  it('[A10] comes once, with the page of the one that stands for it', async () => {
    const { library } = openBurst();
    const pages: (readonly string[])[] = [];
    let cursor: string | undefined;
    do {
      const page = await library.listAssets({ albumId: EVERYTHING, cursor, limit: 1 }, NEVER);
      pages.push(namesOf(page.assets));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual([ALL.slice(0, 3), ALL.slice(3)]);
  });

  it('[D1] is opened and hashed photo by photo, each as it was listed', async () => {
    const { library, list, others } = openBurst();
    const listed = await list();
    for (const other of others) {
      const opened = await library.open(other.id, undefined, NEVER);
      expect(opened.asset).toEqual(listed.find(({ id }) => id === other.id));
      const { fileName } = opened.asset.original;
      const sha1 = createHash('sha1').update(fileName).digest('hex');
      expect(await opened.original.native?.hash(() => undefined, NEVER)).toBe(sha1);
      expect(await opened.relist()).toEqual(opened.asset);
      await opened.close();
    }
  });

  it('is not asked about again while nothing in it changed', async () => {
    const { deps, list, known } = openBurst();
    const listed = await list();
    for (const asset of listed) known.set(asset.id, asset);
    const described = vi.spyOn(deps.native, 'describeOriginals');
    expect(await list()).toEqual(listed);
    expect(described).not.toHaveBeenCalled();
  });

  it('[V2] stays here as a whole, whatever of it is safe, since nothing says what goes with what', async () => {
    const { list, remover, after } = openBurst();
    const listed = await list();
    const safe = listed.map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    expect(await remover.remove(safe, NEVER)).toEqual([after.id]);
    expect(namesOf(await list())).toEqual(ALL.slice(0, 3));
  });

  it('[V2] goes like other photos once all of it is listed', async () => {
    const { phone, list, remover, others, standing } = openBurst();
    for (const other of others) phone.erase(other);
    const safe = (await list()).map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    expect(await remover.remove(safe, NEVER)).toContain(standing.id);
  });

  it('of which nothing may be seen any more is a lost permission, not an empty burst', async () => {
    const { deps, list } = openBurst();
    deps.native.findBurstPhotos = () =>
      Promise.reject(Object.assign(new Error('the permission was taken back'), { code: 'permission-lost' }));
    await expect(list()).rejects.toMatchObject({ code: 'library-permission-lost' });
  });

  it('[A2][U9] is backed up to its last photo', async () => {
    const device = await openSignedInDevice('ios');
    closing.push(() => device.close());
    const photo = (name: string, unpickedOf?: PhoneAsset) =>
      device.world.phone.addPhoto({
        fileName: name,
        content: contentOfText(name),
        createdAtMs: Date.UTC(2026, 0, 2),
        albums: [],
        unpickedOf,
      });
    const standing = photo('IMG_1.HEIC');
    for (let index = 2; index <= 12; index += 1) photo(`IMG_${index}.HEIC`, standing);
    expect(await device.phone.ports.controller.start()).toEqual({ kind: 'completed' });
    expect(device.server.photos.assets.size).toBe(12);
  });
});

it('[A2] Android lists each photo of a burst by itself, and is not asked', async () => {
  const { phone, library, deps, clock, stop } = openPhoneWorld('android');
  closing.push(stop);
  phone.addPhoto({ fileName: 'a.jpg', content: contentOfText('a'), createdAtMs: clock.now(), albums: [] });
  const asked = vi.spyOn(deps.native, 'findBurstPhotos');
  const { assets } = await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, NEVER);
  expect([namesOf(assets), asked.mock.calls]).toEqual([['a.jpg'], []]);
});
