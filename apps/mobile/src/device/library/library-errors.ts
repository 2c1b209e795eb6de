import { BackupError, type ErrorCode } from '@keepsake/engine';
import { nativeErrorCodeOf, type NativeErrorCode } from '../../../modules/backup-native/src/index.ts';

const CODES: Readonly<Record<NativeErrorCode, ErrorCode>> = {
  'library-unavailable': 'library-unavailable',
  'asset-gone': 'asset-gone',
  // An edit was taken back, or a Live Photo became a still: it is another version by now.
  'no-such-part': 'changed-while-reading',
  'in-cloud': 'download-failed',
  'download-failed': 'download-failed',
  'file-unreadable': 'file-unreadable',
  'changed-while-reading': 'changed-while-reading',
  'permission-lost': 'library-permission-lost',
  'no-space': 'device-full',
  cancelled: 'read-failed',
  'invalid-argument': 'read-failed',
};

/** What the native module or expo-media-library threw, as the engine knows it; `read-failed` is what else may go wrong with one asset. */
export function libraryErrorOf(error: unknown, otherwise: ErrorCode = 'read-failed'): BackupError {
  if (error instanceof BackupError) return error;
  const native = nativeErrorCodeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (native !== undefined) return new BackupError(CODES[native], message, { cause: error });
  // Both platforms' words of expo-media-library, where no code tells.
  if (/permission/i.test(message))
    return new BackupError('library-permission-lost', message, { cause: error });
  return new BackupError(otherwise, message, { cause: error });
}

/** Has what a call to the platform throws be one of ours. */
export async function asLibraryErrors<Answer>(
  call: () => Promise<Answer>,
  otherwise?: ErrorCode,
): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw libraryErrorOf(error, otherwise);
  }
}
