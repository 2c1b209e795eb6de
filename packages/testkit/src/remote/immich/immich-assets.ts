import type { Checksum } from '@keepsake/engine';
import { checksumToHex } from '@keepsake/protocol';
import type { FakeStoredAsset } from '../fake-photo-server.ts';
import type { ImmichCall, ImmichRoutes } from './immich-call.ts';
import { HttpRefusal } from './http-refusal.ts';
import { sendImmichOriginal } from './send-immich-original.ts';
import { requireAsset } from './require-asset.ts';

/** Questions about assets, and changes of them. */
export const immichAssetRoutes = (hasExist: boolean): ImmichRoutes => ({
  ...(hasExist && { 'POST /assets/exist': exist }),
  'POST /assets/bulk-upload-check': bulkCheck,
  'GET /assets/:id': ({ server, account, id }) => [200, shown(requireAsset(server, account, id))],
  'PUT /assets/:id': ({ server, account, id, body }) => {
    const asset = requireAsset(server, account, id);
    if (typeof body.livePhotoVideoId === 'string') {
      const motion = requireAsset(server, account, body.livePhotoVideoId);
      motion.isHidden = true;
      asset.motionId = motion.id;
    }
    if (body.visibility === 'timeline') asset.isHidden = false;
    return [200, shown(asset)];
  },
  'POST /trash/restore/assets': ({ server, account, body }) => {
    const assets = (body.ids ?? []).map((id) => requireAsset(server, account, id));
    for (const asset of assets) asset.isTrashed = false;
    return [200, { count: assets.length }];
  },
  'GET /assets/:id/original': (call) => sendImmichOriginal(call),
  'POST /download/info': downloadInfo,
});

function exist({ server, account, body }: ImmichCall): readonly [number, unknown] {
  const names = body.deviceId === undefined ? undefined : account.names.get(body.deviceId);
  const existingIds = (body.deviceAssetIds ?? []).filter((name) => {
    const id = names?.get(name);
    return id !== undefined && server.photos.assets.has(id);
  });
  return [200, { existingIds }];
}

function bulkCheck({ server, account, body }: ImmichCall): readonly [number, unknown] {
  const results = (body.assets ?? []).map(({ id, checksum }) => {
    const asset = server.photos.findByChecksum(account.userId, checksumToHex(checksum) as Checksum);
    if (asset === undefined) return { id, action: 'accept' };
    return { id, action: 'reject', reason: 'duplicate', assetId: asset.id, isTrashed: asset.isTrashed };
  });
  return [200, { results }];
}

/** Of everything: what is not hidden, with the motion parts of that. */
function downloadInfo({ server, account, body }: ImmichCall): readonly [number, unknown] {
  const isOfUser = body.userId === account.userId;
  const album = server.albums.get(body.albumId ?? '');
  if (!isOfUser && album?.userId !== account.userId) throw new HttpRefusal(400, 'Not found or no access');
  const all = isOfUser
    ? [...server.photos.assets.values()].filter(({ userId }) => userId === account.userId)
    : [...(album?.assetIds ?? [])].map((id) => requireAsset(server, account, id));
  const visible = all.filter(({ isHidden, isTrashed }) => !isHidden && !isTrashed);
  const assetIds = visible.flatMap(({ id, motionId }) => (motionId === undefined ? [id] : [id, motionId]));
  return [200, { totalSize: 0, archives: assetIds.length === 0 ? [] : [{ size: 0, assetIds }] }];
}

const shown = (asset: FakeStoredAsset): unknown => ({
  id: asset.id,
  originalFileName: asset.fileName,
  checksum: Buffer.from(asset.checksum, 'hex').toString('base64'),
  fileCreatedAt: new Date(asset.createdAtMs).toISOString(),
  fileModifiedAt: new Date(asset.modifiedAtMs).toISOString(),
  isTrashed: asset.isTrashed,
  visibility: asset.isHidden ? 'hidden' : 'timeline',
  livePhotoVideoId: asset.motionId ?? null,
});
