import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { fromSqliteError } from './database-error.ts';

/** Statements kept prepared: more than the server has distinct ones, far less than what would matter in memory. */
const MAX_PREPARED = 256;

/**
 * node:sqlite in the shape that Kysely's SqliteDialect expects.
 *
 * Statements are kept prepared by their text, which halves the cost of a short query. Every transaction takes the
 * write lock at its start, so what it reads cannot change before it writes.
 */
export function nodeSqlite(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const text = sql === 'begin' ? 'begin immediate' : sql;
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = translated(() => adapt(database.prepare(text)));
      // A pragma takes effect when it is prepared, so that one kept ready would do nothing.
      if (text.startsWith('pragma')) return statement;
      if (prepared.size >= MAX_PREPARED) prepared.clear();
      prepared.set(text, statement);
      return statement;
    },
    close() {
      prepared.clear();
      database.close();
    },
  };
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translated(() => statement.all(...(parameters as SQLInputValue[]))),
    run: (parameters) => translated(() => statement.run(...(parameters as SQLInputValue[]))),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}

function translated<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw fromSqliteError(error);
  }
}
