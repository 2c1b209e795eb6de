import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { StartupError } from '../errors/startup-error.ts';
import { createFirstTables } from './migrations/0001-first-tables.ts';
import { createMotionParts } from './migrations/0002-motion-parts.ts';
import { createUploads } from './migrations/0003-uploads.ts';
import { addAccounts } from './migrations/0004-accounts.ts';
import { createTrash } from './migrations/0005-trash.ts';
import { createProof } from './migrations/0006-proof.ts';
import { indexAssetsByTime } from './migrations/0007-assets-by-time.ts';
import { createSignInPlaces } from './migrations/0008-sign-in-places.ts';
import { createEarlierSidecars } from './migrations/0009-sidecars.ts';
import { createDeletions } from './migrations/0010-deletions.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import { rememberFiles } from './same-files.ts';
import type { Tables } from './schema.ts';
import { damagedDatabase, unusableDatabase } from './unusable-database.ts';

export type Database = Kysely<Tables>;

/** In order; a migration that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': { up: createFirstTables },
  '0002-motion-parts': { up: createMotionParts },
  '0003-uploads': { up: createUploads },
  '0004-accounts': { up: addAccounts },
  '0005-trash': { up: createTrash },
  '0006-proof': { up: createProof },
  '0007-assets-by-time': { up: indexAssetsByTime },
  '0008-sign-in-places': { up: createSignInPlaces },
  '0009-sidecars': { up: createEarlierSidecars },
  '0010-deletions': { up: createDeletions },
};

/** Below this size the whole file is checked at the start: it takes well under a second. */
const QUICK_CHECK_MAX_BYTES = 64 * 1024 * 1024;

/**
 * Opens the database file, creates or migrates its tables, and returns it ready for use; `destroy()` closes it.
 *
 * A transaction that was answered survives a power failure: WAL with synchronous=FULL.
 *
 * @throws StartupError when the file is damaged, locked, cannot be written or was written by a newer version
 */
export async function openDatabase(file: string): Promise<Database> {
  const connection = connect(file);
  const db: Database = new Kysely({ dialect: nodeSqliteDialect(connection, rememberFiles(file)) });
  try {
    await migrate(db, file);
    return db;
  } catch (error) {
    await db.destroy();
    throw unusableDatabase(file, error);
  }
}

/**
 * Opens the database that a running server uses, for a second process beside it: its tables are left as they are.
 *
 * @throws StartupError when the file is damaged or unreadable, or the server is of another version
 */
export async function openDatabaseInUse(file: string): Promise<Database> {
  const connection = connect(file);
  const db: Database = new Kysely({ dialect: nodeSqliteDialect(connection, rememberFiles(file)) });
  const applied = new Set(await appliedMigrations(db));
  const known = Object.keys(MIGRATIONS);
  if (applied.size === known.length && known.every((name) => applied.has(name))) return db;
  await db.destroy();
  throw new StartupError(
    'newer-data',
    `The server that uses the database ${file} is of another version of Keepsake; use that version, or stop it first.`,
  );
}

function connect(file: string): DatabaseSync {
  try {
    const connection = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
    connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    if (statSync(file).size < QUICK_CHECK_MAX_BYTES) {
      const found = connection.prepare('pragma quick_check(1)').get();
      if (found?.['quick_check'] !== 'ok') throw damagedDatabase(file, found);
    }
    // Makes the file beside it that has what was written last.
    connection.prepare('select count(*) from sqlite_schema').get();
    // From here on, who finds it locked waits without stopping the thread.
    connection.exec('pragma busy_timeout = 0');
    return connection;
  } catch (error) {
    throw unusableDatabase(file, error);
  }
}

async function migrate(db: Database, file: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  await refuseNewer(db, file);
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}

async function appliedMigrations(db: Database): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const applied = await db
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return applied.map(({ name }) => name);
}

async function refuseNewer(db: Database, file: string): Promise<void> {
  const applied = await appliedMigrations(db);
  if (applied.every((name) => Object.hasOwn(MIGRATIONS, name))) return;
  throw new StartupError(
    'newer-data',
    `The database ${file} was written by a newer version of Keepsake; start that version, or restore an older backup.`,
  );
}
