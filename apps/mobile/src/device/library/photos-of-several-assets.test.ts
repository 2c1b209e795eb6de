import { createHash } from 'node:crypto';
import { CancelSource, versionOf, type AssetId, type DeviceAsset } from '@keepsake/engine';
import { contentOf, type PhoneAsset } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import type { OriginalFacts } from '../../../modules/backup-native/src/index.ts';
import { LookedAnew } from './looked-anew.ts';
import { EVERYTHING } from './media-pages.ts';
import { createPhonePhotoLibrary, type PhoneLibraryDeps } from './phone-photo-library.ts';

const NEVER = new CancelSource();
const sha1Of = (text: string): string => createHash('sha1').update(text).digest('hex');
const contentOfText = (text: string) => contentOf(new TextEncoder().encode(text));
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open() {
  const opened = openPhoneWorld('ios');
  stops.push(opened.stop);
  const { phone, library, clock } = opened;
  const take = (fileName: string, text = fileName, raw?: string): PhoneAsset =>
    phone.addPhoto({
      fileName,
      content: contentOfText(text),
      raw: raw === undefined ? undefined : contentOfText(raw),
      createdAtMs: clock.now(),
      albums: [],
    });
  const list = async (): Promise<readonly DeviceAsset[]> =>
    (await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, NEVER)).assets;
  return { ...opened, take, list };
}

/** Everything, as it is found where nothing is known of it. */
async function listAll(deps: PhoneLibraryDeps): Promise<readonly DeviceAsset[]> {
  const library = createPhonePhotoLibrary({ ...deps, recall: async () => new Map() });
  return (await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 99 }, NEVER)).assets;
}

describe('a photo of iOS that is more than one file', () => {
  it('[A8][V2] shows an edited photo as two, so that neither is lost', async () => {
    const { library, remover, take, list, deps } = open();
    const { id } = take('IMG_1.HEIC');
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = async (ids, checkOnDevice) =>
      (await describeOriginals(ids, checkOnDevice)).map((facts): OriginalFacts => {
        const unedited = facts.parts[0]!;
        const current = { ...unedited, edition: 'current', fileName: 'IMG_1.JPG' } as const;
        return { ...facts, parts: [unedited, current] };
      });
    const listed = await list();
    expect(listed.map((asset) => [asset.id, asset.original.fileName])).toEqual([
      [id, 'IMG_1.JPG'],
      [`${id}#unedited`, 'IMG_1.HEIC'],
    ]);
    const opened = await library.open(`${id}#unedited` as AssetId, undefined, NEVER);
    expect(opened.asset).toEqual(listed[1]);
    await opened.close();
    const [seen, unedited] = listed.map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    expect(await remover.remove([seen!], NEVER)).toEqual([]);
    expect(await remover.remove([seen!, unedited!], NEVER)).toEqual([id, `${id}#unedited`]);
  });

  it('[A8][V2] shows the RAW beside a photo as an asset of its own, which is hashed, read and removed with it', async () => {
    const { phone, library, remover, take, list, known } = open();
    const photo = take('IMG_2.JPG', 'jpeg', 'raw bytes');
    const listed = await list();
    expect(listed.map(({ id, kind, original }) => [id, kind, original.fileName, original.sizeBytes])).toEqual(
      [
        [photo.id, 'image', 'IMG_2.JPG', 4],
        [`${photo.id}#alternate`, 'image', 'IMG_2.DNG', 9],
      ],
    );
    for (const asset of listed) known.set(asset.id, asset);
    expect(await list()).toEqual(listed);
    const [jpeg, raw] = listed.map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    const opened = await library.open(raw!.id, undefined, NEVER);
    expect(opened.asset).toEqual(listed[1]);
    expect(await opened.original.native?.hash(() => undefined, NEVER)).toBe(sha1Of('raw bytes'));
    await opened.close();
    // A RAW that is not safe, or another one by now, keeps its photo here.
    expect(await remover.remove([jpeg!], NEVER)).toEqual([]);
    expect(await remover.remove([raw!], NEVER)).toEqual([]);
    const other = { ...raw!, version: jpeg!.version };
    expect(await remover.remove([jpeg!, other], NEVER)).toEqual([]);
    // An edit of the photo leaves the RAW as it was.
    phone.edit(photo, 'original', contentOfText('edited'), false);
    const [edited, unedited, same] = (await list()).map((asset) => ({
      id: asset.id,
      version: versionOf(asset),
    }));
    expect(edited!.version).not.toBe(jpeg!.version);
    expect(same).toEqual(raw);
    expect(await remover.remove([edited!, raw!], NEVER)).toEqual([]);
    const ids = [jpeg!.id, unedited!.id, raw!.id];
    expect(await remover.remove([edited!, unedited!, raw!], NEVER)).toEqual(ids);
    expect(await list()).toEqual([]);
  });

  it('[A8] finds, once, the RAW beside a photo that a version backed up which knew of none', async () => {
    const { deps, phone, known, clock } = open();
    for (let index = 0; index < 9; index += 1) {
      const name = `IMG_${index}.JPG`;
      const raw = contentOfText(`raw ${index}`);
      phone.addPhoto({
        fileName: name,
        content: contentOfText(name),
        raw,
        createdAtMs: clock.now() + index,
        albums: [],
      });
    }
    const asked: string[] = [];
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = (ids, checkOnDevice) => {
      asked.push(...ids);
      return describeOriginals(ids, checkOnDevice);
    };
    const texts = new Map<string, string>();
    const memory = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
    };
    /** Reads so many pages of three in a process of its own, and answers what it learned. */
    const read = async (pageCount: number): Promise<readonly string[]> => {
      const lookedAnew = new LookedAnew(memory, 'ada');
      const library = createPhonePhotoLibrary({ ...deps, lookedAnew });
      const seen: DeviceAsset[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < pageCount; page += 1) {
        const { assets, nextCursor } = await library.listAssets(
          { albumId: EVERYTHING, cursor, limit: 3 },
          NEVER,
        );
        seen.push(...assets);
        cursor = nextCursor;
      }
      lookedAnew.keep();
      return seen.map(({ id }) => id);
    };
    const all = await read(3);
    expect(all).toHaveLength(18);
    // As the ledger of the version before has them.
    for (const asset of (await listAll(deps)).filter(({ id }) => !id.endsWith('#alternate')))
      known.set(asset.id, asset);
    texts.clear();
    asked.splice(0);
    expect((await read(1)).filter((id) => id.endsWith('#alternate'))).toHaveLength(3);
    expect(asked).toHaveLength(3);
    for (const asset of (await listAll(deps)).slice(0, 6)) known.set(asset.id, asset);
    asked.splice(0);
    // The next process goes on from there, but for what has the moment at which the one before ended.
    expect(await read(3)).toEqual(all);
    expect(asked).toHaveLength(7);
    for (const asset of await listAll(deps)) known.set(asset.id, asset);
    asked.splice(0);
    expect(await read(3)).toEqual(all);
    expect(asked).toEqual([]);
  });

  it('[A8] looks once more for a RAW where the scan was ended before it was told', async () => {
    const { deps, phone, known, clock } = open();
    const raw = contentOfText('raw');
    phone.addPhoto({
      fileName: 'IMG_1.JPG',
      content: contentOfText('jpeg'),
      raw,
      createdAtMs: clock.now(),
      albums: [],
    });
    for (const asset of (await listAll(deps)).slice(0, 1)) known.set(asset.id, asset);
    const texts = new Map<string, string>();
    const lookedAnew = new LookedAnew(
      { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) },
      'ada',
    );
    const library = createPhonePhotoLibrary({ ...deps, lookedAnew });
    const read = async (signal = NEVER) => {
      await library.listAlbums(NEVER);
      return (await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, signal)).assets;
    };
    const outOfTime = new CancelSource();
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = (...asked) => {
      outOfTime.cancel();
      return describeOriginals(...asked);
    };
    await read(outOfTime);
    deps.native.describeOriginals = describeOriginals;
    // Told, and never written down: the disk was full, or the process killed.
    expect(await read()).toHaveLength(2);
    expect(await read()).toHaveLength(2);
    expect(texts.size).toBe(0);
    // An album that is read after it shows that it was.
    await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, NEVER);
    expect(texts.size).toBe(1);
  });

  it('[V2] leaves a burst here whose other photos nobody lists', async () => {
    const { remover, take, list, deps } = open();
    take('IMG_4.HEIC');
    const shown = (await list()).map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = async (ids, checkOnDevice) =>
      (await describeOriginals(ids, checkOnDevice)).map((facts) => ({ ...facts, isWhole: false }));
    expect(await remover.remove(shown, NEVER)).toEqual([]);
    deps.native.describeOriginals = describeOriginals;
    expect(await remover.remove(shown, NEVER)).toHaveLength(1);
  });

  it('[V2] removes nothing that holds an edition which nobody was shown', async () => {
    const { remover, take, list, deps } = open();
    take('IMG_3.HEIC');
    const { describeOriginals } = deps.native;
    deps.native.describeOriginals = async (ids, checkOnDevice) =>
      (await describeOriginals(ids, checkOnDevice)).map((facts): OriginalFacts => {
        const unedited = facts.parts[0]!;
        return { ...facts, parts: [unedited, { ...unedited, role: 'motion', edition: 'current' }] };
      });
    const shown = (await list()).map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    expect(shown).toHaveLength(1);
    expect(await remover.remove(shown, NEVER)).toEqual([]);
  });
});
