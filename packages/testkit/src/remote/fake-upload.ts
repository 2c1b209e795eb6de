import type { UploadAnnouncement, UploadId, UploadOutcome } from '@keepsake/engine';

/** A resumable upload on the fake server. */
export interface FakeUpload {
  readonly id: UploadId;
  readonly userId: string;
  readonly announcement: UploadAnnouncement;
  /** The announcement, to be compared. */
  readonly words: string;
  /** Room that is held for it. */
  reservedBytes: number;
  /** What arrived, in order. */
  chunks: Uint8Array[];
  offset: number;
  /** The bytes that arrived are not those that were sent. */
  isCorrupted: boolean;
  /** Whose turn it is: a newer call ends an older one that is still sending. */
  turn: number;
  /** How it was completed; undefined while it is under way. */
  outcome: UploadOutcome | undefined;
}
