import {
  versionOf,
  type AssetChecksums,
  type AssetId,
  type AssetVersion,
  type DeviceAsset,
} from '@keepsake/engine';
import type { PhoneAsset } from './phone-asset.ts';

/** Which bytes each version of each asset had: what an engine's claims are held against. */
export class PhoneHistory {
  readonly #versions = new Map<AssetId, Map<AssetVersion, AssetChecksums>>();
  #allChangedAtMs = 0;
  readonly #changedAtMs = new Map<AssetId, number>();

  /** The bytes of a version; undefined: there never was such a version. */
  checksumsOf(id: AssetId, version: AssetVersion): AssetChecksums | undefined {
    return this.#versions.get(id)?.get(version);
  }

  /** Every version that an asset ever had, oldest first. */
  versionsOf(id: AssetId): ReadonlyMap<AssetVersion, AssetChecksums> {
    return this.#versions.get(id) ?? new Map<AssetVersion, AssetChecksums>();
  }

  /** When anything about an asset or its albums last changed, in the world's own time. */
  changedAtMs(id: AssetId): number {
    return Math.max(this.#changedAtMs.get(id) ?? 0, this.#allChangedAtMs);
  }

  /** What is shown of all assets changed. */
  noteAll(atMs: number): void {
    this.#allChangedAtMs = atMs;
  }

  note(asset: PhoneAsset, shown: DeviceAsset, atMs: number): void {
    this.#changedAtMs.set(asset.id, atMs);
    const versions = this.#versions.get(asset.id) ?? new Map<AssetVersion, AssetChecksums>();
    this.#versions.set(asset.id, versions);
    const version = versionOf(shown);
    const checksums = { original: asset.original.content.checksum, motion: asset.motion?.content.checksum };
    const known = versions.get(version);
    if (known !== undefined && (known.original !== checksums.original || known.motion !== checksums.motion)) {
      throw new Error(`two different files would both be ${asset.id}@${version}`);
    }
    versions.set(version, checksums);
  }
}
