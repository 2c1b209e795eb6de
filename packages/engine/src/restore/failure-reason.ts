import type { BackupError, ErrorCode } from '../errors/backup-error.ts';
import { DamagedOriginal } from '../errors/damaged-original.ts';

/** Why a file could not be brought home. */
export type FailureReason =
  /** Every name for it is taken by another file. */
  | { readonly kind: 'no-name' }
  /** What the server keeps of it is damaged: there is nothing to bring home until a device sends it again. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'error'; readonly code: ErrorCode };

/** What an error of one file means for it. */
export function failureReasonOf(error: BackupError): FailureReason {
  return error instanceof DamagedOriginal ? { kind: 'damaged' } : { kind: 'error', code: error.code };
}
