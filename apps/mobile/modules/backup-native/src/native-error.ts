/**
 * The `code` of every error that a function of the native module rejects with; any other code is a fault of ours.
 *
 * - `library-unavailable`: the library as a whole does not answer.
 * - `asset-gone`: the library or the file system does not have it any more.
 * - `no-such-part`: the asset is there, and has no part of this role and edition.
 * - `in-cloud`: it is not on the device, and nothing may be downloaded.
 * - `download-failed`: it could not be fetched from the cloud.
 * - `file-unreadable`: it is there and cannot be read.
 * - `changed-while-reading`: it ended before the bytes that were asked for, or grew.
 * - `permission-lost`: the person took the permission to the library back, or never gave it.
 * - `no-space`: the device has no room for a temporary file.
 * - `cancelled`: `cancelWork` was called.
 * - `invalid-argument`: what was asked for cannot be; the message says why.
 */
export const NATIVE_ERROR_CODES = [
  'library-unavailable',
  'asset-gone',
  'no-such-part',
  'in-cloud',
  'download-failed',
  'file-unreadable',
  'changed-while-reading',
  'permission-lost',
  'no-space',
  'cancelled',
  'invalid-argument',
] as const;

export type NativeErrorCode = (typeof NATIVE_ERROR_CODES)[number];

/** The code of an error that the native module rejected with; undefined: it is another error. */
export function nativeErrorCodeOf(error: unknown): NativeErrorCode | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return NATIVE_ERROR_CODES.find((code) => code === error.code);
}
