import * as z from 'zod';

/** The engine's codes. */
export const backupErrorCode = z.enum([
  'network',
  'untrusted-server',
  'timeout',
  'server-error',
  'too-many-requests',
  'bad-answer',
  'checksum-mismatch',
  'changed-while-reading',
  'read-failed',
  'download-failed',
  'asset-gone',
  'file-unreadable',
  'empty-file',
  'unsupported-type',
  'rejected',
  'device-full',
  'quota-exceeded',
  'server-disk-full',
  'unauthorized',
  'forbidden',
  'not-a-photo-server',
  'library-unavailable',
  'library-permission-lost',
  'ledger-unavailable',
]);

/** Why a call was not done: status 409, and the engine's own word for it. */
export const localFailure = z.object({ code: backupErrorCode, detail: z.string() });

export type LocalFailure = z.output<typeof localFailure>;

/** Why a request was refused before anything was done: any other status but 200. A sentence for whoever writes clients. */
export const localRefusal = z.object({ message: z.string() });
