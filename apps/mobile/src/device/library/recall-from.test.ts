import {
  CancelSource,
  versionOf,
  type AlbumId,
  type AssetId,
  type DeviceAlbum,
  type LedgerFact,
} from '@keepsake/engine';
import { contentOf, FakeLedger } from '@keepsake/testkit';
import { afterEach, expect, it } from 'vitest';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { EVERYTHING } from './media-pages.ts';
import { createPhonePhotoLibrary } from './phone-photo-library.ts';
import { recallFrom } from './recall-from.ts';

const NEVER = new CancelSource();
const RECENTS: DeviceAlbum = {
  id: EVERYTHING,
  name: 'Recents',
  kind: 'everything',
  parentId: undefined,
  marker: '',
  assetCount: 0,
};
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

it('[A11] shows no asset again that is gone, though its photo is as it was known', async () => {
  const { phone, deps, clock, stop } = openPhoneWorld('ios');
  stops.push(stop);
  const photo = phone.addPhoto({
    fileName: 'IMG_1.HEIC',
    content: contentOf(new TextEncoder().encode('camera')),
    createdAtMs: clock.now(),
    albums: [],
  });
  const { describeOriginals } = deps.native;
  let isEdited = true;
  deps.native.describeOriginals = async (ids, checkOnDevice) =>
    (await describeOriginals(ids, checkOnDevice)).map((facts) => ({
      ...facts,
      parts: facts.parts.flatMap((part) =>
        isEdited ? [part, { ...part, edition: 'current' as const }] : [part],
      ),
    }));
  const ledger = new FakeLedger();
  const library = createPhonePhotoLibrary({ ...deps, recall: recallFrom(ledger) });
  let scanId = 0;
  /** As a run sees the album, and the ledger keeps it. */
  const scan = async (): Promise<readonly AssetId[]> => {
    const { assets } = await library.listAssets({ albumId: EVERYTHING, cursor: undefined, limit: 9 }, NEVER);
    scanId += 1;
    const albumId: AlbumId = EVERYTHING;
    await ledger.record([
      { kind: 'albums-listed', albums: [RECENTS] },
      {
        kind: 'assets-seen',
        albumId,
        scanId,
        assets: assets.map((asset) => ({ asset, version: versionOf(asset) })),
      },
      { kind: 'album-enumerated', albumId, scanId, marker: `${scanId}`, atMs: clock.now() },
      ...assets.map((asset): LedgerFact => ({
        kind: 'backed-up',
        id: asset.id,
        version: versionOf(asset),
        checksums: undefined,
        settlement: { kind: 'backed-up', how: 'uploaded', remoteId: undefined, atMs: clock.now() },
      })),
    ]);
    return assets.map(({ id }) => id);
  };
  expect(await scan()).toEqual([photo.id, `${photo.id}#unedited`]);
  isEdited = false;
  phone.touch(photo);
  expect(await scan()).toEqual([photo.id]);
  expect(await scan()).toEqual([photo.id]);
});
