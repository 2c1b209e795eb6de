import type { AlbumId, DeviceAlbum, DeviceAsset } from '@keepsake/engine';

/** An album of a phone, with nothing in it yet. */
export const camera: DeviceAlbum = {
  id: 'Camera' as AlbumId,
  name: 'Camera',
  kind: 'ordinary',
  parentId: undefined,
  marker: 'm',
  assetCount: 0,
};

/** A photo of one byte, named as its id. */
export const photo = (id: string): DeviceAsset => ({
  id: id as DeviceAsset['id'],
  kind: 'image',
  original: { fileName: `${id}.jpg`, sizeBytes: 1, modifiedAtMs: 1 },
  motion: undefined,
  createdAtMs: 1,
  isFavorite: false,
  durationMs: undefined,
  isInCloud: false,
});
