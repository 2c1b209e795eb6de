/** What SQLite keeps in one column. */
export type SqlValue = string | number | null;

/** Values by the names that the statement gives them, with their dollar sign: `{ $limit: 10 }`. */
export type SqlParameters = Readonly<Record<string, SqlValue>>;

/**
 * One connection to one SQLite database (3.45 or newer), as every runtime has it: node:sqlite, expo-sqlite.
 *
 * Calls are made one after the other, never at once. What SQLite refuses is thrown with SQLite's own message.
 */
export interface SqlDriver {
  /** Runs statements that take no values and whose rows nobody wants. */
  execute(sql: string): Promise<void>;
  /** Runs one statement. The number of different statements is small, so that they may be kept prepared. */
  run(sql: string, parameters: SqlParameters): Promise<void>;
  /** Runs one statement and returns its rows, each with a property per column; `Row` is the caller's word for that. */
  all<Row>(sql: string, parameters: SqlParameters): Promise<readonly Row[]>;
  /** May be repeated. */
  close(): Promise<void>;
}
