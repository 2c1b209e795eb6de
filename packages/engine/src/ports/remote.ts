import type { CancelSignal } from '../cancel.ts';
import type { Checksum, DeviceAssetId, DeviceId, RemoteAssetId, ServerMark } from '../model/ids.ts';
import type { NativeBytes } from './native-bytes.ts';
import type { ResumableUploads } from './resumable-uploads.ts';
import type { IsMeteredAllowed, UploadObserver, UploadOutcome } from './upload-outcome.ts';

export type { IsMeteredAllowed, UploadObserver, UploadOutcome } from './upload-outcome.ts';

/**
 * The engine's view of a server that one person is signed in to.
 *
 * Every method may be repeated; none retries by itself. Errors of all: `network`, `timeout`, `server-error`,
 * `too-many-requests`, `unauthorized`, `forbidden`, `bad-answer` (an answer of the wrong shape is an error, never
 * "nothing to do", E6). A cancelled signal is thrown as it is.
 */
export interface Remote {
  /** Uploads that go on where they broke off; to be used only where `RemoteDescription.can` says so. */
  readonly resumable: ResumableUploads;

  /** Asks who and what is there: to begin a run, and to find out whether the network is back. */
  describe(signal: CancelSignal): Promise<RemoteDescription>;

  /** Which of these names has this device uploaded already (D4)? At most 5,000 at once; absent from the answer: not there. */
  findDeviceAssets(
    deviceId: DeviceId,
    ids: readonly DeviceAssetId[],
    signal: CancelSignal,
  ): Promise<ReadonlyMap<DeviceAssetId, RemoteMatch>>;

  /**
   * Which of these bytes does the server keep for this person (D5)? At most 5,000 at once; absent: not there.
   *
   * `ownVideos` are those of them that are a video by itself. A server that does not say what it keeps as a motion part
   * alone has to be asked about each match, so that is done for these only.
   */
  findChecksums(
    checksums: readonly Checksum[],
    signal: CancelSignal,
    ownVideos?: ReadonlySet<Checksum>,
  ): Promise<ReadonlyMap<Checksum, RemoteMatch>>;

  /**
   * What the server proves of these bytes (V1), at most 5,000 at once. `isDeep` has it read them again, which takes its time; a
   * server that cannot do that answers from what it wrote down. With a `mark` of an earlier answer it is asked whether it has
   * gone back since.
   */
  verify(
    checksums: readonly Checksum[],
    options: { readonly isDeep: boolean; readonly mark?: ServerMark | undefined },
    signal: CancelSignal,
  ): Promise<RemoteProofs>;

  /**
   * Sends one asset, with its motion part where it has one, and returns when the server has made it durable.
   * More errors: `quota-exceeded`, `server-disk-full`, `checksum-mismatch`, `unsupported-type`, `rejected`, and whatever reading the parts throws.
   */
  upload(request: UploadRequest, observer: UploadObserver, signal: CancelSignal): Promise<UploadOutcome>;

  /**
   * Puts assets into the album of exactly this name, which is created when missing; what is in it already stays.
   * Answers for each id in order whether it is in the album now.
   */
  addToAlbum(
    albumName: string,
    ids: readonly RemoteAssetId[],
    signal: CancelSignal,
  ): Promise<readonly AlbumAddition[]>;
}

export interface RemoteDescription {
  readonly product: 'keepsake' | 'immich';
  readonly version: string;
  readonly userId: string;
  readonly userName: string;
  readonly storage: StorageUse;
  readonly can: RemoteCapabilities;
}

/** What this server can do beyond what every server can. */
export interface RemoteCapabilities {
  /** Undefined: it takes whole files only. */
  readonly resumable: ResumableLimits | undefined;
  /** It remembers under which name a device sent an asset (D4); without it `findDeviceAssets` finds nothing. */
  readonly deviceNames: boolean;
  /** It reads its bytes again when it is asked to (V1). */
  readonly deepVerify: boolean;
}

export interface ResumableLimits {
  /** The most that one `append` may carry, so that no proxy on the way refuses it; undefined: any. */
  readonly maxAppendBytes: number | undefined;
}

/** What a server answers when it is asked for proof. */
export interface RemoteProofs {
  /** What it keeps outside its trash. */
  readonly kept: ReadonlyMap<Checksum, RemoteProof>;
  /**
   * What it has no trace of: it neither keeps these bytes, nor did this person delete them there since the time that is told,
   * by the server's clock; 0: ever. If it confirmed them later than that, it has lost them, as one whose data was put back from an
   * older copy. Of anything else that is not kept a person wants it so, or nobody knows.
   */
  readonly untracedSinceMs: ReadonlyMap<Checksum, number>;
  /** How far it has come with what this person sends; undefined: it does not tell. */
  readonly mark: ServerMark | undefined;
  /** It lacks something that it had when it told the mark of the question. */
  readonly hasGoneBack: boolean;
}

/** What a server proves of bytes that it keeps. */
export interface RemoteProof {
  readonly remoteId: RemoteAssetId;
  /** False: what lies there, or its motion part, is not what was sent, is missing, or cannot be read: it is to be sent again. */
  readonly isSound: boolean;
  /** When the server last read the bytes and found them sound, by the server's clock; undefined: it does not tell. */
  readonly rereadAtMs: number | undefined;
}

export interface StorageUse {
  readonly usedBytes: number;
  /** Undefined: no limit. */
  readonly quotaBytes: number | undefined;
}

export interface RemoteMatch {
  /** Undefined when the server confirms an upload's name without saying which asset it is. */
  readonly remoteId: RemoteAssetId | undefined;
  /** SHA-1 of the asset behind the match, where the server tells. */
  readonly checksum: Checksum | undefined;
  /** SHA-1 of the motion part that is linked to it; null: none is; undefined: the server does not tell. */
  readonly motionChecksum: Checksum | null | undefined;
  /**
   * Of all motion parts that came with it, where the server tells of several: it shows one of them and keeps each. Whether one
   * of them is sound, asking for it tells.
   */
  readonly motionChecksums?: readonly Checksum[] | undefined;
  /** Kept as the motion part of a Live Photo alone: it goes when that goes, unless it is sent by itself as well. */
  readonly isMotionPart: boolean;
  readonly isTrashed: boolean;
}

export interface UploadRequest {
  readonly deviceId: DeviceId;
  readonly deviceAssetId: DeviceAssetId;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly isFavorite: boolean;
  readonly durationMs: number | undefined;
  readonly original: UploadPart;
  readonly motion: UploadPart | undefined;
  readonly isMeteredAllowed?: IsMeteredAllowed | undefined;
}

export interface UploadPart {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly checksum: Checksum;
  read(): AsyncIterable<Uint8Array>;
  readonly native?: Pick<NativeBytes, 'locate'> | undefined;
}

export type AlbumAddition =
  { readonly kind: 'in-album' } | { readonly kind: 'refused'; readonly reason: string };
