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
  type RemoteCapabilities,
  type RemoteDescription,
  type RemoteMatch,
  type RemoteProofs,
  type ServerMark,
  type UploadObserver,
  type UploadOutcome,
  type UploadRequest,
} from '@keepsake/engine';
import { FakeIntake } from './fake-intake.ts';
import { FakePhotoServer, type FakeAccount, type FakeStoredAsset } from './fake-photo-server.ts';
import { answerAlbum, answerChecksums, answerNames, answerProofs } from './fake-questions.ts';
import { FakeRemoteOriginals } from './fake-remote-originals.ts';
import { FakeResumableUploads } from './fake-resumable-uploads.ts';
import { receiveWhole } from './fake-whole-upload.ts';
import { waitFor } from './fake-wire.ts';
import {
  RemoteFaults,
  type FaultSubject,
  type RemoteFault,
  type RemoteFaultRule,
  type RemoteMethod,
} from './remote-faults.ts';

/** What a `FakeRemote` is made of; what is left out is new and empty. */
export interface FakeRemoteOptions {
  readonly server?: FakePhotoServer;
  readonly userId?: string;
  readonly quotaBytes?: number;
  readonly can?: Partial<RemoteCapabilities>;
}

/**
 * A person's view of a server in memory. It passes the same contract as the real one, and fails when it is told to.
 *
 * Two remotes of one `server` are two people, or two devices of one person (`userId`).
 */
export class FakeRemote implements Remote {
  readonly server: FakePhotoServer;
  readonly account: FakeAccount;
  readonly resumable: FakeResumableUploads;
  /** The same person's originals, to be taken home. */
  readonly originals: FakeRemoteOriginals;
  /** What this server can do; may be changed at any time. */
  can: RemoteCapabilities;
  /** True: every call fails with `network`, those on their way too. */
  isOffline = false;
  /** Bytes of originals that arrived, of failed uploads as well. */
  bytesReceived = 0;
  /** Uploads that the server kept as new assets; a Live Photo is one. */
  uploadCount = 0;
  /** Calls of each method, failed ones included. */
  readonly calls: Record<RemoteMethod, number> = {
    describe: 0,
    findDeviceAssets: 0,
    findChecksums: 0,
    verify: 0,
    upload: 0,
    addToAlbum: 0,
    create: 0,
    look: 0,
    append: 0,
    cancel: 0,
    list: 0,
    read: 0,
  };
  readonly #faults = new RemoteFaults();
  readonly #intake: FakeIntake;
  readonly #onArrival = (bytes: number): void => {
    this.#throwIfOffline();
    this.bytesReceived += bytes;
  };

  constructor(options: FakeRemoteOptions = {}) {
    this.server = options.server ?? new FakePhotoServer();
    this.account = this.server.account(options.userId ?? 'ada');
    if (options.quotaBytes !== undefined) this.account.quotaBytes = options.quotaBytes;
    this.can = {
      resumable: { maxAppendBytes: 64 * 1024 * 1024 },
      deviceNames: true,
      deepVerify: true,
      ...options.can,
    };
    this.#intake = new FakeIntake(this.server, this.account);
    this.originals = new FakeRemoteOriginals({
      server: this.server,
      account: this.account,
      begin: (method, signal, subject) => this.#begin(method, signal, subject),
      throwIfOffline: () => this.#throwIfOffline(),
    });
    this.resumable = new FakeResumableUploads({
      server: this.server,
      account: this.account,
      intake: this.#intake,
      begin: (method, signal, subject) => this.#begin(method, signal, subject),
      onArrival: this.#onArrival,
      onCreated: () => (this.uploadCount += 1),
      isOffered: () => this.can.resumable !== undefined,
    });
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
  failNext(method: RemoteMethod, code: ErrorCode, times = 1): void {
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

  /** Lets an asset be moved to the trash in a browser. */
  trash(id: RemoteAssetId): void {
    this.server.trash(id);
  }

  /** Lets an asset be deleted for good in a browser. */
  remove(id: RemoteAssetId): void {
    this.server.remove(id);
  }

  /** Lets an asset's bytes rot: `verify` notices when it is deep, and from then on every question knows. */
  rot(id: RemoteAssetId): void {
    this.server.rot(id);
  }

  /** Lets this person's resumable uploads expire, those that are complete too. */
  expireUploads(): void {
    for (const upload of [...this.server.uploads.values()]) {
      if (upload.userId === this.account.userId) this.resumable.discard(upload);
    }
  }

  describe(signal: CancelSignal): Promise<RemoteDescription> {
    return this.#call('describe', signal, () => ({
      product: 'keepsake',
      version: '0.1.0',
      userId: this.account.userId,
      userName: this.account.userId,
      storage: { usedBytes: this.account.usedBytes, quotaBytes: this.account.quotaBytes },
      can: this.can,
    }));
  }

  findDeviceAssets(
    deviceId: DeviceId,
    ids: readonly DeviceAssetId[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<DeviceAssetId, RemoteMatch>> {
    return this.#call('findDeviceAssets', signal, () =>
      this.can.deviceNames ? answerNames(this, deviceId, ids) : new Map(),
    );
  }

  findChecksums(
    checksums: readonly Checksum[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
    return this.#call('findChecksums', signal, () => answerChecksums(this, checksums));
  }

  verify(
    checksums: readonly Checksum[],
    { isDeep, mark }: { readonly isDeep: boolean; readonly mark?: ServerMark | undefined },
    signal: CancelSignal,
  ): Promise<RemoteProofs> {
    return this.#call('verify', signal, () => answerProofs(this, checksums, { isDeep, mark, can: this.can }));
  }

  async upload(
    request: UploadRequest,
    observer: UploadObserver,
    signal: CancelSignal,
  ): Promise<UploadOutcome> {
    const fault = await this.#begin('upload', signal, { request });
    const wire = { observer, signal, fault, onArrival: this.#onArrival };
    const { outcome, isNew } = await receiveWhole(this.#intake, request, wire);
    if (isNew) this.uploadCount += 1;
    if (fault?.kind === 'answer-lost') throw answerLost();
    return fault?.kind === 'answer-checksum' ? { ...outcome, checksum: fault.checksum } : outcome;
  }

  addToAlbum(
    albumName: string,
    ids: readonly RemoteAssetId[],
    signal: CancelSignal,
  ): Promise<readonly AlbumAddition[]> {
    return this.#call('addToAlbum', signal, () => answerAlbum(this, albumName, ids));
  }

  async #call<T>(method: RemoteMethod, signal: CancelSignal, answer: () => T): Promise<T> {
    const fault = await this.#begin(method, signal, {});
    const result = answer();
    if (fault?.kind === 'answer-lost') throw answerLost();
    return result;
  }

  async #begin(
    method: RemoteMethod,
    signal: CancelSignal,
    subject: FaultSubject,
  ): Promise<RemoteFault | undefined> {
    throwIfCancelled(signal);
    this.calls[method] += 1;
    const fault = this.#faults.take(method, subject);
    if (fault?.kind === 'wait' && fault.afterBytes === undefined) await waitFor(fault, signal);
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
}

const answerLost = (): BackupError => new BackupError('network', 'the answer was lost');
