import { BackupError } from '@keepsake/engine';

/** What failing to write where originals are restored to means: the restore cannot go on, but where it is about one file alone. */
export function targetError(path: string, error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const cause = { cause: error };
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupError('library-permission-lost', `This user may not write to ${path}.`, cause);
    case 'ENOSPC':
    case 'EDQUOT':
      return new BackupError(
        'library-unavailable',
        `There is no room left on the disk of ${path}. Make some, then restore again; it goes on where it stopped.`,
        cause,
      );
    case 'ENAMETOOLONG':
    case 'EILSEQ':
      return new BackupError('rejected', 'This disk does not take the name of the file.', cause);
    // A disk such as FAT, which has a largest size for files.
    case 'EFBIG':
      return new BackupError('rejected', 'This disk does not take a file of this size.', cause);
    default:
      return new BackupError(
        'library-unavailable',
        `${path} could not be written to (${errnoOf(error) || 'unknown reason'}).`,
        cause,
      );
  }
}

/** The code of an operating system's error, such as `EEXIST`; an empty text for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
