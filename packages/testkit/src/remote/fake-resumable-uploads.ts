import {
  BackupError,
  type CancelSignal,
  type ResumableUploads,
  type UploadAnnouncement,
  type UploadChunk,
  type UploadId,
  type UploadObserver,
  type UploadOutcome,
  type UploadState,
} from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import { quotaExceeded, refuseOtherBytes, refuseUnfit, type FakeIntake } from './fake-intake.ts';
import type { FakeAccount, FakePhotoServer, FakeStoredAsset } from './fake-photo-server.ts';
import type { FakeUpload } from './fake-upload.ts';
import { FakeWire } from './fake-wire.ts';
import type { FaultSubject, RemoteFault, RemoteMethod } from './remote-faults.ts';

/** What the uploads need of the remote that they belong to. */
export interface FakeUploadsDeps {
  readonly server: FakePhotoServer;
  readonly account: FakeAccount;
  readonly intake: FakeIntake;
  /** Counts a call, and strikes it when it is its turn to fail. */
  begin(method: RemoteMethod, signal: CancelSignal, subject: FaultSubject): Promise<RemoteFault | undefined>;
  /** Called for the bytes of each chunk that arrives; throws when there is no network. */
  onArrival(bytes: number): void;
  onCreated(): void;
  readonly isOffered: () => boolean;
}

/** Resumable uploads in memory: what arrived before a cut stays, a newer call ends an older one, and answers can be had again. */
export class FakeResumableUploads implements ResumableUploads {
  readonly #deps: FakeUploadsDeps;

  constructor(deps: FakeUploadsDeps) {
    this.#deps = deps;
  }

  async create(announcement: UploadAnnouncement, signal: CancelSignal): Promise<UploadState> {
    const fault = await this.#begin('create', signal, announcement);
    return answered(fault, this.#create(announcement));
  }

  async look(id: UploadId, signal: CancelSignal): Promise<UploadState> {
    const fault = await this.#begin('look', signal, this.#find(id)?.announcement);
    const upload = this.#find(id);
    if (upload !== undefined) upload.turn += 1;
    return answered(fault, stateOf(upload));
  }

  async append(chunk: UploadChunk, observer: UploadObserver, signal: CancelSignal): Promise<UploadState> {
    const fault = await this.#begin('append', signal, this.#find(chunk.upload)?.announcement);
    const upload = this.#find(chunk.upload);
    if (upload === undefined || upload.outcome !== undefined) return answered(fault, stateOf(upload));
    const turn = (upload.turn += 1);
    if (chunk.offset !== upload.offset) return answered(fault, stateOf(upload));
    await this.#receive(upload, chunk, turn, observer, signal, fault);
    if (fault?.kind === 'corrupted-on-the-way') upload.isCorrupted = true;
    if (chunk.isLast) this.#complete(upload);
    return answered(fault, stateOf(upload));
  }

  async cancel(id: UploadId, signal: CancelSignal): Promise<void> {
    const fault = await this.#begin('cancel', signal, this.#find(id)?.announcement);
    const upload = this.#find(id);
    if (upload !== undefined) this.discard(upload);
    answered(fault, undefined);
  }

  /** Forgets an upload, and lets go of its room. */
  discard(upload: FakeUpload): void {
    upload.turn += 1;
    this.#release(upload);
    this.#deps.server.uploads.delete(upload.id);
  }

  #begin(
    method: RemoteMethod,
    signal: CancelSignal,
    announcement: UploadAnnouncement | undefined,
  ): Promise<RemoteFault | undefined> {
    if (!this.#deps.isOffered()) throw new BackupError('rejected', 'This server takes whole files only');
    return this.#deps.begin(method, signal, { announcement });
  }

  #find(id: UploadId): FakeUpload | undefined {
    const upload = this.#deps.server.uploads.get(id);
    return upload?.userId === this.#deps.account.userId ? upload : undefined;
  }

  #create(announcement: UploadAnnouncement): UploadState {
    const { server, account, intake } = this.#deps;
    const { fileName, sizeBytes, checksum, role } = announcement;
    refuseUnfit(fileName, sizeBytes);
    if (role.kind === 'original' && role.motionId !== undefined) this.#requireMotion(role.motionId);
    const outcome =
      role.kind === 'original' ? this.#answerOriginal(announcement) : this.#answerMotion(announcement);
    if (outcome !== undefined) return { kind: 'kept', outcome };
    this.#endTwins(announcement);
    const isKnown = server.findByChecksum(account.userId, checksum) !== undefined;
    const reservedBytes = isKnown ? 0 : sizeBytes;
    intake.reserve(reservedBytes);
    const upload: FakeUpload = {
      id: server.nextUploadId(),
      userId: account.userId,
      announcement,
      words: JSON.stringify(announcement),
      reservedBytes,
      chunks: [],
      offset: 0,
      isCorrupted: false,
      turn: 0,
      outcome: undefined,
    };
    server.uploads.set(upload.id, upload);
    return stateOf(upload);
  }

  #answerOriginal(announcement: UploadAnnouncement): UploadOutcome | undefined {
    const { checksum, role } = announcement;
    const motionId = role.kind === 'original' ? role.motionId : undefined;
    const holds = (motion: FakeStoredAsset | undefined): boolean =>
      motionId === undefined || motion?.id === motionId;
    return this.#deps.intake.answerKnown(announcement, checksum, holds);
  }

  #answerMotion({ checksum }: UploadAnnouncement): UploadOutcome | undefined {
    const { server, account } = this.#deps;
    const known = server.findByChecksum(account.userId, checksum);
    if (known === undefined || server.healthOf(known) === 'doubted') return undefined;
    known.isTrashed = false;
    return { kind: 'duplicate', remoteId: known.id, checksum };
  }

  #requireMotion(id: string): void {
    const { server, account } = this.#deps;
    const motion = [server.assets.get(id as FakeStoredAsset['id'])].find(
      (asset) => asset?.userId === account.userId,
    );
    if (motion === undefined || mediaTypeOf(motion.fileName)?.kind !== 'video') {
      throw new BackupError('rejected', 'There is no video of the id in livePhotoVideoId');
    }
  }

  /** What the same device began in the same words before: it never heard the address, or has forgotten it. */
  #endTwins(announcement: UploadAnnouncement): void {
    const words = JSON.stringify(announcement);
    for (const upload of this.#deps.server.uploads.values()) {
      if (upload.userId !== this.#deps.account.userId || upload.outcome !== undefined) continue;
      if (upload.words === words) this.discard(upload);
    }
  }

  async #receive(
    upload: FakeUpload,
    chunk: UploadChunk,
    turn: number,
    observer: UploadObserver,
    signal: CancelSignal,
    fault: RemoteFault | undefined,
  ): Promise<void> {
    const { onArrival } = this.#deps;
    const { sizeBytes, fileName } = upload.announcement;
    if (chunk.offset + chunk.sizeBytes > sizeBytes) {
      this.discard(upload);
      throw new BackupError('rejected', `The upload has ${sizeBytes} bytes, and this would be more`);
    }
    const mostBytes = fault?.kind === 'cut-after-bytes' ? (fault.keptBytes ?? Infinity) : Infinity;
    const wire = new FakeWire({
      observer,
      signal,
      fault,
      onArrival: (bytes) => {
        if (upload.turn !== turn) throw new BackupError('network', 'a newer request ended this one');
        onArrival(bytes.length);
        const kept = bytes.subarray(0, Math.max(0, chunk.offset + mostBytes - upload.offset));
        upload.chunks.push(kept);
        upload.offset += kept.length;
      },
    });
    await wire.send({ name: fileName, sizeBytes: chunk.sizeBytes, read: () => chunk.read() });
    // Who was asked in the meantime has told another where to go on.
    if (upload.turn !== turn) throw new BackupError('network', 'a newer request ended this one');
  }

  #complete(upload: FakeUpload): void {
    const { intake, account } = this.#deps;
    const { announcement } = upload;
    const { fileName, checksum, role } = announcement;
    const arrival = { fileName, checksum, bytes: Uint8Array.from(Buffer.concat(upload.chunks)) };
    try {
      if (upload.offset !== announcement.sizeBytes)
        throw new BackupError('rejected', 'The upload is not whole');
      refuseOtherBytes(arrival, upload.isCorrupted);
      if (
        upload.reservedBytes > 0 &&
        account.usedBytes + account.reservedBytes > (account.quotaBytes ?? Infinity)
      )
        throw quotaExceeded();
      if (role.kind === 'original' && role.motionId !== undefined) this.#requireMotion(role.motionId);
    } catch (error) {
      this.discard(upload);
      throw error;
    }
    this.#release(upload);
    upload.chunks = [];
    upload.outcome =
      role.kind === 'motion'
        ? intake.keepMotion(announcement, arrival)
        : intake.keepOriginal(announcement, arrival, role.motionId);
    if (role.kind === 'original' && upload.outcome.kind === 'created') this.#deps.onCreated();
    this.#deps.server.forgetOldAnswers();
  }

  #release(upload: FakeUpload): void {
    this.#deps.account.reservedBytes -= upload.reservedBytes;
    upload.reservedBytes = 0;
  }
}

function stateOf(upload: FakeUpload | undefined): UploadState {
  if (upload === undefined) return { kind: 'unknown' };
  if (upload.outcome !== undefined) return { kind: 'kept', outcome: upload.outcome };
  return { kind: 'open', upload: upload.id, offset: upload.offset };
}

/** What the device hears of an answer. */
function answered<State extends UploadState | undefined>(
  fault: RemoteFault | undefined,
  state: State,
): State {
  if (fault?.kind === 'answer-lost') throw new BackupError('network', 'the answer was lost');
  if (fault?.kind === 'answer-checksum' && state?.kind === 'kept') {
    return { ...state, outcome: { ...state.outcome, checksum: fault.checksum } };
  }
  return state;
}
