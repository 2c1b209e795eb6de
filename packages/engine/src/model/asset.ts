import type { AssetId, AssetVersion, Checksum, DeviceAssetId } from './ids.ts';

export type AssetKind = 'image' | 'video' | 'unsupported';

/** One file of an asset, as far as the device tells without opening it. */
export interface PartFacts {
  readonly fileName: string;
  /** Undefined where a platform does not tell before the file is opened. */
  readonly sizeBytes: number | undefined;
  readonly modifiedAtMs: number;
}

/** One photo or video as the device shows it. A Live Photo is one asset with a still and a motion part. */
export interface DeviceAsset {
  readonly id: AssetId;
  readonly kind: AssetKind;
  readonly original: PartFacts;
  readonly motion: PartFacts | undefined;
  readonly createdAtMs: number;
  readonly isFavorite: boolean;
  readonly durationMs: number | undefined;
  /** The original must be downloaded (iCloud, online-only files) before it can be read (I1). */
  readonly isInCloud: boolean;
}

/** SHA-1 of exactly the bytes of each part (D1). */
export interface AssetChecksums {
  readonly original: Checksum;
  readonly motion: Checksum | undefined;
}

const versionOfPart = (part: PartFacts): string => `${part.modifiedAtMs}-${part.sizeBytes ?? '?'}`;

/** Names the bytes that an asset has now; it changes with modified time or size of either part (D2, A8). */
export function versionOf(asset: DeviceAsset): AssetVersion {
  const original = versionOfPart(asset.original);
  return (
    asset.motion === undefined ? original : `${original}+${versionOfPart(asset.motion)}`
  ) as AssetVersion;
}

/**
 * What this version of the asset is called on the wire.
 *
 * The version is part of it, because the server answers /assets/exist from names alone: were an edited photo called
 * the same as before, it would be taken for backed up and its new bytes would be missed.
 */
export function deviceAssetIdOf(id: AssetId, version: AssetVersion): DeviceAssetId {
  return `${id}@${version}` as DeviceAssetId;
}

/** Bytes of all parts, as far as the device tells. */
export function sizeBytesOf(asset: DeviceAsset): number {
  return (asset.original.sizeBytes ?? 0) + (asset.motion?.sizeBytes ?? 0);
}
