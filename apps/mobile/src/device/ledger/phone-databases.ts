import type { LeaseStore } from '@keepsake/engine';
import {
  openExpoSqliteDriver,
  openLedgerFile,
  openLedgerReports,
  openSqlLeaseStore,
  type ExpoSqliteDatabase,
  type LedgerFiles,
  type LedgerReports,
  type OpenedLedger,
  type SqlDriver,
} from '@keepsake/ledger';
import type { SQLiteOpenOptions } from 'expo-sqlite';
import { folderOf, nameOf } from './phone-files.ts';

/** What is used of expo-sqlite. */
export interface PhoneSqlite {
  openDatabaseAsync(
    databaseName: string,
    options?: SQLiteOpenOptions,
    directory?: string,
  ): Promise<ExpoSqliteDatabase>;
}

export interface PhoneDatabasesDeps {
  readonly sqlite: PhoneSqlite;
  readonly files: LedgerFiles;
  /** The folder of all databases, without a scheme and without a slash at its end. */
  readonly folder: string;
  readonly nowMs: () => number;
}

/** The databases of one installation. Errors: `ledger-unavailable`; of forgetting, the file system's own. */
export interface PhoneDatabases {
  /** The ledger of one person on one server; a damaged one is set aside and begun anew (V4). */
  openLedger(name: string): Promise<OpenedLedger>;
  /** What screens ask of that ledger beside the engine. */
  openReports(name: string): Promise<LedgerReports>;
  /** Whose run it is (B2): one row that the app, and whatever the system starts of it, see. */
  openLeases(): Promise<LeaseStore & { close(): Promise<void> }>;
  /** Removes a ledger and all signs beside it; nobody may have it open. */
  forgetLedger(name: string): Promise<void>;
}

/** What may lie beside a ledger. */
const COMPANIONS = ['', '-wal', '-shm', '.begun', '.found-damaged', '.choice-lost', '.setting-aside'];

export function openPhoneDatabases({ sqlite, files, folder, nowMs }: PhoneDatabasesDeps): PhoneDatabases {
  const pathOf = (name: string): string => `${folder}/${name}.sqlite`;
  // Each its own connection: expo-sqlite would hand the same one to everybody, and transactions would mix.
  const openDriver = (path: string): Promise<SqlDriver> =>
    openExpoSqliteDriver(sqlite.openDatabaseAsync(nameOf(path), { useNewConnection: true }, folderOf(path)));
  return {
    openLedger: (name) => openLedgerFile(pathOf(name), { files, openDriver, nowMs: nowMs() }),
    openReports: async (name) => openLedgerReports(await openDriver(pathOf(name))),
    openLeases: async () => openSqlLeaseStore(await openDriver(pathOf('run-lock'))),
    async forgetLedger(name) {
      for (const companion of COMPANIONS) await files.remove(pathOf(name) + companion);
    },
  };
}
