import { CancelSource, type AssetId } from '@keepsake/engine';
import { contentOf, VirtualClock } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { nativeError } from '../../../simulated/native/fake-originals.ts';
import { adapterDepsOf, openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import type { PhoneWorld } from '../../../simulated/native/phone-world.ts';
import { LeftExports } from './left-exports.ts';
import { createPhonePhotoLibrary } from './phone-photo-library.ts';

const MIB = 1024 * 1024;
const KEY = 'keepsake.left-exports';
const DAY_MS = 24 * 3_600_000;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** An iPhone with a film, and its processes, one after the other. */
function openWithFilm(sizeBytes = 17 * MIB) {
  const opened = openPhoneWorld('ios');
  stops.push(opened.stop);
  const film = opened.phone.addPhoto({
    fileName: 'film.mov',
    content: contentOf(new Uint8Array(sizeBytes)),
    createdAtMs: 0,
    albums: [],
  });
  const files: NonNullable<PhoneWorld['files']> = new Map();
  let writtenCount = 0;
  const openProcess = ({
    isFull = (): boolean => false,
    beforeReading = async (): Promise<void> => undefined,
  } = {}) => {
    const deps = adapterDepsOf({ ...opened.world, files }, async () => new Map(), opened.memory);
    const { openOriginal, readBytes } = deps.native;
    deps.native.readBytes = async (...args) => {
      await beforeReading();
      return readBytes(...args);
    };
    deps.native.openOriginal = (request) => {
      writtenCount += 1;
      return isFull() ? Promise.reject(nativeError('no-space', 'the disk is full')) : openOriginal(request);
    };
    return createPhonePhotoLibrary(deps);
  };
  /** A turn of the film, in a process of its own. */
  const turn = async (isCutOff: boolean): Promise<string> => {
    const { asset, uri } = await begin();
    await asset.close({ comesBack: isCutOff });
    return uri;
  };
  const begin = async () => {
    const library = openProcess();
    await library.sweepTemporary();
    const asset = await library.open(film.id, undefined, new CancelSource());
    return { asset, uri: await asset.original.native!.locate(new CancelSource()) };
  };
  return { ...opened, film, files, openProcess, begin, turn, writtenCount: () => writtenCount };
}

describe('a film that iOS writes out of Photos', () => {
  it('[U4][B9] is not written anew for each turn that is cut off', async () => {
    const { turn, writtenCount } = openWithFilm();
    const first = await turn(true);
    expect([await turn(true), await turn(false), writtenCount()]).toEqual([first, first, 1]);
    // It was sent, or is given up.
    await turn(true);
    expect(writtenCount()).toBe(2);
  });

  it('[U4][B9] is not written anew where the process ended in the middle of its turn', async () => {
    const { begin, turn, files, writtenCount } = openWithFilm();
    const { uri } = await begin();
    expect([await turn(false), writtenCount()]).toEqual([uri, 1]);
    expect(files.has(uri)).toBe(false);
  });

  it('[U8] makes no room by what somebody reads', async () => {
    const { begin, openProcess, files, phone } = openWithFilm();
    const { asset, uri } = await begin();
    const library = openProcess({ isFull: () => true });
    await library.sweepTemporary();
    const other = phone.addPhoto({
      fileName: 'b.mov',
      content: contentOf(new Uint8Array(9)),
      createdAtMs: 1,
      albums: [],
    });
    const film = await library.open(asset.asset.id, undefined, new CancelSource());
    expect(await film.original.native!.locate(new CancelSource())).toBe(uri);
    const small = await library.open(other.id, undefined, new CancelSource());
    await expect(small.original.native!.locate(new CancelSource())).rejects.toMatchObject({
      code: 'device-full',
    });
    expect(files.has(uri)).toBe(true);
    await film.close();
    expect(files.has(uri)).toBe(false);
  });

  it('[U8] makes no room by what somebody is about to read', async () => {
    const { turn, openProcess, film, phone, files } = openWithFilm();
    const uri = await turn(true);
    const other = phone.addPhoto({
      fileName: 'b.mov',
      content: contentOf(new Uint8Array(9)),
      createdAtMs: 1,
      albums: [],
    });
    const { promise: isLookedAt, resolve: look } = Promise.withResolvers<void>();
    const { promise: goOn, resolve: letGoOn } = Promise.withResolvers<void>();
    const library = openProcess({
      isFull: () => true,
      async beforeReading() {
        look();
        await goOn;
      },
    });
    const opened = await library.open(film.id, undefined, new CancelSource());
    const locating = opened.original.native!.locate(new CancelSource());
    await isLookedAt;
    const small = await library.open(other.id, undefined, new CancelSource());
    await expect(small.original.native!.locate(new CancelSource())).rejects.toMatchObject({
      code: 'device-full',
    });
    letGoOn();
    expect(await locating).toBe(uri);
    expect(files.has(uri)).toBe(true);
  });

  it('[U8] goes when its turn came to an end without it', async () => {
    const { turn, film, openProcess, writtenCount, memory } = openWithFilm();
    await turn(true);
    const asset = await openProcess().open(film.id, undefined, new CancelSource());
    await asset.close();
    expect(memory.texts.getItem(KEY)).toBe('[]');
    await turn(true);
    expect(writtenCount()).toBe(2);
  });

  it('[D7] is written anew once it was changed', async () => {
    const { turn, phone, film, clock, writtenCount } = openWithFilm();
    await turn(true);
    await clock.advance(5_000);
    phone.edit(film, 'original', contentOf(new Uint8Array(18 * MIB)), false);
    await turn(true);
    expect(writtenCount()).toBe(2);
  });

  it('is written anew when it is not there any more, or not whole', async () => {
    const { turn, memory, writtenCount } = openWithFilm();
    await turn(true);
    const rewrite = (from: RegExp | string, to: string): void =>
      memory.texts.setItem(KEY, memory.texts.getItem(KEY)!.replace(from, to));
    rewrite(/"sizeBytes":\d+/, `"sizeBytes":${18 * MIB}`);
    await turn(true);
    expect(writtenCount()).toBe(2);
    rewrite('film.mov', 'elsewhere.mov');
    await turn(true);
    expect(writtenCount()).toBe(3);
  });

  it('[U8] makes room on a device that is full', async () => {
    const { turn, phone, openProcess, memory } = openWithFilm();
    await turn(true);
    const other = phone.addPhoto({
      fileName: 'b.jpg',
      content: contentOf(new Uint8Array(9)),
      createdAtMs: 1,
      albums: [],
    });
    const library = openProcess({ isFull: () => memory.texts.getItem(KEY) !== '[]' });
    const asset = await library.open(other.id, undefined, new CancelSource());
    await asset.original.native!.locate(new CancelSource());
    expect(memory.texts.getItem(KEY)).toBe('[]');
    await asset.close();
  });

  it('is not kept where it is small', async () => {
    const { turn, writtenCount } = openWithFilm(MIB);
    await turn(true);
    await turn(true);
    expect(writtenCount()).toBe(2);
  });
});

describe('what is kept of them', () => {
  const leftOf = (name: string) => ({
    name,
    assetId: name as AssetId,
    uri: `file:///${name}`,
    sizeBytes: 20 * MIB,
  });
  const open = () => {
    const texts = new Map<string, string>();
    const store = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
    };
    const clock = new VirtualClock(100 * DAY_MS);
    return { texts, clock, store, left: new LeftExports(store, clock) };
  };

  it('is the latest two, for three days', async () => {
    const { left, clock } = open();
    const dropped = ['a', 'b', 'c', 'b'].flatMap((name) => left.add(leftOf(name)));
    expect(dropped).toMatchObject([{ name: 'a' }]);
    expect(left.uris()).toEqual(['file:///c', 'file:///b']);
    await clock.advance(3 * DAY_MS - 1);
    expect(left.uris()).toHaveLength(2);
    await clock.advance(1);
    expect([left.uris(), left.find('b')]).toEqual([[], undefined]);
  });

  it('goes once nobody will send it any more', async () => {
    const { left } = open();
    left.add(leftOf('a'));
    left.add(leftOf('b'));
    await left.keepThose(async (id) => id === 'b');
    expect(left.uris()).toEqual(['file:///b']);
  });

  it.each(['{', '7', '[{"name":1}]'])('is nothing where its note is damaged: %s', (text) => {
    const { left, texts, store } = open();
    left.add(leftOf('a'));
    for (const key of texts.keys()) texts.set(key, text);
    expect(new LeftExports(store, new VirtualClock(0)).uris()).toEqual([]);
  });

  it('fails nothing on a disk that is full', () => {
    const left = new LeftExports(
      {
        getItem: () => null,
        setItem: () => {
          throw new Error('no room');
        },
      },
      new VirtualClock(0),
    );
    left.add(leftOf('a'));
    expect(left.uris()).toEqual(['file:///a']);
  });
});
