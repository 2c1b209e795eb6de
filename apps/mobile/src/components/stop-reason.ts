import type { ErrorCode } from '@keepsake/engine';

/** The causes that a person can tell apart, and do something different about. */
export type StopReason =
  | 'network'
  | 'untrusted-server'
  | 'server'
  | 'not-a-photo-server'
  | 'unauthorized'
  /** Nobody is signed in; what is known is of whoever was. */
  | 'signed-out'
  /** Who is signed in cannot be read now. */
  | 'sign-in'
  | 'quota-exceeded'
  | 'server-disk-full'
  /** One of the two before: which is not told of a backup that another process made. */
  | 'room'
  /** There is no room on this phone to make ready what is left. */
  | 'device-full'
  | 'library'
  | 'ledger-unavailable';

/** The cause in a person's terms. */
export function stopReasonOf(code: ErrorCode): StopReason {
  switch (code) {
    case 'network':
    case 'untrusted-server':
    case 'not-a-photo-server':
    case 'quota-exceeded':
    case 'server-disk-full':
    case 'device-full':
    case 'ledger-unavailable':
      return code;
    case 'unauthorized':
    case 'forbidden':
      return 'unauthorized';
    case 'library-unavailable':
    case 'library-permission-lost':
      return 'library';
    default:
      return 'server';
  }
}
