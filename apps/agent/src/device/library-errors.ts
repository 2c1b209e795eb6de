import { BackupError } from '@keepsake/engine';

/** The code of an operating system's error, such as `ENOENT`; an empty text for anything else. */
function errnoOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Whether the error says that nothing is at that path (any longer). */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error));
}

/** Whether the error says that this user may not do that. */
function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errnoOf(error));
}

/** What failing to list a folder of the library means for the run: it cannot go on. */
export function folderError(path: string, error: unknown): BackupError {
  const cause = { cause: error };
  if (isForbidden(error)) {
    return new BackupError(
      'library-permission-lost',
      `The folder ${path} may not be read by this user.`,
      cause,
    );
  }
  if (isMissing(error))
    return new BackupError('library-unavailable', `The folder ${path} does not exist.`, cause);
  return new BackupError('library-unavailable', `The folder ${path} ${reasonOf(error)}.`, cause);
}

/** What failing to open or read a file means for its asset. */
export function fileError(path: string, error: unknown): BackupError {
  const cause = { cause: error };
  if (isMissing(error)) return new BackupError('asset-gone', `${path} is no longer there.`, cause);
  if (isForbidden(error))
    return new BackupError('file-unreadable', `${path} may not be read by this user.`, cause);
  return new BackupError('read-failed', `${path} ${reasonOf(error)}.`, cause);
}

/** A folder, file or link that could not be looked at. */
export interface LibraryProblem {
  readonly path: string;
  /** The end of a sentence that begins with the path. */
  readonly reason: string;
}

/** What there is to say of an entry that could not be looked at; undefined when it is just not there any longer. */
export function problemOf(path: string, error: unknown): LibraryProblem | undefined {
  if (errnoOf(error) === '') throw error;
  return isMissing(error) ? undefined : { path, reason: reasonOf(error) };
}

function reasonOf(error: unknown): string {
  if (isForbidden(error)) return 'may not be read by this user';
  const errno = errnoOf(error);
  return errno === '' ? 'could not be read' : `could not be read (${errno})`;
}
