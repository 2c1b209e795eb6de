import { ServerError } from '../errors/server-error.ts';

/** Larger than any video of today; what bounds an upload in practice is the quota and the disk. */
const MAX_SIZE_BYTES = 2 ** 40;

/**
 * What is asked of one request's content: proxies between here and there commonly let 100 MB through. More is taken
 * where it arrives.
 */
const MAX_APPEND_BYTES = 64 * 1024 * 1024;

/** The value of `Upload-Limit`: of an upload that lives so much longer, or of any that is made now. */
export function formatLimits(remainingMs: number): string {
  const seconds = Math.max(0, Math.floor(remainingMs / 1000));
  return `max-size=${MAX_SIZE_BYTES}, min-size=1, max-append-size=${MAX_APPEND_BYTES}, min-append-size=0, max-age=${seconds}`;
}

/** How many more bytes may come, so that the upload stays within its length or, while that is not known, any length. */
export function roomBehind(offset: number, lengthBytes: number | undefined): number {
  return (lengthBytes ?? MAX_SIZE_BYTES) - offset;
}

/** @throws ServerError payload-too-large */
export function requireAllowedSize(sizeBytes: number | undefined, maxAgeMs: number): void {
  if (sizeBytes !== undefined && sizeBytes > MAX_SIZE_BYTES)
    throw new ServerError('payload-too-large', 'A file may have 1 TiB.', {
      headers: { 'upload-limit': formatLimits(maxAgeMs) },
    });
}
