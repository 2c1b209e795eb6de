import type { SqlDriver, SqlParameters } from './sql-driver.ts';
import { unavailable } from './unavailable.ts';

/** What is used of a statement of expo-sqlite (SDK 51 or newer). */
interface ExpoSqliteStatement {
  executeAsync(
    params: Record<string, string | number | null>,
  ): Promise<{ getAllAsync(): Promise<unknown[]> }>;
  finalizeAsync(): Promise<void>;
}

/** What is used of a database of expo-sqlite, so that no package needs to be there to compile this. */
export interface ExpoSqliteDatabase {
  execAsync(source: string): Promise<void>;
  prepareAsync(source: string): Promise<ExpoSqliteStatement>;
  closeAsync(): Promise<void>;
}

/**
 * Connects to a database that expo-sqlite opens: `openDatabaseAsync(name, { useNewConnection: true })`. Without
 * that option expo-sqlite hands the same connection to everybody who asks, and transactions would mix.
 *
 * SQLite works on a thread of its own. The driver owns the database from now on, and closes it. Error:
 * `ledger-unavailable`, when it cannot be opened.
 */
export async function openExpoSqliteDriver(opening: Promise<ExpoSqliteDatabase>): Promise<SqlDriver> {
  const database = await opening.catch((error: unknown) => {
    throw unavailable(error);
  });
  const prepared = new Map<string, ExpoSqliteStatement>();
  let isClosed = false;
  const execute = async (sql: string, parameters: SqlParameters) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = await database.prepareAsync(sql);
      prepared.set(sql, statement);
    }
    return statement.executeAsync(parameters);
  };
  return {
    execute: (sql) => database.execAsync(sql),
    async run(sql, parameters) {
      await execute(sql, parameters);
    },
    async all<Row>(sql: string, parameters: SqlParameters) {
      // Read to the end: a cursor that is left in the middle keeps the transaction open.
      return (await (await execute(sql, parameters)).getAllAsync()) as Row[];
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      for (const statement of prepared.values()) await statement.finalizeAsync();
      prepared.clear();
      await database.closeAsync();
    },
  };
}
