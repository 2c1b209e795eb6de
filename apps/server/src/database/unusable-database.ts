import { StartupError } from '../errors/startup-error.ts';
import { SQLITE_CODES, sqliteCodeOf } from './database-error.ts';

/** Brings what SQLite says of a database at the start to one sentence; other errors stay as they are. */
export function unusableDatabase(file: string, error: unknown): unknown {
  if (error instanceof StartupError) return error;
  const code = sqliteCodeOf(error);
  if (code === undefined) return error;
  return new StartupError(code === SQLITE_CODES.busy ? 'data-in-use' : 'data-folder', sentence(file, code), {
    cause: error,
  });
}

export function damagedDatabase(file: string, cause: unknown): StartupError {
  return new StartupError('data-folder', sentence(file, SQLITE_CODES.corrupt), { cause });
}

function sentence(file: string, code: number): string {
  switch (code) {
    case SQLITE_CODES.busy:
      return `The database ${file} is locked by another program; end that, and start again.`;
    case SQLITE_CODES.readOnly:
      return `The database ${file} cannot be written; check that this user may write it, and that its disk is not mounted read-only.`;
    case SQLITE_CODES.full:
      return `The disk of the database ${file} is full; make room on it, and start again.`;
    case SQLITE_CODES.ioError:
      return `The disk of the database ${file} cannot be read or written; the system's log says why.`;
    case SQLITE_CODES.corrupt:
    case SQLITE_CODES.notDatabase:
      return `The database ${file} is damaged; put a backup of it in its place. The originals beside it are untouched.`;
    default:
      return `The database ${file} cannot be opened; check that this user may read and write it.`;
  }
}
