import { Buffer } from 'node:buffer';
import * as sdk from '@immich/sdk';
import { describe, expect } from 'vitest';
import { sha1 } from '../../house/photos.ts';
import { it } from './world.ts';

/** What Immich's clients do to back up a photo, by the SDK that they are built with. */
describe('a backup by the Immich SDK', () => {
  it('[H14] keeps the bytes, tells of duplicates, and gives the bytes back', async ({ world }) => {
    await world.settle();
    world.useApiKey((await world.addApiKey()).secret);
    const photo = world.nextPhoto();
    const bytes = Buffer.from(await photo.assetData.arrayBuffer());
    const checksum = sha1(bytes);
    const check = () =>
      sdk.checkBulkUpload({ assetBulkUploadCheckDto: { assets: [{ id: 'a file', checksum }] } });
    expect((await check()).results).toEqual([{ id: 'a file', action: sdk.Action.Accept }]);

    const upload = { assetMediaCreateDto: photo, xImmichChecksum: checksum };
    const first = await sdk.uploadAsset(upload);
    expect(first.status).toBe(sdk.AssetMediaStatus.Created);
    const again = await sdk.uploadAsset(upload);
    expect(again).toMatchObject({ id: first.id, status: sdk.AssetMediaStatus.Duplicate });

    expect((await check()).results).toMatchObject([
      { id: 'a file', action: sdk.Action.Reject, reason: sdk.Reason.Duplicate, assetId: first.id },
    ]);
    const { deviceId, deviceAssetId } = photo;
    expect(
      await sdk.checkExistingAssets({
        checkExistingAssetsDto: { deviceId, deviceAssetIds: [deviceAssetId, 'another'] },
      }),
    ).toMatchObject({ existingIds: [deviceAssetId] });
    expect(await sdk.getAssetStatistics({})).toEqual({ images: 1, videos: 0, total: 1 });
    const original = await sdk.downloadAsset({ id: first.id });
    expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await sdk.getAssetInfo({ id: first.id })).toMatchObject({
      checksum: Buffer.from(checksum, 'hex').toString('base64'),
      originalFileName: 'IMG_0001.jpg',
      fileCreatedAt: '2024-05-06T05:08:09.000Z',
      localDateTime: '2024-05-06T07:08:09.000Z',
      type: sdk.AssetTypeEnum.Image,
    });
  });

  it('[H14] refuses bytes that are not those of the checksum, and keeps nothing', async ({ world }) => {
    await world.settle();
    const upload = { assetMediaCreateDto: world.nextPhoto(), xImmichChecksum: sha1(Buffer.from('others')) };
    await expect(sdk.uploadAsset(upload)).rejects.toMatchObject({
      status: 400,
      data: { code: 'checksum-mismatch' },
    });
    expect(await sdk.getAssetStatistics({})).toMatchObject({ total: 0 });
  });

  it('[H14] over the quota is refused with the words that Immich apps look for', async ({ world }) => {
    await world.settle();
    const { id } = await sdk.getMyUser();
    await sdk.updateUserAdmin({ id, userAdminUpdateDto: { quotaSizeInBytes: 500 } });
    const first = world.nextPhoto();
    await sdk.uploadAsset({ assetMediaCreateDto: first });
    await expect(sdk.uploadAsset({ assetMediaCreateDto: world.nextPhoto() })).rejects.toMatchObject({
      status: 400,
      data: { message: 'Quota has been exceeded!' },
    });
    expect(await sdk.getMyUser()).toMatchObject({
      quotaSizeInBytes: 500,
      quotaUsageInBytes: first.assetData.size,
    });
  });

  it('[H14] fills an album, and takes out of it again', async ({ world }) => {
    await world.settle();
    const { id, photoId } = await world.addAlbum();
    const added = await world.addPhoto();
    const unknown = '0b6b1c1e-2d3c-4f7e-9a53-5f3c1a0e7d42';
    const ids = [added, photoId, unknown];
    expect(await sdk.addAssetsToAlbum({ id, bulkIdsDto: { ids } })).toEqual([
      { id: added, success: true },
      { id: photoId, success: false, error: sdk.Error.Duplicate },
      { id: unknown, success: false, error: sdk.Error.NotFound },
    ]);
    const idsIn = async () => (await sdk.getAlbumInfo({ id })).assets.map((asset) => asset.id).sort();
    expect(await idsIn()).toEqual([photoId, added].sort());

    await sdk.removeAssetFromAlbum({ id, bulkIdsDto: { ids: [photoId] } });
    expect(await idsIn()).toEqual([added]);
    await sdk.deleteAlbum({ id });
    expect(await sdk.getAllAlbums({})).toEqual([]);
    expect(await sdk.getAssetStatistics({})).toMatchObject({ total: 2 });
  });
});
