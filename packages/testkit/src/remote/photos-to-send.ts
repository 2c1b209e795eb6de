import type {
  Checksum,
  DeviceAssetId,
  DeviceId,
  UploadAnnouncement,
  UploadChunk,
  UploadId,
  UploadPart,
  UploadRequest,
} from '@keepsake/engine';
import { sha1Of } from './fake-photo-server.ts';

/** Bytes that differ for every seed and are the same in every run. */
export function bytesOf(seed: string, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  for (let index = 0; index < sizeBytes; index += 1) {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    bytes[index] = (state >>> 11) & 0xff;
  }
  return bytes;
}

/** A part of an upload whose bytes are in memory and are handed out in small chunks. */
export function partOf(fileName: string, bytes: Uint8Array, checksum: Checksum = sha1Of(bytes)): UploadPart {
  return { fileName, sizeBytes: bytes.length, checksum, read: () => chunksOf(bytes) };
}

/** The same part, read from another source. */
export function partRead(part: UploadPart, read: UploadPart['read']): UploadPart {
  return { ...part, read };
}

/** An upload request with everything filled in. */
export function requestOf(
  original: UploadPart,
  more: Partial<Omit<UploadRequest, 'original'>> = {},
): UploadRequest {
  return {
    deviceId: 'device-of-the-contract' as DeviceId,
    deviceAssetId: `${original.fileName}@${original.checksum}` as DeviceAssetId,
    createdAtMs: Date.UTC(2019, 6, 14, 9, 30, 15, 250),
    modifiedAtMs: Date.UTC(2019, 6, 14, 9, 31),
    isFavorite: false,
    durationMs: undefined,
    motion: undefined,
    ...more,
    original,
  };
}

async function* chunksOf(bytes: Uint8Array, chunkBytes = 4096): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    await Promise.resolve();
    yield bytes.subarray(start, start + chunkBytes);
  }
}

/** What is said of a file before a byte of it is sent. */
export function announcementOf(part: UploadPart, more: Partial<UploadAnnouncement> = {}): UploadAnnouncement {
  const { deviceId, deviceAssetId, createdAtMs, modifiedAtMs, isFavorite, durationMs } = requestOf(part);
  const { fileName, sizeBytes, checksum } = part;
  return {
    deviceId,
    deviceAssetId,
    createdAtMs,
    modifiedAtMs,
    isFavorite,
    durationMs,
    fileName,
    sizeBytes,
    checksum,
    role: { kind: 'original', motionId: undefined },
    ...more,
  };
}

/** The bytes of a file from an offset on, to its end or to `until`. */
export function chunkOf(
  upload: UploadId,
  bytes: Uint8Array,
  offset: number,
  until = bytes.length,
): UploadChunk {
  const content = bytes.subarray(offset, until);
  return {
    upload,
    offset,
    sizeBytes: content.length,
    isLast: until === bytes.length,
    read: () => chunksOf(content),
  };
}
