import {
  BackupError,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type RemoteAssetId,
  type UploadOutcome,
} from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import { sha1Of, type FakeAccount, type FakePhotoServer, type FakeStoredAsset } from './fake-photo-server.ts';

/** What a device says of the asset that it sends. */
export interface FakeDescription {
  readonly deviceId: DeviceId;
  readonly deviceAssetId: DeviceAssetId;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly isFavorite: boolean;
  readonly durationMs: number | undefined;
}

/** A file that arrived. */
export interface FakeArrival {
  readonly fileName: string;
  readonly checksum: Checksum;
  readonly bytes: Uint8Array;
}

/** The way in: what the fake server does with files that arrived for one person. */
export class FakeIntake {
  readonly #server: FakePhotoServer;
  readonly #account: FakeAccount;

  constructor(server: FakePhotoServer, account: FakeAccount) {
    this.#server = server;
    this.#account = account;
  }

  /**
   * Answers before any byte, where the person keeps these bytes with this motion part already and they are sound: it
   * takes them out of the trash, and notes the device's name of them.
   */
  answerKnown(
    description: FakeDescription,
    checksum: Checksum,
    holdsMotion: (motion: FakeStoredAsset | undefined) => boolean,
  ): UploadOutcome | undefined {
    const known = this.#server.findByChecksum(this.#account.userId, checksum);
    if (known === undefined || this.#server.healthOf(known) === 'doubted') return undefined;
    if (!holdsMotion(this.#server.motionOf(known))) return undefined;
    known.isHidden = false;
    this.#name(description, known);
    return { kind: 'duplicate', remoteId: known.id, checksum: known.checksum };
  }

  /** Holds room against the quota; the returned function lets go of it. */
  reserve(sizeBytes: number): () => void {
    const account = this.#account;
    const takenBytes = account.usedBytes + account.reservedBytes;
    if (account.quotaBytes !== undefined && takenBytes + sizeBytes > account.quotaBytes)
      throw quotaExceeded();
    account.reservedBytes += sizeBytes;
    return () => {
      account.reservedBytes -= sizeBytes;
    };
  }

  /** Keeps an asset, new or known, linked with its motion part. */
  keepOriginal(
    description: FakeDescription,
    original: FakeArrival,
    motionId: RemoteAssetId | undefined,
  ): UploadOutcome {
    const { asset, kind } = this.#keep(description, original, false);
    asset.isHidden = false;
    if (motionId !== undefined) this.#server.linkMotion(asset, motionId);
    this.#name(description, asset);
    return { kind, remoteId: asset.id, checksum: asset.checksum };
  }

  /** Keeps a motion part, out of sight unless it is an asset of its own too. No device knows it by a name. */
  keepMotion(description: FakeDescription, motion: FakeArrival): UploadOutcome {
    const { asset, kind } = this.#keep(description, motion, true);
    asset.isTrashed = false;
    return { kind, remoteId: asset.id, checksum: asset.checksum };
  }

  #keep(
    description: FakeDescription,
    { fileName, checksum, bytes }: FakeArrival,
    isHidden: boolean,
  ): { readonly asset: FakeStoredAsset; readonly kind: UploadOutcome['kind'] } {
    const known = this.#server.findByChecksum(this.#account.userId, checksum);
    if (known !== undefined) {
      this.#server.heal(known.id);
      return { asset: known, kind: 'duplicate' };
    }
    const asset: FakeStoredAsset = {
      id: this.#server.nextId(),
      userId: this.#account.userId,
      fileName,
      bytes,
      checksum,
      createdAtMs: description.createdAtMs,
      modifiedAtMs: description.modifiedAtMs,
      isFavorite: description.isFavorite,
      durationMs: description.durationMs,
      isHidden,
      isTrashed: false,
      motionId: undefined,
    };
    this.#server.keep(asset);
    return { asset, kind: 'created' };
  }

  #name({ deviceId, deviceAssetId }: FakeDescription, asset: FakeStoredAsset): void {
    const names = this.#account.names.get(deviceId) ?? new Map<DeviceAssetId, RemoteAssetId>();
    this.#account.names.set(deviceId, names);
    names.set(deviceAssetId, asset.id);
    asset.isTrashed = false;
    const motion = this.#server.motionOf(asset);
    if (motion !== undefined) motion.isTrashed = false;
  }
}

/** Refuses for good what is no photo and no video, or nothing at all. */
export function refuseUnfit(fileName: string, sizeBytes: number): void {
  if (mediaTypeOf(fileName) === undefined) {
    throw new BackupError('unsupported-type', `${fileName} is neither a photo nor a video`);
  }
  if (sizeBytes === 0) throw new BackupError('empty-file', `${fileName} is empty`);
}

/** Refuses bytes that are not those that were announced. */
export function refuseOtherBytes({ fileName, checksum, bytes }: FakeArrival, isCorrupted: boolean): void {
  if (isCorrupted || sha1Of(bytes) !== checksum) {
    throw new BackupError('checksum-mismatch', `${fileName} did not arrive as it was sent`);
  }
}

/** The error of a person who keeps as much as they may. */
export const quotaExceeded = (): BackupError => new BackupError('quota-exceeded', 'Quota has been exceeded!');
