import type { DatabaseSync } from 'node:sqlite';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect } from 'kysely';
import { NodeSqliteDriver } from './node-sqlite-driver.ts';

/**
 * Kysely's SQLite on node:sqlite, with a driver of its own.
 *
 * @param requireFiles throws when the open files are no longer those under the database's name
 */
export function nodeSqliteDialect(database: DatabaseSync, requireFiles: () => void): Dialect {
  return {
    createAdapter: () => new LaneLessAdapter(),
    createDriver: () => new NodeSqliteDriver(database, requireFiles),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** There is one connection; but the driver itself says who has it when, because it lets others in while one waits. */
class LaneLessAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}
