import { ServerError } from '../errors/server-error.ts';

/** SQLite's primary result codes that mean something of their own here: https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** Translates what node:sqlite throws: a full disk says so, anything else of the database is "not now". */
export function fromSqliteError(error: unknown): unknown {
  switch (sqliteCodeOf(error)) {
    case undefined:
      return error;
    case SQLITE_BUSY:
      return new ServerError('unavailable', undefined, { cause: error, headers: { 'retry-after': '5' } });
    case SQLITE_FULL:
      return new ServerError('disk-full', undefined, { cause: error });
    default:
      return new ServerError('unavailable', undefined, { cause: error });
  }
}

/** Whether this is SQLite saying that another connection holds the lock. */
export function isSqliteBusy(error: unknown): boolean {
  return sqliteCodeOf(error) === SQLITE_BUSY;
}

/** Whether this is SQLite saying that the file is damaged or no database at all. */
export function isSqliteDamaged(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ServerError) return sqliteCodeOf(error.cause);
  // The low byte is the primary code; the rest of an extended code only says more about it.
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
