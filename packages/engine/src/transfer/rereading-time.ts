/** An old disk, or a memory card, in a small computer at home. */
const SLOW_DISK_BYTES_PER_MS = 20_000;

/**
 * How long a server may need to read a file of this size once more before it can say that all of it has arrived: one that was
 * restarted meanwhile does not remember the checksum of the first part. So long it may be silent beyond the usual limit (U6).
 */
export function rereadingMs(sizeBytes: number): number {
  return sizeBytes / SLOW_DISK_BYTES_PER_MS;
}
