import {
  sizeBytesOf,
  versionOf,
  type AlbumId,
  type AssetChecksums,
  type AssetId,
  type AssetVersion,
  type BackedUp,
  type Checksum,
  type DeviceAlbum,
  type DeviceAsset,
  type Failure,
  type LedgerFact,
  type RemoteAssetId,
  type SeenAsset,
  type TransferRecord,
  type UploadId,
} from '@keepsake/engine';

/** Any moment; samples are dated from here. */
export const NOON_MS = 1_750_000_000_000;

/** An album as a device shows it. */
export function sampleAlbum(id: string, change: Partial<DeviceAlbum> = {}): DeviceAlbum {
  return {
    id: id as AlbumId,
    name: id,
    kind: 'ordinary',
    parentId: undefined,
    marker: `${id}-1`,
    assetCount: 3,
    ...change,
  };
}

/** A photo of 1,000 bytes, taken at noon. */
export function samplePhoto(id: string, change: Partial<DeviceAsset> = {}): DeviceAsset {
  return {
    id: id as AssetId,
    kind: 'image',
    original: { fileName: `${id}.jpg`, sizeBytes: 1_000, modifiedAtMs: NOON_MS },
    motion: undefined,
    createdAtMs: NOON_MS,
    isFavorite: false,
    durationMs: undefined,
    isInCloud: false,
    ...change,
  };
}

/** The same photo after its bytes changed. */
export function edited(asset: DeviceAsset): DeviceAsset {
  const { sizeBytes, modifiedAtMs } = asset.original;
  const original = { ...asset.original, sizeBytes: (sizeBytes ?? 0) + 1, modifiedAtMs: modifiedAtMs + 1_000 };
  return { ...asset, original };
}

/** An asset with its version. */
export function seen(asset: DeviceAsset): SeenAsset {
  return { asset, version: versionOf(asset) };
}

/** What facts about an asset's current version begin with. */
export function subject(asset: DeviceAsset): { readonly id: AssetId; readonly version: AssetVersion } {
  return { id: asset.id, version: versionOf(asset) };
}

/** A checksum, different for each number. */
export function sampleChecksum(number: number): Checksum {
  return number.toString(16).padStart(40, '0') as Checksum;
}

/** Checksums of an asset without a motion part. */
export function sampleChecksums(number: number): AssetChecksums {
  return { original: sampleChecksum(number), motion: undefined };
}

/** A confirmation by the server. */
export function sampleBackedUp(remoteId: string | undefined, change: Partial<BackedUp> = {}): BackedUp {
  return {
    kind: 'backed-up',
    how: 'uploaded',
    remoteId: remoteId as RemoteAssetId | undefined,
    atMs: NOON_MS + 5_000,
    ...change,
  };
}

/** A failure after some attempts. */
export function sampleFailure(attempts: number): Failure {
  return { code: 'timeout', detail: 'no byte for 30 s', attempts, atMs: NOON_MS + 7_000 };
}

/** A resumable upload of an asset's original that was begun. */
export function sampleTransfer(asset: DeviceAsset, change: Partial<TransferRecord> = {}): TransferRecord {
  return {
    upload: `https://photos.example/uploads/${asset.id}` as UploadId,
    assetId: asset.id,
    version: versionOf(asset),
    part: 'original',
    checksum: sampleChecksum(7),
    sizeBytes: 9_000_000_000,
    offset: 0,
    ...change,
  };
}

/** The facts of a whole enumeration of one album. */
export function enumeration(
  album: DeviceAlbum,
  scanId: number,
  assets: readonly DeviceAsset[],
): LedgerFact[] {
  return [
    { kind: 'assets-seen', albumId: album.id, scanId, assets: assets.map(seen) },
    { kind: 'album-enumerated', albumId: album.id, scanId, marker: album.marker, atMs: NOON_MS + scanId },
  ];
}

/** The plan's answer: each asset is a candidate. */
export function candidates(assets: readonly DeviceAsset[], albumNames: readonly string[] = []): LedgerFact[] {
  return assets.map(({ id }) => ({ kind: 'planned', id, standing: { kind: 'candidate' }, albumNames }));
}

/** The facts of a library with one album, "Camera", whose assets are all candidates. */
export function cameraOf(assets: readonly DeviceAsset[]): LedgerFact[] {
  const camera = sampleAlbum('Camera');
  return [
    { kind: 'albums-listed', albums: [camera] },
    { kind: 'album-chosen', albumId: camera.id, choice: 'selected' },
    ...enumeration(camera, 1, assets),
    ...candidates(assets, ['Camera']),
  ];
}

/** All bytes of some assets. */
export function totalBytesOf(assets: readonly DeviceAsset[]): number {
  return assets.reduce((sum, asset) => sum + sizeBytesOf(asset), 0);
}

/** The server confirmed the bytes of an asset. */
export const confirmed = (asset: DeviceAsset, number: number, atMs = NOON_MS): LedgerFact => ({
  kind: 'backed-up',
  ...subject(asset),
  checksums: sampleChecksums(number),
  settlement: sampleBackedUp(asset.id, { atMs }),
});

/** It said again that it has them; read again, if it did. */
export const verified = (asset: DeviceAsset, atMs: number, rereadAtMs?: number): LedgerFact => ({
  kind: 'verified',
  ...subject(asset),
  atMs,
  rereadAtMs,
});

/** It has them no more. */
export const deleted = (asset: DeviceAsset, atMs: number): LedgerFact => ({
  kind: 'deleted-on-server',
  ...subject(asset),
  atMs,
});

/** It has others in their place. */
export const damaged = (asset: DeviceAsset, atMs: number): LedgerFact => ({
  kind: 'found-damaged',
  ...subject(asset),
  atMs,
});
