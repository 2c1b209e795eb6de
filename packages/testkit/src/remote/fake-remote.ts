import {
  BackupError,
  throwIfCancelled,
  type AlbumAddition,
  type CancelSignal,
  type Checksum,
  type DeviceAssetId,
  type DeviceId,
  type ErrorCode,
  type Remote,
  type RemoteAssetId,
  type RemoteDescription,
  type RemoteMatch,
  type UploadObserver,
  type UploadOutcome,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import { FakePhotoServer, sha1Of, type FakeAccount, type FakeStoredAsset } from './fake-photo-server.ts';
import { settledOrCancelled, FakeWire } from './fake-wire.ts';
import { RemoteFaults, type RemoteFault, type RemoteFaultRule } from './remote-faults.ts';

const MAX_IDS = 5000;

/**
 * A person's view of a server in memory. It passes the same contract as the real one, and fails when it is told to.
 *
 * Two remotes of one `server` are two people, or two devices of one person (`userId`).
 */
export class FakeRemote implements Remote {
  readonly server: FakePhotoServer;
  readonly account: FakeAccount;
  /** True: every call fails with `network`, those on their way too. */
  isOffline = false;
  /** Bytes of originals that arrived, of failed uploads as well. */
  bytesReceived = 0;
  /** Uploads that the server kept as new assets; a Live Photo is one. */
  uploadCount = 0;
  /** Calls of each method, failed ones included. */
  readonly calls: Record<keyof Remote, number> = {
    describe: 0,
    findDeviceAssets: 0,
    findChecksums: 0,
    upload: 0,
    addToAlbum: 0,
  };
  readonly #faults = new RemoteFaults();

  constructor(
    options: {
      readonly server?: FakePhotoServer;
      readonly userId?: string;
      readonly quotaBytes?: number;
    } = {},
  ) {
    this.server = options.server ?? new FakePhotoServer();
    this.account = this.server.account(options.userId ?? 'ada');
    if (options.quotaBytes !== undefined) this.account.quotaBytes = options.quotaBytes;
  }

  /** What this person keeps, motion parts left out, in the order of arrival. */
  get assets(): readonly FakeStoredAsset[] {
    return [...this.server.assets.values()].filter(
      (asset) => asset.userId === this.account.userId && !asset.isHidden,
    );
  }

  /** This person's albums by name. */
  get albums(): ReadonlyMap<string, ReadonlySet<RemoteAssetId>> {
    return this.account.albums;
  }

  /** Makes some of the next calls fail. */
  inject(rule: RemoteFaultRule): void {
    this.#faults.add(rule);
  }

  /** Makes the next `times` calls of a method fail with this code. */
  failNext(method: keyof Remote, code: ErrorCode, times = 1): void {
    this.inject({ method, times, fault: { kind: 'fail', code } });
  }

  /** Forgets the faults that have not struck yet. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** What the server keeps of these bytes for this person. */
  assetOf(checksum: Checksum): FakeStoredAsset | undefined {
    return this.server.findByChecksum(this.account.userId, checksum);
  }

  describe(signal: CancelSignal): Promise<RemoteDescription> {
    return this.#call('describe', signal, () => ({
      product: 'keepsake',
      version: '0.1.0',
      userId: this.account.userId,
      userName: this.account.userId,
      storage: {
        usedBytes: this.account.usedBytes,
        quotaBytes: this.account.quotaBytes,
      },
    }));
  }

  findDeviceAssets(
    deviceId: DeviceId,
    ids: readonly DeviceAssetId[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<DeviceAssetId, RemoteMatch>> {
    return this.#call('findDeviceAssets', signal, () => {
      refuseTooMany(ids.length);
      const names = this.account.names.get(deviceId);
      const found = new Map<DeviceAssetId, RemoteMatch>();
      for (const id of ids) {
        const remoteId = names?.get(id);
        const asset = remoteId === undefined ? undefined : this.server.assets.get(remoteId);
        if (asset !== undefined) found.set(id, matchOf(asset, this.server));
      }
      return found;
    });
  }

  findChecksums(
    checksums: readonly Checksum[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
    return this.#call('findChecksums', signal, () => {
      refuseTooMany(checksums.length);
      const found = new Map<Checksum, RemoteMatch>();
      for (const checksum of checksums) {
        const asset = this.assetOf(checksum);
        if (asset !== undefined) found.set(checksum, matchOf(asset, this.server));
      }
      return found;
    });
  }

  async upload(
    request: UploadRequest,
    observer: UploadObserver,
    signal: CancelSignal,
  ): Promise<UploadOutcome> {
    const fault = await this.#begin('upload', signal, request);
    const outcome = await this.#receive(request, observer, signal, fault);
    if (fault?.kind === 'answer-lost') throw new BackupError('network', 'the answer was lost');
    return fault?.kind === 'answer-checksum' ? { ...outcome, checksum: fault.checksum } : outcome;
  }

  addToAlbum(
    albumName: string,
    ids: readonly RemoteAssetId[],
    signal: CancelSignal,
  ): Promise<readonly AlbumAddition[]> {
    return this.#call('addToAlbum', signal, () => {
      if (ids.length === 0) return [];
      const name = albumName.normalize('NFC');
      const members = this.account.albums.get(name) ?? new Set<RemoteAssetId>();
      this.account.albums.set(name, members);
      return ids.map((id): AlbumAddition => {
        if (this.server.assets.get(id)?.userId !== this.account.userId) {
          return { kind: 'refused', reason: 'not_found' };
        }
        members.add(id);
        return { kind: 'in-album' };
      });
    });
  }

  async #call<T>(method: keyof Remote, signal: CancelSignal, answer: () => T): Promise<T> {
    const fault = await this.#begin(method, signal, undefined);
    const result = answer();
    if (fault?.kind === 'answer-lost') throw new BackupError('network', 'the answer was lost');
    return result;
  }

  async #begin(
    method: keyof Remote,
    signal: CancelSignal,
    request: UploadRequest | undefined,
  ): Promise<RemoteFault | undefined> {
    throwIfCancelled(signal);
    this.calls[method] += 1;
    const fault = this.#faults.take(method, request);
    if (fault?.kind === 'wait' && fault.afterBytes === undefined)
      await settledOrCancelled(fault.until, signal);
    await Promise.resolve();
    throwIfCancelled(signal);
    this.#throwIfOffline();
    if (fault?.kind === 'fail') {
      throw new BackupError(fault.code, `injected: ${fault.code}`, { retryAfterMs: fault.retryAfterMs });
    }
    if (this.account.isRevoked) throw new BackupError('unauthorized', 'the login is no longer good');
    return fault;
  }

  #throwIfOffline(): void {
    if (this.isOffline) throw new BackupError('network', 'offline');
  }

  async #receive(
    request: UploadRequest,
    observer: UploadObserver,
    signal: CancelSignal,
    fault: RemoteFault | undefined,
  ): Promise<UploadOutcome> {
    const known = this.assetOf(request.original.checksum);
    if (known !== undefined && holdsMotionOf(request, known, this.server)) {
      known.isHidden = false;
      this.#name(request, known);
      return { kind: 'duplicate', remoteId: known.id, checksum: known.checksum };
    }
    const parts = request.motion === undefined ? [request.original] : [request.original, request.motion];
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    const release = this.#reserve(sizeBytes);
    try {
      const wire = new FakeWire(this, observer, signal, fault, () => {
        this.#throwIfOffline();
      });
      const contents: Uint8Array[] = [];
      for (const part of parts) contents.push(await wire.send(part));
      for (const [index, part] of parts.entries()) refuseBadPart(part, contents[index]!, fault);
      return this.#keep(request, contents);
    } finally {
      release();
    }
  }

  #reserve(sizeBytes: number): () => void {
    const { account } = this;
    const takenBytes = account.usedBytes + account.reservedBytes;
    if (account.quotaBytes !== undefined && takenBytes + sizeBytes > account.quotaBytes) {
      throw new BackupError('quota-exceeded', 'Quota has been exceeded!');
    }
    account.reservedBytes += sizeBytes;
    return () => {
      account.reservedBytes -= sizeBytes;
    };
  }

  #keep(request: UploadRequest, contents: readonly Uint8Array[]): UploadOutcome {
    const { original, motion } = request;
    const known = this.assetOf(original.checksum);
    const asset = known ?? this.#store(request, original, contents[0]!, false);
    if (motion !== undefined) {
      const part = this.assetOf(motion.checksum) ?? this.#store(request, motion, contents[1]!, true);
      asset.motionId = part.id;
    }
    this.#name(request, asset);
    if (known === undefined) this.uploadCount += 1;
    return {
      kind: known === undefined ? 'created' : 'duplicate',
      remoteId: asset.id,
      checksum: asset.checksum,
    };
  }

  #store(request: UploadRequest, part: UploadPart, bytes: Uint8Array, isHidden: boolean): FakeStoredAsset {
    const asset: FakeStoredAsset = {
      id: this.server.nextId(),
      userId: this.account.userId,
      fileName: part.fileName,
      bytes,
      checksum: part.checksum,
      createdAtMs: request.createdAtMs,
      modifiedAtMs: request.modifiedAtMs,
      isFavorite: request.isFavorite,
      durationMs: request.durationMs,
      isHidden,
      isTrashed: false,
      motionId: undefined,
    };
    this.server.keep(asset);
    return asset;
  }

  #name(request: UploadRequest, asset: FakeStoredAsset): void {
    const names = this.account.names.get(request.deviceId) ?? new Map<DeviceAssetId, RemoteAssetId>();
    this.account.names.set(request.deviceId, names);
    names.set(request.deviceAssetId, asset.id);
    asset.isTrashed = false;
  }
}

const matchOf = (asset: FakeStoredAsset, server: FakePhotoServer): RemoteMatch => ({
  remoteId: asset.id,
  checksum: asset.checksum,
  motionChecksum:
    (asset.motionId === undefined ? undefined : server.assets.get(asset.motionId))?.checksum ?? null,
  isMotionPart: asset.isHidden,
  isTrashed: asset.isTrashed,
});

function holdsMotionOf(request: UploadRequest, asset: FakeStoredAsset, server: FakePhotoServer): boolean {
  if (request.motion === undefined) return true;
  const motion = asset.motionId === undefined ? undefined : server.assets.get(asset.motionId);
  return motion?.checksum === request.motion.checksum;
}

function refuseTooMany(count: number): void {
  if (count > MAX_IDS) throw new BackupError('rejected', `more than ${MAX_IDS} at once`);
}

function refuseBadPart(part: UploadPart, bytes: Uint8Array, fault: RemoteFault | undefined): void {
  if (mediaTypeOf(part.fileName) === undefined) {
    throw new BackupError('unsupported-type', `${part.fileName} is neither a photo nor a video`);
  }
  if (bytes.length === 0) throw new BackupError('empty-file', `${part.fileName} is empty`);
  if (fault?.kind === 'corrupted-on-the-way' || sha1Of(bytes) !== part.checksum) {
    throw new BackupError('checksum-mismatch', `${part.fileName} did not arrive as it was sent`);
  }
}
