import type { Checksum, DeviceAssetId, UploadAnnouncement } from '@keepsake/engine';
import { UPLOAD_ASSET_HEADER } from '@keepsake/protocol';
import { base64Of, base64UrlOf, bytesOfHex } from '../base64.ts';
import { utf8Of } from '../utf8.ts';
import { isoOf } from '../wire-values.ts';

/** The headers that begin an upload without a byte of its content. */
export function announcingHeaders(announcement: UploadAnnouncement): Readonly<Record<string, string>> {
  return {
    [UPLOAD_ASSET_HEADER]: base64UrlOf(utf8Of(JSON.stringify(fieldsOf(announcement)))),
    'Upload-Complete': '?0',
    'Upload-Length': String(announcement.sizeBytes),
    'Repr-Digest': digestOf(announcement.checksum),
  };
}

/**
 * What a motion part is called on the wire. Under the name of its photo, the server would call the photo uploaded when
 * there is nothing but the motion part yet (U2).
 */
export const nameOfMotion = (photo: DeviceAssetId): string => `${photo} (motion part)`;

function fieldsOf(announcement: UploadAnnouncement): Readonly<Record<string, unknown>> {
  const { role, deviceAssetId, durationMs } = announcement;
  return {
    fileName: announcement.fileName,
    deviceId: announcement.deviceId,
    deviceAssetId: role.kind === 'motion' ? nameOfMotion(deviceAssetId) : deviceAssetId,
    fileCreatedAt: isoOf(announcement.createdAtMs),
    fileModifiedAt: isoOf(announcement.modifiedAtMs),
    isFavorite: announcement.isFavorite,
    // Milliseconds.
    ...(durationMs !== undefined && { duration: Math.min(Math.max(Math.round(durationMs), 0), 1e12) }),
    ...(role.kind === 'motion' && { visibility: 'hidden' }),
    ...(role.kind === 'original' && role.motionId !== undefined && { livePhotoVideoId: role.motionId }),
  };
}

const digestOf = (checksum: Checksum): string => `sha=:${base64Of(bytesOfHex(checksum))}:`;
