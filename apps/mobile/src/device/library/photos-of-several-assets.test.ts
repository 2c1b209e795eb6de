import { createHash } from 'node:crypto';
import { CancelSource, versionOf, type AssetId, type DeviceAsset } from '@keepsake/engine';
import { contentOf, type PhoneAsset } from '@keepsake/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import type { OriginalFacts } from '../../../modules/backup-native/src/index.ts';
import { EVERYTHING } from './media-pages.ts';

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
    const [edited, same] = (await list()).map((asset) => ({ id: asset.id, version: versionOf(asset) }));
    expect(edited!.version).not.toBe(jpeg!.version);
    expect(same).toEqual(raw);
    expect(await remover.remove([edited!, raw!], NEVER)).toEqual([jpeg!.id, raw!.id]);
    expect(await list()).toEqual([]);
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
