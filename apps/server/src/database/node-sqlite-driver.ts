import type { DatabaseSync } from 'node:sqlite';
import { SqliteDriver, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely';
import { ServerError } from '../errors/server-error.ts';
import { Lane } from './lane.ts';
import { nodeSqlite } from './node-sqlite.ts';
import { waitAMoment, whileLocked } from './while-locked.ts';

/**
 * Kysely's SQLite driver, for a database in trouble:
 * - whose lock another process holds: who writes waits, and the thread and the connection are others' meanwhile;
 * - whose disk is full: a transaction that SQLite itself has rolled back is neither gone on with nor rolled back again;
 * - whose files were taken away: nobody gets the connection.
 */
export class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #requireFiles: () => void;
  readonly #lane = new Lane();
  #connection: DatabaseConnection | undefined;
  #isInTransaction = false;
  /** Whoever has changed a setting of the connection keeps it: nobody else may write under that setting. */
  #hasSettings = false;

  constructor(database: DatabaseSync, requireFiles: () => void) {
    super({ database: nodeSqlite(database) });
    this.#database = database;
    this.#requireFiles = requireFiles;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#lane.enter();
    try {
      this.#requireFiles();
      return (this.#connection ??= this.#patient(await super.acquireConnection()));
    } catch (error) {
      this.#lane.leave();
      throw error;
    }
  }

  override releaseConnection(): Promise<void> {
    this.#hasSettings = false;
    this.#lane.leave();
    return Promise.resolve();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await super.beginTransaction(connection);
    this.#isInTransaction = true;
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.#isInTransaction = false;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    this.#isInTransaction = false;
    // To fail at doing again what SQLite has done would hide why.
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }

  #patient(connection: DatabaseConnection): DatabaseConnection {
    const letOthersIn = async (): Promise<void> => {
      this.#lane.leave();
      await waitAMoment();
      await this.#lane.enter();
      this.#requireFiles();
    };
    return {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
        // Or it would be kept, while what it belongs to is not.
        if (this.#isInTransaction && !this.#database.isTransaction)
          throw new ServerError('unavailable', 'The transaction was rolled back by SQLite.');
        this.#hasSettings ||= query.sql.startsWith('pragma ');
        if (this.#isInTransaction || this.#hasSettings) return connection.executeQuery<R>(query);
        return whileLocked(() => connection.executeQuery<R>(query), letOthersIn);
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }
}
