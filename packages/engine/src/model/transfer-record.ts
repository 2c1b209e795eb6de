import type { AssetId, AssetVersion, Checksum, UploadId } from './ids.ts';

/** A resumable upload that was begun, as the ledger remembers it (U4). */
export interface TransferRecord {
  readonly upload: UploadId;
  readonly assetId: AssetId;
  readonly version: AssetVersion;
  readonly part: 'original' | 'motion';
  readonly checksum: Checksum;
  readonly sizeBytes: number;
  /** Bytes that the server said it keeps; it may have more by now. */
  readonly offset: number;
}
