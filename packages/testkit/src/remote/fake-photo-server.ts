import { createHash } from 'node:crypto';
import type { Checksum, DeviceAssetId, DeviceId, RemoteAssetId, UploadId } from '@keepsake/engine';
import { FakeArrivals } from './fake-arrivals.ts';
import type { FakeUpload } from './fake-upload.ts';

const MAX_UPLOADS = 1000;

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
  /** Of what the person deleted for good. */
  readonly deleted: Set<Checksum>;
  readonly arrivals: FakeArrivals;
}

/** Whether a server's bytes are still those that were sent. `rotten` has not been noticed; `doubted` has. */
export type FakeHealth = 'sound' | 'rotten' | 'doubted';

/** What a server keeps, in memory: accounts, assets, albums. Several `FakeRemote`s may look at one of it. */
export class FakePhotoServer {
  /** What the server's clock shows; it stands still unless a test moves it. */
  nowMs = Date.UTC(2026, 0, 1);
  /** Since when it remembers what was deleted; 0: always. */
  deletionsKnownSinceMs = 0;
  /** Uploads that are under way, or whose final answer is still known. */
  readonly uploads = new Map<UploadId, FakeUpload>();
  readonly #assets = new Map<RemoteAssetId, FakeStoredAsset>();
  readonly #byChecksum = new Map<string, Map<Checksum, FakeStoredAsset>>();
  readonly #accounts = new Map<string, FakeAccount>();
  readonly #health = new Map<RemoteAssetId, FakeHealth>();
  readonly #rereadAtMs = new Map<RemoteAssetId, number>();
  /** Every motion part that a still ever came with, by the still's id. */
  readonly #motions = new Map<RemoteAssetId, Set<RemoteAssetId>>();
  #idCount = 0;
  #uploadCount = 0;

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
      deleted: new Set(),
      arrivals: new FakeArrivals(),
    };
    this.#accounts.set(userId, account);
    return account;
  }

  /** A new id, the same in every run. */
  nextId(): RemoteAssetId {
    this.#idCount += 1;
    return `00000000-0000-4000-8000-${this.#idCount.toString(16).padStart(12, '0')}` as RemoteAssetId;
  }

  /** A new upload's id, the same in every run. */
  nextUploadId(): UploadId {
    this.#uploadCount += 1;
    return this.#uploadCount.toString(16).padStart(32, '0') as UploadId;
  }

  /** Forgets the oldest final answers beyond a thousand. */
  forgetOldAnswers(): void {
    for (const upload of this.uploads.values()) {
      if (this.uploads.size <= MAX_UPLOADS) return;
      if (upload.outcome !== undefined) this.uploads.delete(upload.id);
    }
  }

  /** Keeps an asset, whose bytes this person does not have yet. */
  keep(asset: FakeStoredAsset): void {
    this.#assets.set(asset.id, asset);
    const ofUser = this.#byChecksum.get(asset.userId) ?? new Map<Checksum, FakeStoredAsset>();
    this.#byChecksum.set(asset.userId, ofUser);
    ofUser.set(asset.checksum, asset);
    const account = this.account(asset.userId);
    account.usedBytes += asset.bytes.length;
    account.deleted.delete(asset.checksum);
    account.arrivals.add(asset.id);
  }

  /** The person's asset of these bytes. */
  findByChecksum(userId: string, checksum: Checksum): FakeStoredAsset | undefined {
    return this.#byChecksum.get(userId)?.get(checksum);
  }

  /** The motion part that an asset is shown with. */
  motionOf(asset: FakeStoredAsset): FakeStoredAsset | undefined {
    return asset.motionId === undefined ? undefined : this.#assets.get(asset.motionId);
  }

  /** Every motion part that an asset ever came with, the shown one first. */
  motionsOf({ id, motionId }: FakeStoredAsset): readonly FakeStoredAsset[] {
    const ids = new Set([...(motionId === undefined ? [] : [motionId]), ...(this.#motions.get(id) ?? [])]);
    return [...ids].flatMap((each) => this.#assets.get(each) ?? []);
  }

  /** Shows a still with this motion part from now on; others that it came with stay tied to it. */
  showMotion(still: FakeStoredAsset, motionId: RemoteAssetId): void {
    still.motionId = motionId;
    const motions = this.#motions.get(still.id) ?? new Set<RemoteAssetId>();
    this.#motions.set(still.id, motions.add(motionId));
  }

  /** Deletes an asset for good, as its owner could in a browser; its hidden motion parts go with it. */
  remove(id: RemoteAssetId): void {
    for (const { userId, checksum } of this.lose(id)) this.account(userId).deleted.add(checksum);
  }

  /** Puts the server's data back from a copy that was made before these assets came. @returns what it lost */
  goBackBefore(ids: readonly RemoteAssetId[]): readonly FakeStoredAsset[] {
    const lost = ids.flatMap((id) => this.lose(id));
    for (const account of this.#accounts.values()) account.arrivals.goBackBefore(lost.map(({ id }) => id));
    return lost;
  }

  /** Lets the server forget that it ever kept an asset, with its hidden motion parts. @returns what it forgot */
  lose(id: RemoteAssetId): readonly FakeStoredAsset[] {
    const lost = this.#withMotion(id);
    for (const asset of lost) {
      this.#assets.delete(asset.id);
      this.#byChecksum.get(asset.userId)?.delete(asset.checksum);
      this.#health.delete(asset.id);
      this.#rereadAtMs.delete(asset.id);
      this.#motions.delete(asset.id);
      const account = this.account(asset.userId);
      account.usedBytes -= asset.bytes.length;
      for (const members of account.albums.values()) members.delete(asset.id);
    }
    return lost;
  }

  /** Moves an asset to the trash, as its owner could in a browser; its hidden motion parts go with it. */
  trash(id: RemoteAssetId): void {
    for (const asset of this.#withMotion(id)) asset.isTrashed = true;
  }

  /** Lets an asset's bytes rot on the disk. The server notices when it reads them again. */
  rot(id: RemoteAssetId): void {
    if (this.#assets.has(id)) this.#health.set(id, 'rotten');
  }

  /** An asset's bytes were put back as they were. */
  heal(id: RemoteAssetId): void {
    this.#health.delete(id);
  }

  /** How an asset and its motion part are, whichever is worse. */
  healthOf(asset: FakeStoredAsset): FakeHealth {
    if (this.#health.size === 0) return 'sound';
    const motion = this.motionOf(asset);
    const all = [asset.id, ...(motion === undefined ? [] : [motion.id])].map(
      (id) => this.#health.get(id) ?? 'sound',
    );
    return all.find((health) => health === 'doubted') ?? all.find((health) => health === 'rotten') ?? 'sound';
  }

  /** Reads an asset's bytes again: what is rotten is noticed, what is sound is noted as proven now. */
  reread(asset: FakeStoredAsset): void {
    const motion = this.motionOf(asset);
    for (const { id } of motion === undefined ? [asset] : [asset, motion]) {
      if (this.#health.has(id)) this.#health.set(id, 'doubted');
      else this.#rereadAtMs.set(id, this.nowMs);
    }
  }

  /** When an asset and its motion part were both read again; undefined: not yet. */
  rereadAtMsOf(asset: FakeStoredAsset): number | undefined {
    const motion = this.motionOf(asset);
    const times = [asset, ...(motion === undefined ? [] : [motion])].map(({ id }) =>
      this.#rereadAtMs.get(id),
    );
    return times.reduce((first, next) =>
      first === undefined || next === undefined ? undefined : Math.min(first, next),
    );
  }

  #withMotion(id: RemoteAssetId): readonly FakeStoredAsset[] {
    const asset = this.#assets.get(id);
    if (asset === undefined) return [];
    const motions = this.motionsOf(asset);
    return [asset, ...motions.filter((motion) => motion.isHidden && !this.#isShared(motion, asset))];
  }

  #isShared(motion: FakeStoredAsset, still: FakeStoredAsset): boolean {
    for (const [stillId, motions] of this.#motions)
      if (stillId !== still.id && this.#assets.get(stillId)?.isTrashed === false && motions.has(motion.id))
        return true;
    return false;
  }
}

/** SHA-1 of bytes, as the engine writes it. */
export function sha1Of(bytes: Uint8Array): Checksum {
  return createHash('sha1').update(bytes).digest('hex') as Checksum;
}
