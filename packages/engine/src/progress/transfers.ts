import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AssetId } from '../model/ids.ts';

/** The last date that JavaScript knows; the first is as far from 1970. */
const LAST_DATE_MS = 8_640_000_000_000_000;

/** The asset that is being sent, in the words of the user's description (P1). */
export interface CurrentUploadAsset {
  readonly id: AssetId;
  readonly fileName: string;
  readonly fileType: 'IMAGE' | 'VIDEO';
  readonly fileSize: number;
  /** ISO 8601, UTC. */
  readonly fileCreatedAt: string;
  /** Its original is being downloaded from iCloud. */
  readonly iCloudAsset: boolean;
}

/** How far one asset is (P1). */
export interface UploadProgress {
  readonly bytesUploaded: number;
  readonly totalBytes: number;
  /** 0 to 100. */
  readonly percentage: number;
}

export interface Transfer {
  readonly asset: CurrentUploadAsset;
  readonly progress: UploadProgress;
  /** Of its original's bytes, while they come down from the cloud; undefined: they are here. */
  readonly bytesDownloaded: number | undefined;
  /** Of its bytes, while it is read for its checksum and nothing is sent yet; undefined: it is not. Told of large files alone. */
  readonly bytesRead: number | undefined;
}

/** What is smaller is read in a moment, and not worth a line. */
export const READING_IS_SHOWN_FROM = 64 * 1024 * 1024;

/** How far an asset in flight is: it comes down from the cloud, is read for its checksum, or is sent. */
export type TransferProgress =
  | { readonly kind: 'downloading'; readonly bytes: number }
  | { readonly kind: 'reading'; readonly bytes: number }
  | { readonly kind: 'sending'; readonly bytes: number };

/** A transfer as the screens show it. While an original comes down nothing is uploaded yet (I3). */
export function transferOf(record: AssetRecord, progress: TransferProgress): Transfer {
  const { asset } = record;
  const totalBytes = sizeBytesOf(asset);
  const isDownloading = progress.kind === 'downloading';
  const bytesUploaded = progress.kind === 'sending' ? Math.min(progress.bytes, totalBytes) : 0;
  return {
    asset: {
      id: asset.id,
      fileName: asset.original.fileName,
      fileType: asset.kind === 'video' ? 'VIDEO' : 'IMAGE',
      fileSize: totalBytes,
      fileCreatedAt: isoOf(asset.createdAtMs),
      iCloudAsset: isDownloading,
    },
    progress: {
      bytesUploaded,
      totalBytes,
      percentage: totalBytes === 0 ? 0 : (bytesUploaded / totalBytes) * 100,
    },
    bytesDownloaded: isDownloading ? Math.min(progress.bytes, totalBytes || progress.bytes) : undefined,
    bytesRead: progress.kind === 'reading' ? Math.min(progress.bytes, totalBytes) : undefined,
  };
}

/** Files can bear dates that no calendar has; the nearest one that can be written stands for them. */
function isoOf(atMs: number): string {
  const known = Number.isFinite(atMs) ? atMs : 0;
  return new Date(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, known))).toISOString();
}
