import { describe, expect, it } from 'vitest';
import { CancelSource, type AlbumId } from '@keepsake/engine';
import { describePhotoLibraryContract } from '../../library/photo-library-contract.ts';
import { Life } from '../life.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { contentOf, createContent } from './phone-content.ts';
import type { PhoneAsset } from './phone-asset.ts';
import { SimulatedLibrary } from './simulated-library.ts';
import { SimulatedPhone, type PhoneFlavour } from './simulated-phone.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const NOBODY = { onDownloaded: () => undefined };

/** A phone whose time passes by itself, with the library of one process. */
function createPhone(flavour: PhoneFlavour) {
  const clock = new VirtualClock(NOW_MS);
  const phone = new SimulatedPhone(flavour, clock);
  const life = new Life('app');
  const downlink = { bring: () => clock.sleep(5) };
  const library = new SimulatedLibrary(phone, life, downlink, () => undefined);
  const timer = setInterval(() => void clock.advance(1_000), 0);
  const stop = (): void => {
    clearInterval(timer);
  };
  return { clock, phone, life, library, stop };
}

describe.each(['android', 'ios'] as const)('a simulated phone (%s)', (flavour) => {
  describePhotoLibraryContract(`SimulatedPhone (${flavour})`, async () => {
    const { phone, library, stop } = createPhone(flavour);
    const assetNamed = (fileName: string): PhoneAsset =>
      phone.assets.find((asset) => asset.original.fileName === fileName)!;
    return {
      library,
      add: async ({ album: names, fileName, content, motion, takenAtMs, isInCloud }) => {
        let inside: AlbumId | undefined;
        for (const name of names) {
          const parentId = inside;
          const known = phone.albums.all.find((it) => it.name === name && it.parentId === parentId);
          inside = (known ?? phone.albums.add({ name, parentId })).id;
        }
        phone.addPhoto({
          fileName,
          content: contentOf(content),
          motion: motion && contentOf(motion.content),
          createdAtMs: takenAtMs ?? NOW_MS,
          albums: inside === undefined ? [] : [inside],
          cloud: isInCloud === true ? { kind: 'in-cloud', arrives: 'fast' } : { kind: 'on-phone' },
        });
      },
      edit: async (fileName, content) => {
        phone.edit(assetNamed(fileName), 'original', contentOf(content), false);
      },
      remove: async (fileName) => {
        phone.setDeleted(assetNamed(fileName), true);
      },
      hasCloud: true,
      temporaryCount: () => phone.temporary.count,
      close: async () => {
        stop();
      },
    };
  });

  it('leaves the temporary file of a process that dies, until another sweeps it', async () => {
    const { phone, life, library, clock, stop } = createPhone(flavour);
    const cloud = { kind: 'in-cloud', arrives: 'fast' } as const;
    const photo = {
      fileName: 'a.jpg',
      content: createContent(1, 5_000),
      createdAtMs: NOW_MS,
      albums: [],
      cloud,
    };
    const { id } = phone.addPhoto(photo);
    await library.open(id, NOBODY, new CancelSource());
    expect([phone.temporary.count, phone.temporary.sizeBytes]).toEqual([1, 5_000]);
    life.die();
    expect(phone.temporary.count).toBe(1);
    await new SimulatedLibrary(
      phone,
      new Life('next'),
      { bring: () => clock.sleep(1) },
      () => undefined,
    ).sweepTemporary();
    expect(phone.temporary.count).toBe(0);
    stop();
  });
});

describe('a simulated phone', () => {
  it('keeps the marker of an album that lies', async () => {
    const { phone, library, stop } = createPhone('ios');
    const album = phone.addAlbum('Trips', false);
    const markerOf = async () =>
      (await library.listAlbums(new CancelSource())).find(({ id }) => id === album.id)?.marker;
    const before = await markerOf();
    album.isLying = true;
    const photo = { fileName: 'a.jpg', content: createContent(1, 10), createdAtMs: NOW_MS };
    phone.addPhoto({ ...photo, albums: [album.id] });
    expect(await markerOf()).toBe(before);
    album.isLying = false;
    phone.addPhoto({ ...photo, albums: [album.id] });
    expect(await markerOf()).not.toBe(before);
    stop();
  });

  it('holds each asset in exactly one folder on Android, and in any number of albums on iOS', () => {
    for (const flavour of ['android', 'ios'] as const) {
      const { phone, stop } = createPhone(flavour);
      const [one, two] = ['One', 'Two'].map((name) => phone.addAlbum(name, false));
      const photo = { fileName: 'a.jpg', content: createContent(1, 10), createdAtMs: NOW_MS };
      const asset = phone.addPhoto({ ...photo, albums: [one!.id] });
      phone.putInto(asset, two!);
      expect(phone.albums.of(asset).size).toBe(flavour === 'android' ? 2 : 3);
      stop();
    }
  });
});
