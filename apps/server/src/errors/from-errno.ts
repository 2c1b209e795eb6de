import { ServerError } from './server-error.ts';

/** Translates a failed file operation: a full disk says so, everything else is "not now". Never returns. */
export function throwFromErrno(error: unknown): never {
  throw fromErrno(error);
}

/** Like {@link throwFromErrno}, for callbacks that take the error. */
export function fromErrno(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  const code = errnoOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ServerError('disk-full', undefined, { cause: error });
  return new ServerError('unavailable', undefined, { cause: error });
}

/** The errno name of a failed file operation, such as `ENOENT`; undefined for other errors. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
