import type { CancelSignal } from '../cancel.ts';
import type { Checksum, DeviceAssetId, DeviceId, RemoteAssetId, UploadId } from '../model/ids.ts';
import type { NativeBytes } from './native-bytes.ts';
import type { IsMeteredAllowed, UploadObserver, UploadOutcome } from './upload-outcome.ts';

/**
 * Uploads of single files that go on where they broke off, even days later (U4). What can be said of an upload is said
 * as a value; errors are those of `Remote`, and at creation and completion those of `Remote.upload`.
 */
export interface ResumableUploads {
  /** Announces an upload. A server that keeps these bytes already says so, and none is sent. */
  create(announcement: UploadAnnouncement, signal: CancelSignal): Promise<UploadState>;

  /** Asks how far an upload is; one that is complete gives its outcome again. */
  look(upload: UploadId, signal: CancelSignal): Promise<UploadState>;

  /**
   * Sends the next bytes, of which the observer hears how many. When the server is elsewhere, nothing is sent in vain:
   * the answer says where it is. What was sent before an error may have been kept; `look` tells. When the end is refused
   * by `checksum-mismatch`, `quota-exceeded` or `rejected`, the upload is given up.
   */
  append(chunk: UploadChunk, observer: UploadObserver, signal: CancelSignal): Promise<UploadState>;

  /** Gives an upload up, and with it the room that was reserved for it. An unknown one is no error. */
  cancel(upload: UploadId, signal: CancelSignal): Promise<void>;
}

/** What a server says of an upload. */
export type UploadState =
  /** The bytes before `offset` are durable there. */
  | { readonly kind: 'open'; readonly upload: UploadId; readonly offset: number }
  /** All is there. */
  | { readonly kind: 'kept'; readonly outcome: UploadOutcome }
  /** It never was, it expired, or it is somebody else's: to be begun anew. */
  | { readonly kind: 'unknown' };

/** One file, before a byte of it is sent. */
export interface UploadAnnouncement {
  readonly deviceId: DeviceId;
  readonly deviceAssetId: DeviceAssetId;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly isFavorite: boolean;
  readonly durationMs: number | undefined;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly checksum: Checksum;
  /** A motion part is sent first and kept out of sight until its still names it (U2). */
  readonly role:
    { readonly kind: 'original'; readonly motionId: RemoteAssetId | undefined } | { readonly kind: 'motion' };
}

/** Some bytes of an upload. */
export interface UploadChunk {
  readonly upload: UploadId;
  readonly offset: number;
  readonly sizeBytes: number;
  /** With these the file is whole. */
  readonly isLast: boolean;
  /** Exactly `sizeBytes` bytes of the file, from `offset` on. */
  read(): AsyncIterable<Uint8Array>;
  /** The whole file, where the platform can read it by itself. */
  readonly native?: Pick<NativeBytes, 'locate'> | undefined;
  readonly isMeteredAllowed?: IsMeteredAllowed | undefined;
}
