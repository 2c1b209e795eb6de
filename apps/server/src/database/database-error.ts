import { ServerError } from '../errors/server-error.ts';

/** SQLite's primary result codes that mean something of their own here: https://www.sqlite.org/rescode.html */
export const SQLITE_CODES = {
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
} as const;

/** Translates what node:sqlite throws: a full disk says so, anything else of the database is "not now". */
export function fromSqliteError(error: unknown): unknown {
  switch (sqliteCodeOf(error)) {
    case undefined:
      return error;
    case SQLITE_CODES.busy:
      return new ServerError('unavailable', undefined, { cause: error, headers: { 'retry-after': '5' } });
    case SQLITE_CODES.full:
      return new ServerError('disk-full', undefined, { cause: error });
    default:
      return new ServerError('unavailable', undefined, { cause: error });
  }
}

/** Whether this is SQLite saying that another connection holds the lock. */
export function isSqliteBusy(error: unknown): boolean {
  return sqliteCodeOf(error) === SQLITE_CODES.busy;
}

/** The primary result code of an error of SQLite's, also when it has been translated; undefined for other errors. */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ServerError) return sqliteCodeOf(error.cause);
  // The low byte is the primary code; the rest of an extended code only says more about it.
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
