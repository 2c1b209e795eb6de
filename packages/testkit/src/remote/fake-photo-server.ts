import { createHash } from 'node:crypto';
import type { Checksum, DeviceAssetId, DeviceId, RemoteAssetId } from '@keepsake/engine';

/** One file that the fake server keeps. The motion part of a Live Photo is a hidden asset of its own. */
export interface FakeStoredAsset {
  readonly id: RemoteAssetId;
  readonly userId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly checksum: Checksum;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly isFavorite: boolean;
  readonly durationMs: number | undefined;
  /** Kept as a motion part alone. */
  isHidden: boolean;
  isTrashed: boolean;
  motionId: RemoteAssetId | undefined;
}

/** One person's account. */
export interface FakeAccount {
  readonly userId: string;
  /** Bytes that the person may keep; undefined: no limit. */
  quotaBytes: number | undefined;
  /** Bytes of all assets that the person keeps. */
  usedBytes: number;
  /** Bytes of uploads that are on their way. */
  reservedBytes: number;
  /** True: every request is answered as one without a login. */
  isRevoked: boolean;
  /** Asset ids by `deviceId`, then `deviceAssetId`. */
  readonly names: Map<DeviceId, Map<DeviceAssetId, RemoteAssetId>>;
  /** Asset ids by album name, in NFC. */
  readonly albums: Map<string, Set<RemoteAssetId>>;
}

/** What a server keeps, in memory: accounts, assets, albums. Several `FakeRemote`s may look at one of it. */
export class FakePhotoServer {
  readonly #assets = new Map<RemoteAssetId, FakeStoredAsset>();
  readonly #idsByChecksum = new Map<string, RemoteAssetId>();
  readonly #accounts = new Map<string, FakeAccount>();
  #idCount = 0;

  /** Everything kept, by id, in the order of arrival. */
  get assets(): ReadonlyMap<RemoteAssetId, FakeStoredAsset> {
    return this.#assets;
  }

  /** The account of this id, opened when it is new. */
  account(userId: string): FakeAccount {
    const known = this.#accounts.get(userId);
    if (known !== undefined) return known;
    const account: FakeAccount = {
      userId,
      quotaBytes: undefined,
      usedBytes: 0,
      reservedBytes: 0,
      isRevoked: false,
      names: new Map(),
      albums: new Map(),
    };
    this.#accounts.set(userId, account);
    return account;
  }

  /** A new id, the same in every run. */
  nextId(): RemoteAssetId {
    this.#idCount += 1;
    return `00000000-0000-4000-8000-${this.#idCount.toString(16).padStart(12, '0')}` as RemoteAssetId;
  }

  /** Keeps an asset, whose bytes this person does not have yet. */
  keep(asset: FakeStoredAsset): void {
    this.#assets.set(asset.id, asset);
    this.#idsByChecksum.set(keyOf(asset.userId, asset.checksum), asset.id);
    this.account(asset.userId).usedBytes += asset.bytes.length;
  }

  /** Deletes an asset for good, as its owner could in a browser. */
  remove(id: RemoteAssetId): void {
    const asset = this.#assets.get(id);
    if (asset === undefined) return;
    this.#assets.delete(id);
    this.#idsByChecksum.delete(keyOf(asset.userId, asset.checksum));
    const account = this.account(asset.userId);
    account.usedBytes -= asset.bytes.length;
    for (const members of account.albums.values()) members.delete(id);
  }

  /** The person's asset of these bytes. */
  findByChecksum(userId: string, checksum: Checksum): FakeStoredAsset | undefined {
    const id = this.#idsByChecksum.get(keyOf(userId, checksum));
    return id === undefined ? undefined : this.#assets.get(id);
  }
}

const keyOf = (userId: string, checksum: Checksum): string => `${checksum} ${userId}`;

/** SHA-1 of bytes, as the engine writes it. */
export function sha1Of(bytes: Uint8Array): Checksum {
  return createHash('sha1').update(bytes).digest('hex') as Checksum;
}
