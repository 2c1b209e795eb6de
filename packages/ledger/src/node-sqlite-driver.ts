import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqlDriver } from './sql-driver.ts';
import { unavailable } from './unavailable.ts';

/**
 * Opens a database with Node's own SQLite; the file is made when it is missing, its folder is not.
 *
 * Calls block the process while SQLite works. Error: `ledger-unavailable`.
 */
export function openNodeSqliteDriver(path: string): SqlDriver {
  const database = open(path);
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    let found = prepared.get(sql);
    if (found === undefined) {
      found = database.prepare(sql);
      prepared.set(sql, found);
    }
    return found;
  };
  return {
    async execute(sql) {
      database.exec(sql);
    },
    async run(sql, parameters) {
      statement(sql).run(parameters);
    },
    async all<Row>(sql: string, parameters: Parameters<SqlDriver['all']>[1]) {
      return statement(sql).all(parameters) as Row[];
    },
    async close() {
      prepared.clear();
      if (database.isOpen) database.close();
    },
  };
}

function open(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw unavailable(error);
  }
}
