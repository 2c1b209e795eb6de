export { openExpoSqliteDriver, type ExpoSqliteDatabase } from './expo-sqlite-driver.ts';
export type { LedgerFiles } from './file/ledger-files.ts';
export {
  isChoiceLost,
  openLedgerFile,
  type LedgerFileDeps,
  type OpenedLedger,
} from './file/open-ledger-file.ts';
export { openSqlLeaseStore } from './lease/open-sql-lease-store.ts';
export { openSqliteLedger } from './open-sqlite-ledger.ts';
export { openLedgerReports, type LedgerReports } from './reports/ledger-reports.ts';
export type { SqlDriver, SqlParameters, SqlValue } from './sql-driver.ts';
export { isUnusableLedger } from './unavailable.ts';
